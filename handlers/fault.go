package handlers

import (
	"errors"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"uncodec/codec"
	"uncodec/inference"
	"uncodec/inference/protocol"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/turns"
	"uncodec/web"
)

// fault is an error in words for the person who met it.
type fault struct {
	Status     int
	Title      string
	Detail     string
	RetryAfter string // seconds, with every 429 and 503
	Batch      string // the address of the batch that it was met in, "" for none
}

func (f *fault) Error() string { return f.Title + ": " + f.Detail }

// badRequest is a request that was not understood.
func badRequest(detail string) error { return newFault(http.StatusBadRequest, detail) }

func newFault(status int, detail string) *fault {
	return &fault{Status: status, Title: web.StatusTitle(status), Detail: detail}
}

// later is newFault where another try helps, after so many seconds.
func later(status int, detail, seconds string) *fault {
	f := newFault(status, detail)
	f.RetryAfter = seconds
	return f
}

// restoringOff is later where the networks cannot answer.
func restoringOff(detail, seconds string) *fault {
	f := later(http.StatusServiceUnavailable, detail, seconds)
	f.Title = web.Words.RestoringOff
	return f
}

func notFound(http.ResponseWriter, *http.Request) error { return store.ErrNotFound }

// methodNotAllowed refuses a method that an address of the routes does not have, and says which it has.
func methodNotAllowed(routes chi.Routes) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		var allowed []string
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			asked := method
			if method == http.MethodHead { // what can be got
				asked = http.MethodGet
			}
			if routes.Match(chi.NewRouteContext(), asked, r.URL.Path) {
				allowed = append(allowed, method)
			}
		}
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		return newFault(http.StatusMethodNotAllowed, web.Words.MethodNotAllowed)
	}
}

// unavailable refuses new work while the program ends.
func unavailable() error {
	return later(http.StatusServiceUnavailable, web.Words.Ending, "10")
}

// faultOf finds the words and the status for any error. What it does not know is ours.
func faultOf(err error) *fault {
	var (
		known     *fault
		input     *codec.InputError
		condition *inference.ConditionError
		queue     *store.QueueError
		room      *store.RoomError
		crowd     *turns.CrowdError
		tensors   *inference.TensorError
		message   *protocol.Error
		away      *inference.RemoteError
		off       *studio.UnavailableError
		broken    *inference.AnswerError
	)
	switch {
	case errors.As(err, &away): // its address is nobody's business
		return restoringOff(web.Words.NetworksAway, "30")
	case errors.As(err, &off):
		return restoringOff(off.Public(), "300")
	case errors.As(err, &broken):
		return restoringOff(broken.Error(), "300")
	case errors.As(err, &known):
		return known
	case errors.As(err, &input):
		f := newFault(inputStatus(input.Kind), input.Message)
		if input.Kind != codec.BadRequest && input.Kind != codec.Absent { // else what was asked for is at fault
			f.Title = web.Words.BadPicture
		}
		return f
	case errors.As(err, &condition):
		return newFault(http.StatusUnprocessableEntity, condition.Message)
	case errors.As(err, &tensors):
		return newFault(http.StatusBadRequest, tensors.Message)
	case errors.As(err, &message):
		return newFault(http.StatusBadRequest, message.Message)
	case errors.Is(err, store.ErrNotFound):
		return newFault(http.StatusNotFound, web.Words.NotFound)
	case errors.Is(err, store.ErrConflict):
		return newFault(http.StatusConflict, web.Words.Conflict)
	case errors.As(err, &queue):
		return later(http.StatusTooManyRequests, web.QueueFull(queue.Own, queue.Address, queue.Limit), "10")
	case errors.Is(err, store.ErrQueueFull): // a kiosk's
		return later(http.StatusTooManyRequests, web.Words.QueueFull, "10")
	case errors.As(err, &crowd):
		return later(http.StatusTooManyRequests, web.TooManyAtOnce(crowd.Most), "10")
	case errors.As(err, &room):
		return newFault(http.StatusRequestEntityTooLarge, web.OwnerFull(room.Kept, room.Added, room.Limit))
	case errors.Is(err, store.ErrNoSpace):
		return newFault(http.StatusInsufficientStorage, web.Words.NoSpace)
	case errors.Is(err, codec.ErrStarved):
		return later(http.StatusServiceUnavailable, web.Words.Starved, "10")
	case errors.Is(err, store.ErrBusy):
		return later(http.StatusServiceUnavailable, web.Words.StoreBusy, "10")
	case errors.Is(err, store.ErrReadOnly):
		return later(http.StatusServiceUnavailable, web.Words.ReadOnly, "60")
	}
	return newFault(http.StatusInternalServerError, web.Words.Internal)
}

// inputStatus is the status for a kind of fault in what was sent.
func inputStatus(kind codec.Kind) int {
	switch kind {
	case codec.Unsupported:
		return http.StatusUnsupportedMediaType
	case codec.TooLarge:
		return http.StatusRequestEntityTooLarge
	case codec.BadRequest:
		return http.StatusBadRequest
	case codec.Absent:
		return http.StatusNotImplemented // waiting does not help
	}
	return http.StatusUnprocessableEntity
}
