package studio

import (
	"context"
	"encoding/json"
	"errors"

	"uncodec/inference"
	"uncodec/store"
)

// Prediction is what a model ("" for the default) believes of an owner's picture:
// asked once, then remembered.
func (s *Studio) Prediction(ctx context.Context, id, owner, model string) (*Prediction, error) {
	_, _, believed, err := s.subject(ctx, id, owner, model)
	return believed, err
}

// subject is an owner's picture, the model to restore it with ("" for the default), and
// what that believes of it.
func (s *Studio) subject(ctx context.Context, id, owner, model string) (store.Image, *inference.Model, *Prediction, error) {
	i, err := s.Store.Image(ctx, id, owner)
	if err != nil {
		return i, nil, nil, err
	}
	m, err := s.Model(model)
	if err != nil {
		return i, nil, nil, err
	}
	believed, err := s.predict(ctx, i, m)
	return i, m, believed, err
}

// Believed is what a restoration's model believed of the picture, as it is kept;
// store.ErrNotFound if it is not.
func (s *Studio) Believed(ctx context.Context, r store.Restoration) (*Prediction, error) {
	return s.believed(ctx, r.ImageID, r.ModelHash)
}

func (s *Studio) believed(ctx context.Context, image, modelHash string) (*Prediction, error) {
	kept, err := s.Store.Prediction(ctx, image, modelHash)
	if err != nil {
		return nil, err
	}
	p := new(Prediction)
	if err := json.Unmarshal(kept.Posterior, p); err != nil {
		return nil, err
	}
	p.Hash = modelHash // older rows lack it
	p.recall()
	return p, nil
}

func (s *Studio) predict(ctx context.Context, i store.Image, m *inference.Model) (*Prediction, error) {
	if p, err := s.believed(ctx, i.ID, m.Hash); err == nil || !errors.Is(err, store.ErrNotFound) {
		return p, err
	}
	leave, err := s.predicting.TakeOf(ctx, i.ID+m.Hash)
	if err != nil {
		return nil, err
	}
	defer leave()
	if p, err := s.believed(ctx, i.ID, m.Hash); err == nil || !errors.Is(err, store.ErrNotFound) {
		return p, err
	}
	return s.askPNet(ctx, i, m)
}

// askPNet predicts, and keeps what is believed.
func (s *Studio) askPNet(ctx context.Context, i store.Image, m *inference.Model) (*Prediction, error) {
	img, err := s.Pixels(ctx, i.Hash)
	if err != nil {
		return nil, err
	}
	p, err := s.Engine.Predict(ctx, img, Header(i), i.Name, m.Name)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	err = s.Store.PutPrediction(ctx, store.Prediction{
		ImageID: i.ID, Model: m.Name, ModelHash: m.Hash, Posterior: text, Seconds: p.Seconds,
	})
	if unwritable(err) {
		err = nil // to look at a picture takes no room: it is asked again
	}
	return p, err
}
