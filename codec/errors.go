package codec

import "fmt"

// Kind sorts input errors.
type Kind string

// The kinds of [InputError].
const (
	Empty       Kind = "empty"           // no bytes, or nothing but zeros
	Unsupported Kind = "unsupported"     // a kind of file that we don't read
	Broken      Kind = "broken"          // damaged or cut short
	TooLarge    Kind = "too_large"       // more bytes than Limits.Bytes
	TooManyPix  Kind = "too_many_pixels" // more pixels, or a longer side, than allowed
	TooSlow     Kind = "too_slow"        // too many scans, or Limits.DecodeTime ran out
	Animated    Kind = "animated"        // more than one picture
	BadRequest  Kind = "bad_request"     // an unknown codec, level or format
	Absent      Kind = "absent"          // a codec whose program is not installed
)

// InputError is a fault of the file or of the request, never ours. Message is
// plain English for the person who sent it: the trouble, the limit where there
// is one, and what would work. It never quotes the file.
type InputError struct {
	Kind    Kind
	Message string
	Limit   Limit // that the file is beyond; "" where it is none that whoever runs the program sets
}

// Limit is one of [Limits] by its name.
type Limit string

// The limits that refuse files, and that somebody may raise.
const (
	LimitPixels     Limit = "Pixels"
	LimitDecodeTime Limit = "DecodeTime"
)

// Error returns the message.
func (e *InputError) Error() string { return e.Message }

func fault(kind Kind, format string, args ...any) *InputError {
	return &InputError{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// beyond is fault for what a limit refuses.
func beyond(limit Limit, kind Kind, format string, args ...any) *InputError {
	e := fault(kind, format, args...)
	e.Limit = limit
	return e
}

// TooLarge refuses a file of more than Bytes, however many more those are.
func (l Limits) TooLarge() *InputError {
	return fault(TooLarge, "The file is larger than the limit of %s. Save it smaller, or cut it.", Size(l.Bytes))
}

func broken(what, trouble string) *InputError {
	return fault(Broken, "This %s file is damaged: %s. Please export or download it again.", what, trouble)
}
