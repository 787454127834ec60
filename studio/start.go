package studio

import (
	"cmp"
	"context"
	"encoding/json"

	"uncodec/inference"
	"uncodec/store"
)

// Start puts a restoration of an owner's picture into the queue. A condition that
// cannot be taken is refused here and not in the queue.
func (s *Studio) Start(ctx context.Context, id, owner string, request Request) (store.Restoration, error) {
	r, err := s.asked(ctx, id, owner, request)
	if err != nil {
		return store.Restoration{}, err
	}
	return s.queue(ctx, r)
}

// StartOnce is Start, unless the picture has a restoration by the same networks of the same request
// that is done or under way, which would come out the same: then it returns that one.
func (s *Studio) StartOnce(ctx context.Context, id, owner string, request Request) (store.Restoration, error) {
	r, err := s.asked(ctx, id, owner, request)
	if err != nil {
		return store.Restoration{}, err
	}
	r.Once = true
	return s.queue(ctx, r)
}

// asked is the row of a restoration that is asked for.
func (s *Studio) asked(ctx context.Context, id, owner string, request Request) (r store.Restoration, err error) {
	if err := inference.CheckViews(cmp.Or(request.Views, 1)); err != nil {
		return r, err
	}
	i, m, believed, err := s.subject(ctx, id, owner, request.Model)
	if err != nil {
		return r, err
	}
	if _, _, err := resolve(m, request.Condition, believed); err != nil {
		return r, err
	}
	plain := request.Condition.plain() // however it was said, the same is taken
	_, taken, err := resolve(m, plain, believed)
	if err != nil {
		return r, err
	}
	condition, err := json.Marshal(recipe{plain, taken})
	return store.Restoration{
		ImageID: i.ID, Model: m.Name, ModelHash: m.Hash, Condition: condition, Mode: taken.Mode, Views: request.Views,
	}, err
}

// queue stores what was asked for and wakes the workers. Where the disk has no room to spare it is refused:
// what is under way lives on that.
func (s *Studio) queue(ctx context.Context, r store.Restoration) (store.Restoration, error) {
	if err := s.promise(0); err != nil {
		return r, err
	}
	r, err := s.Store.CreateRestoration(ctx, r)
	if err == nil {
		nudge(s.jobs.wake)
	}
	return r, err
}

// recipe is what a restoration's row keeps of its condition: what was asked and what R-Net is told.
type recipe struct {
	Asked ConditionRequest `json:"asked"`
	Taken ConditionTaken   `json:"taken"`
}

// ConditionOf reads the condition of a restoration's row: what R-Net was told, and what was asked.
func ConditionOf(r store.Restoration) (ConditionTaken, ConditionRequest) {
	var c recipe
	_ = json.Unmarshal(r.Condition, &c) // written by Start
	return c.Taken, c.Asked
}
