package studio

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"uncodec/store"
	"uncodec/turns"
)

// AddReference takes in the pristine original of an owner's picture that came without one, and
// measures against it what was restored of the picture. store.ErrConflict says that there is one already.
func (s *Studio) AddReference(ctx context.Context, id string, u Upload) (store.Image, error) {
	i, err := s.Store.Image(ctx, id, u.Owner)
	if err == nil && i.ReferenceID != "" {
		err = store.ErrConflict
	}
	if err != nil {
		return i, err
	}
	u.Owner, u.Expires = i.Owner, earlier(u.Expires, i.Expires) // it goes with the picture
	reference, err := s.takeIn(ctx, u, store.Image{Source: store.SourceUpload, Width: i.Width, Height: i.Height})
	if err != nil {
		return i, ofReference(err)
	}
	if i, err = s.refer(ctx, i, reference); err != nil {
		return i, errors.Join(err, s.remove(context.WithoutCancel(ctx), reference, i.Owner))
	}
	return i, nil
}

// refer gives a picture its reference when its turn has come, an address's one at a time: what is measured holds three
// pictures in memory.
func (s *Studio) refer(ctx context.Context, i, reference store.Image) (store.Image, error) {
	leave, err := s.referring.Take(ctx)
	if err != nil {
		return i, err
	}
	defer leave()
	now, err := s.Store.Image(ctx, i.ID, i.Owner)
	if err == nil && now.ReferenceID != "" { // meanwhile
		err = store.ErrConflict
	}
	if err != nil {
		return i, err
	}
	ctx = turns.Holding(ctx)
	measures, err := s.measureAll(ctx, i, reference)
	if err != nil {
		return i, err
	}
	i.ReferenceID = reference.ID
	if err := s.Store.AddReference(ctx, i.ID, i.Owner, reference.ID, measures); err != nil {
		return i, err
	}
	s.measureLate(ctx, i.ID, i.Owner) // what was finished meanwhile
	return i, nil
}

// measureLate measures those of an owner's picture's restorations that are not, if it has a reference: a
// restoration may be finished while that is added. What fails costs the figures alone.
func (s *Studio) measureLate(ctx context.Context, id, owner string) {
	err := func() error {
		i, err := s.Store.Image(ctx, id, owner)
		if err != nil || i.ReferenceID == "" {
			return err
		}
		reference, err := s.Store.Image(ctx, i.ReferenceID, i.Owner)
		if err != nil {
			return err
		}
		measures, err := s.measureAll(ctx, i, reference)
		if err != nil || len(measures) == 0 {
			return err
		}
		return s.Store.KeepMeasures(ctx, i.ID, measures)
	}()
	if err != nil && !errors.Is(err, store.ErrNotFound) && ctx.Err() == nil {
		s.Log.Error("measure", "id", shortID(id), "error", err)
	}
}

// measureAll measures a picture's finished restorations, those that are not yet, against a reference,
// by their ids. Where there are none, nothing is decoded.
func (s *Studio) measureAll(ctx context.Context, i, reference store.Image) (map[string]json.RawMessage, error) {
	all, err := s.Store.Restorations(ctx, i.ID)
	all = slices.DeleteFunc(all, func(r store.Restoration) bool { return r.State != store.Done || len(r.Measures) > 0 })
	if err != nil || len(all) == 0 {
		return nil, err
	}
	pristine, err := s.Pixels(ctx, reference.Hash)
	if err != nil {
		return nil, err
	}
	input, err := s.Pixels(ctx, i.Hash)
	if err != nil {
		return nil, err
	}
	measures := map[string]json.RawMessage{}
	for _, r := range all {
		restored, err := s.Pixels(ctx, r.ResultHash)
		if errors.Is(err, store.ErrNotFound) {
			continue // deleted meanwhile
		}
		if err != nil {
			return nil, err
		}
		var m Measured
		if m.Input, m.Restored, err = gain(ctx, Header(i), pristine, input, restored); err != nil {
			return nil, err
		}
		if measures[r.ID], err = json.Marshal(m); err != nil {
			return nil, err
		}
	}
	return measures, nil
}
