package handlers

import (
	"context"
	"errors"
	"net/http"
	"time"

	"uncodec/inference"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/web"
)

// apiPredictionShow tells what a model believes of a picture.
func (s *site) apiPredictionShow(w http.ResponseWriter, r *http.Request) error {
	return tellBelief(w, r, s.Studio.Prediction)
}

// apiPredictionMapShow tells what it believes of the picture's parts.
func (s *site) apiPredictionMapShow(w http.ResponseWriter, r *http.Request) error {
	return tellBelief(w, r, s.Studio.PredictionMap)
}

func tellBelief[T any](w http.ResponseWriter, r *http.Request, predict func(ctx context.Context, id, owner, model string) (T, error)) error {
	if err := checkFields(r.URL.Query(), "model"); err != nil {
		return err
	}
	begun := time.Now()
	belief, err := predict(r.Context(), id(r), owner(r), r.URL.Query().Get("model"))
	if err != nil {
		return err
	}
	tellTimes(w, span{"predict", time.Since(begun)})
	return writeJSON(w, http.StatusOK, belief)
}

// pageTime is how long a page waits for a server that computes elsewhere.
const pageTime = 5 * time.Second

// prediction is what a model believes, for a page: one that runs elsewhere has pageTime to say so. Where
// the networks are off or away, there is none, and the page says why.
func (s *site) prediction(ctx context.Context, page *web.Page, i store.Image, name string) (*inference.Model, *studio.Prediction, error) {
	model, err := s.Studio.Model(name)
	if errors.As(err, new(*studio.UnavailableError)) {
		return nil, nil, nil // the page says so already
	}
	if err != nil {
		return nil, nil, err
	}
	within, stop := ctx, func() {}
	if model.Elsewhere() {
		within, stop = context.WithTimeout(ctx, pageTime)
	}
	defer stop()
	p, err := s.Studio.Prediction(within, i.ID, i.Owner, model.Name)
	if errors.As(err, new(*inference.RemoteError)) || errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		page.Off = web.Words.NetworksAway
		return model, nil, nil
	}
	if errors.As(err, new(*inference.AnswerError)) {
		page.Off = faultOf(err).Detail
		return model, nil, nil
	}
	return model, p, err
}
