package handlers

import (
	"bufio"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"slices"

	"uncodec/codec"
	"uncodec/store"
	"uncodec/web"
)

// intake is what a request may bring beside a reference: so many files, as many bytes as so many may have.
type intake struct {
	files, bytes int
	each         bool // a file that is too large is no fault of the others
}

// formParts is how many parts a form may have: a batch's files, and fields. Empty ones are so small that the bound of bytes
// would let millions in, each read by itself.
const formParts = store.BatchFiles + 50

var onePicture = intake{files: 1, bytes: 1}

// receive streams a request's files to disk, in whatever order they come: those of the
// field “file”, and a reference. A file that nobody asks for is refused, since it would be missed; other fields are passed over.
func (s *site) receive(w http.ResponseWriter, r *http.Request, may intake) (*upload, error) {
	u := &upload{fields: map[string]string{}}
	limit := int64(may.bytes+1)*s.Studio.Limits.Bytes + fieldRoom
	if r.ContentLength > limit {
		return u, s.tooMuch(may)
	}
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	parts, err := r.MultipartReader()
	if err != nil {
		return u, badRequest(web.Words.NotMultipart)
	}
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return u, s.readingFault(r, may, &cutShort{err})
		}
		if n == formParts {
			return u, badRequest(web.ManyParts(formParts))
		}
		if err := s.receivePart(w, r, u, part, may); err != nil {
			return u, s.readingFault(r, may, err)
		}
	}
	return u, nil
}

// receivePart keeps a part that is one of the files, or a field. A browser sends an empty
// part of no name for a file that was not chosen.
func (s *site) receivePart(w http.ResponseWriter, r *http.Request, u *upload, part *multipart.Part, may intake) (err error) {
	switch name := multipartName(part.FileName()); {
	case part.FormName() == "file" && len(u.files) < may.files:
		bytes := bufio.NewReader(part)
		if _, none := bytes.Peek(1); none == io.EOF && name == "" {
			return nil
		}
		one := incoming{name: name}
		if one.err = s.another(w, r, u); one.err != nil {
			if !may.each {
				return one.err
			}
			u.files = append(u.files, one)
			return nil
		}
		one.file, one.size, err = s.keep(r, bytes)
		if may.each && errors.As(err, new(*codec.InputError)) { // the others are not to suffer for it
			one.err, err = err, nil
		}
		u.files = append(u.files, one)
	case part.FormName() == "file" && may.files == 1 && name != "":
		return badRequest(web.Words.OneFile)
	case part.FormName() == "file" && may.each && len(u.files) < store.BatchFiles: // its bytes are passed over, and its line says so
		u.files = append(u.files, incoming{name: name, err: newFault(http.StatusRequestEntityTooLarge, web.FormFull(may.files))})
	case part.FormName() == "reference" && u.reference.file == nil && name != "":
		if err := s.another(w, r, u); err != nil {
			return err
		}
		u.reference.name = name
		u.reference.file, u.reference.size, err = s.keep(r, part)
	case name != "":
		return badRequest(web.UnknownFile(part.FormName(), may.files > 0, u.reference.file != nil))
	case formField(part.FormName()):
		var text []byte
		most := fieldSize
		if part.FormName() == "folder" {
			most = folderSize
		}
		text, err = io.ReadAll(io.LimitReader(&watchedReader{r: part}, int64(most)+1))
		if len(text) > most { // half of it would mean something else
			return badRequest(web.LongField(part.FormName(), most))
		}
		u.fields[part.FormName()] = string(text)
	}
	return err
}

// another refuses a picture more than the visitor may bring a minute; the first was counted with the request itself.
func (s *site) another(w http.ResponseWriter, r *http.Request, u *upload) error {
	if len(u.files) == 0 && u.reference.file == nil || !s.over(w, r) {
		return nil
	}
	return later(http.StatusTooManyRequests, web.TooOften(s.Uploads), "60")
}

// formField reports whether a form of several pictures, or of the lab, has a field.
func formField(name string) bool {
	return slices.Contains(labFields, name) || slices.Contains(batchFields, name) || slices.Contains(evaluationFields, name)
}

// keep keeps a part, which has no more bytes than the request says.
func (s *site) keep(r *http.Request, part io.Reader) (*os.File, int64, error) {
	watched := &watchedReader{r: part}
	f, size, err := s.Studio.Receive(r.Context(), watched, r.ContentLength)
	if err != nil && watched.err != nil {
		return nil, 0, watched.err
	}
	return f, size, err
}

// watchedReader remembers why reading failed: that is the sender's fault and not the disk's.
type watchedReader struct {
	r   io.Reader
	err error
}

func (w *watchedReader) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err == nil || err == io.EOF {
		return n, err
	}
	w.err = &cutShort{err}
	return n, w.err
}

// cutShort is a body that could not be read to its end.
type cutShort struct{ error }

func (c *cutShort) Unwrap() error { return c.error }

// tooMuch refuses a request of more bytes than it may bring. Where each file is told by itself, it is the form that has too
// many.
func (s *site) tooMuch(may intake) error {
	if may.each {
		return newFault(http.StatusRequestEntityTooLarge, web.FormTooLarge(int64(may.bytes)*s.Studio.Limits.Bytes))
	}
	return s.Studio.Limits.TooLarge()
}

// readingFault puts words to an upload that failed under way. What the sender is not to blame for stays as it is.
func (s *site) readingFault(r *http.Request, may intake, err error) error {
	switch {
	case errors.As(err, new(*http.MaxBytesError)):
		return s.tooMuch(may)
	case errors.As(err, new(*fault)): // a field's
		return err
	case lineOf(r).late: // in the head of a part, the error itself only tells that it is cut
		return newFault(http.StatusRequestTimeout, web.Words.BodySlow)
	case errors.As(err, new(*cutShort)) && !errors.Is(err, context.Canceled):
		return badRequest(web.Words.UploadCut)
	}
	return err
}
