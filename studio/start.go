package studio

import (
	"context"
	"encoding/json"

	"uncodec/inference"
	"uncodec/store"
)

// Start puts a restoration of an owner's picture into the queue. A condition that
// cannot be taken is refused here and not in the queue.
func (s *Studio) Start(ctx context.Context, id, owner string, request Request) (store.Restoration, error) {
	return s.start(ctx, id, owner, request, 0)
}

// start is Start, for a file of a batch where one is named.
func (s *Studio) start(ctx context.Context, id, owner string, request Request, file int64) (store.Restoration, error) {
	if err := inference.CheckViews(request.Views); err != nil {
		return store.Restoration{}, err
	}
	i, m, believed, err := s.subject(ctx, id, owner, request.Model)
	if err != nil {
		return store.Restoration{}, err
	}
	_, taken, err := resolve(m, request.Condition, believed)
	if err != nil {
		return store.Restoration{}, err
	}
	condition, err := json.Marshal(recipe{request.Condition, taken})
	if err != nil {
		return store.Restoration{}, err
	}
	r, err := s.Store.CreateRestoration(ctx, store.Restoration{
		ImageID: i.ID, Model: m.Name, ModelHash: m.Hash, Condition: condition, Mode: taken.Mode, Views: request.Views, BatchFile: file,
	})
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
