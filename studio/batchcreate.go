package studio

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"uncodec/inference"
	"uncodec/store"
)

// CreateBatch begins a batch, with pictures of the owner's that are here already or with none: those, and what comes into it,
// are restored as asked for. They are the batch's from then on, and go with it; one that is another batch's is refused. A map
// belongs to one picture and is refused.
func (s *Studio) CreateBatch(ctx context.Context, owner string, request Request, expires time.Time, ids ...string) (store.Batch, error) {
	files, err := s.batchFiles(ctx, owner, ids)
	if err != nil {
		return store.Batch{}, err
	}
	m, err := s.Model(request.Model)
	if err != nil {
		return store.Batch{}, err
	}
	if err := inference.CheckViews(cmp.Or(request.Views, 1)); err != nil {
		return store.Batch{}, err
	}
	if request.Condition.Map != nil {
		return store.Batch{}, &inference.ConditionError{Message: "a map belongs to one picture: leave it out for a batch, and paint in the studio"}
	}
	plain := request.Condition.plain()
	for _, asked := range []ConditionRequest{request.Condition, plain} { // as each file will ask, too
		if _, _, err := resolve(m, asked, unknown(m)); err != nil {
			return store.Batch{}, err
		}
	}
	condition, err := json.Marshal(plain)
	if err != nil {
		return store.Batch{}, err
	}
	b, err := s.Store.CreateBatch(ctx, store.Batch{Owner: owner, Model: m.Name, Condition: condition, Views: request.Views, Expires: expires}, files...)
	if err != nil || len(files) == 0 {
		return b, err
	}
	s.feed()
	return s.Store.Batch(ctx, b.ID, owner)
}

// batchFiles are an owner's pictures for a batch that is to be.
func (s *Studio) batchFiles(ctx context.Context, owner string, ids []string) ([]store.BatchFile, error) {
	if len(ids) > store.BatchFiles {
		return nil, errBatchFull
	}
	var files []store.BatchFile
	for n, id := range ids {
		i, err := s.Store.Image(ctx, id, owner)
		if err != nil {
			return nil, err
		}
		place, err := s.Store.PlaceInBatch(ctx, id)
		if err != nil {
			return nil, err
		}
		if place.Batch != "" || slices.Contains(ids[:n], id) {
			return nil, badRequest("%s is in a batch already.", i.Name)
		}
		files = append(files, store.BatchFile{Name: i.Name, Image: &i})
	}
	return files, nil
}

// unknown is a prediction that believes in every codec and level alike.
func unknown(m *inference.Model) *Prediction {
	p := inference.Posterior{Codec: make([]float64, len(m.Codecs)), Level: make([][]float64, len(m.Codecs))}
	for t, c := range m.Codecs {
		p.Codec[t], p.Level[t] = 1/float64(len(m.Codecs)), make([]float64, len(c.Levels))
		for l := range c.Levels {
			p.Level[t][l] = 1 / float64(len(c.Levels))
		}
	}
	return describe(m, p)
}

// BatchRequest reads how a batch's pictures are restored.
func BatchRequest(b store.Batch) Request {
	r := Request{Model: b.Model, Views: b.Views}
	_ = json.Unmarshal(b.Condition, &r.Condition) // written by CreateBatch
	return r
}
