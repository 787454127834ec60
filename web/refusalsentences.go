package web

import (
	"cmp"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"unicode/utf8"
)

// StatusTitle is the title of an error answer.
func StatusTitle(status int) string {
	switch status {
	case http.StatusNotFound:
		return "Not found"
	case http.StatusTooManyRequests:
		return "Busy"
	case http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusConflict:
		return "That cannot be done as it was asked"
	case http.StatusNotImplemented:
		return "Not here"
	case http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusUnsupportedMediaType:
		return "Refused"
	case http.StatusRequestEntityTooLarge:
		return "Too much"
	case http.StatusRequestTimeout:
		return "Too slow"
	case http.StatusInsufficientStorage:
		return "No room"
	case http.StatusServiceUnavailable:
		return "Not just now"
	case http.StatusMisdirectedRequest:
		return "Not this studio's name"
	case http.StatusInternalServerError:
		return "That was our fault"
	}
	return http.StatusText(status)
}

// NoNumber says that a field of a form holds no number.
func NoNumber(field string) string {
	return fmt.Sprintf("The form's field “%.40s” has to be a number.", field)
}

// QueueFull says that something cannot wait too, for what the visitor has open, for what those have who come from the
// same address, or for what waits of everybody's.
func QueueFull(own, address bool, limit int) string {
	switch {
	case own:
		return fmt.Sprintf("You have %d jobs that wait or run, and that is the most at once. Try again when one of them is done.", limit)
	case address:
		return fmt.Sprintf("From your network address, which others may share, %d jobs wait, and that is the most at once. Try again when some of them are done.", limit)
	}
	return fmt.Sprintf("The queue holds %d, and is full just now. Try again when some of it is done.", limit)
}

// OwnerFull says that a visitor who keeps so many bytes has no room for more, of how many.
func OwnerFull(kept, added, limit int64) string {
	switch {
	case added > limit:
		return fmt.Sprintf("This takes %s, more than the %s that there is for all of your pictures and restorations. A smaller picture would fit.", Size(added), Size(limit))
	case kept < limit:
		return fmt.Sprintf("Your pictures, restorations and experiments take %s of the %s that there is for them, and this needs %s. Delete some that you no longer need, then try again.", Size(kept), Size(limit), Size(added))
	}
	return fmt.Sprintf("Your pictures, restorations and experiments take all of the %s that there is for them. Delete some that you no longer need, then try again.", Size(limit))
}

// TooOften says that more pictures came within a minute than may.
func TooOften(limit int) string {
	return fmt.Sprintf("Those were more than %s within a minute. Wait a minute and send this one again.", Pictures(limit))
}

// UnknownHost says that a shared studio is not known by a name.
func UnknownHost(name string) string {
	return fmt.Sprintf("This studio does not know itself by the name %s. Who runs it can start it with --host %s, or you can go to it by its address.", name, name)
}

// TooOftenAsked says that too many restorations and sweeps were asked for.
func TooOftenAsked(limit int) string {
	return fmt.Sprintf("Those were more than %d restorations and sweeps within a minute. Wait a minute and ask for this one again.", limit)
}

// TooOftenFromAddress says the same of all who come from an address.
func TooOftenFromAddress(limit int) string {
	return fmt.Sprintf("Those were more than %s within a minute from your network address, which others may share. Wait a minute and try again.", Pictures(limit))
}

// TooOftenAskedFromAddress says that too many restorations and sweeps were asked for from an address.
func TooOftenAskedFromAddress(limit int) string {
	return fmt.Sprintf("Those were more than %d restorations and sweeps within a minute from your network address, which others may share. Wait a minute and try again.", limit)
}

// TooManyAtOnce says that as many requests of an address are under way as may.
func TooManyAtOnce(limit int) string {
	return fmt.Sprintf("From your network address, which others may share, %d requests like this one are under way, and that is the most at once. Send it again when one of them is done.", limit)
}

// BodyKind says that a value of a request's JSON is of the wrong kind: came is what encoding/json
// calls what it found.
func BodyKind(field, came string, wanted reflect.Kind) string {
	names := map[reflect.Kind]string{
		reflect.Struct: "an object", reflect.Map: "an object", reflect.Slice: "a list", reflect.String: "a text",
		reflect.Bool: "true or false", reflect.Float64: "a number",
	}
	found := map[string]string{"object": "an object", "array": "a list", "string": "a text", "bool": "true or false", "null": "null"}
	kind, number, _ := strings.Cut(came, " ") // "number -1"
	if number != "" {
		found[kind] = number
	}
	_, inner, _ := strings.Cut(field, "Request.") // of an embedded struct
	field = cmp.Or(inner, field)
	if wanted == reflect.Float64 && (field == "codec" || strings.HasSuffix(field, ".codec")) { // the object is named, and not what it holds
		field = "Each weight of " + field
	}
	return fmt.Sprintf("%s has to be %s, and %s came.",
		cmp.Or(field, "The request"), cmp.Or(names[wanted], "a whole number"), cmp.Or(found[kind], "a number"))
}

// FormTooLarge says that a form brought more bytes than it may.
func FormTooLarge(limit int64) string {
	return fmt.Sprintf("These pictures are more than the %s that one request takes. Send fewer at once, then add the rest.", Size(limit))
}

// FormFull says that a form brought more files than it may.
func FormFull(most int) string {
	return fmt.Sprintf("A form without script takes %d files at once. Add this one by the form below.", most)
}

// ManyParts says that a form has more parts than anybody fills in.
func ManyParts(most int) string {
	return fmt.Sprintf("The form has more than %d fields and files. Send fewer files at once, then add the rest.", most)
}

// EvaluationFull says that the form brought more pictures than it may.
func EvaluationFull(most int) string {
	return fmt.Sprintf("The form takes %d pictures at once. Send fewer, or use `uncodec evaluate` on their folder.", most)
}

// TensorsTooLarge says that a request to a network is over the limit.
func TensorsTooLarge(limit int64) string {
	return fmt.Sprintf("The tensors are larger than the limit of %s. Send them in binary, or a smaller tile.", Size(limit))
}

// NoNetwork says which networks there are, in place of one that there is not.
func NoNetwork(there []string) string {
	return "There is no such network, or none of this version. There are " + strings.Join(there, ", ") + "."
}

// NoOutput says which outputs a network has, in place of one that it has not.
func NoOutput(name, there string) string {
	return fmt.Sprintf("There is no output %.40q. There are %s.", name, there)
}

// BadField says what a field of an address takes.
func BadField(name string, values []string) string {
	return fmt.Sprintf("?%s is one of %s.", name, strings.Join(values, ", "))
}

// UnknownField says which fields an address may have.
func UnknownField(name string, known []string) string {
	return fmt.Sprintf("There is no ?%.40s here: there are %s.", name, strings.Join(known, ", "))
}

// FieldTwice says that a field of an address is there more than once.
func FieldTwice(name string) string {
	return fmt.Sprintf("?%.40s is there more than once: give it once.", name)
}

// UnknownFile refuses a file in a field that takes none; taken, that there is an original already.
func UnknownFile(field string, pictures, taken bool) string {
	switch {
	case field == "reference" && taken:
		return "This form has two originals: a picture has one, in the field “reference”."
	case pictures:
		return fmt.Sprintf("There is a file in the field %.40q, which takes none. Pictures go into “file”, and the original of one into “reference”.", field)
	}
	return fmt.Sprintf("There is a file in the field %.40q, which takes none. The original goes into “reference”.", field)
}

// LongField says that a field of an address is too long, or no text.
func LongField(name string, limit int) string {
	return fmt.Sprintf("The field %s is text of up to %d bytes.", name, limit)
}

// BadTime says how a time is written.
func BadTime(name string) string {
	return fmt.Sprintf("?%s is a day, as in 2026-07-31, or a moment, as in 2026-07-31T12:00:00Z.", name)
}

// BadLimit says how many rows an answer may have.
func BadLimit(most int) string { return fmt.Sprintf("?limit is a whole number from 1 to %d.", most) }

// LongNote says that a note is too long.
func LongNote(most int) string {
	return fmt.Sprintf("A note has at most %d characters. Shorten it and save it again.", most)
}

// Sentence is an error's text as a page says it: a large letter first, where no name stands there, and a full stop.
func Sentence(text string) string {
	first, _, _ := strings.Cut(text, " ")
	if first != "" && strings.Trim(first, "abcdefghijklmnopqrstuvwxyz,") == "" {
		text = strings.ToUpper(first[:1]) + text[1:]
	}
	if last, _ := utf8.DecodeLastRuneInString(text); text == "" || strings.ContainsRune(".!?:…", last) {
		return text
	}
	return text + "."
}
