package studio

import (
	"errors"
	"fmt"
	"strings"

	"uncodec/codec"
	"uncodec/inference"
)

// Engine predicts, restores and compresses pictures in memory.
type Engine struct {
	Models []*inference.Model // the default first; empty where the networks cannot run
	Tools  *codec.Toolbox
	Limits codec.Limits
	// Why says what is wrong with models that are not among them, and how to get them.
	Why error
}

// Model finds a model by name; "" is the default.
func (e *Engine) Model(name string) (*inference.Model, error) {
	if len(e.Models) == 0 {
		return nil, &UnavailableError{e.Why}
	}
	if name == "" {
		return e.Models[0], nil
	}
	known := make([]string, len(e.Models))
	for i, m := range e.Models {
		if m.Name == name {
			return m, nil
		}
		known[i] = m.Name
	}
	message := fmt.Sprintf("there is no model %.40q: there are %s, by the names in their metadata", name, strings.Join(known, ", "))
	if e.Why != nil {
		message += fmt.Sprintf(" (%v)", (&UnavailableError{e.Why}).Public())
	}
	return nil, &inference.ConditionError{Message: message}
}

// Check tells before a picture is looked at what of a request none could be restored under: a model that is not here, or what
// that cannot take.
func (e *Engine) Check(r Request) error {
	m, err := e.Model(r.Model)
	if err != nil {
		return err
	}
	_, _, err = resolve(m, r.Condition, unknown(m))
	return err
}

// UnavailableError says that the networks cannot run here.
type UnavailableError struct{ Cause error }

func (e *UnavailableError) Error() string { return e.Cause.Error() }

// Unwrap gives the cause: a server that is away is waited for.
func (e *UnavailableError) Unwrap() error { return e.Cause }

// Public is the reason without the places on this machine that Error names: for who comes to it.
func (e *UnavailableError) Public() string {
	var at *inference.PlaceError
	if errors.As(e.Cause, &at) {
		return at.Public
	}
	if errors.As(e.Cause, new(*inference.RemoteError)) { // its address is nobody's business
		return serverAway
	}
	return e.Error()
}

const serverAway = "the server that the networks run on does not answer"
