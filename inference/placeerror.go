package inference

// PlaceError is what is amiss at a place on this machine. Error names the place, for who runs the program; Public
// does not, for who comes to it.
type PlaceError struct {
	Public string
	Err    error
}

func (e *PlaceError) Error() string { return e.Err.Error() }

func (e *PlaceError) Unwrap() error { return e.Err }
