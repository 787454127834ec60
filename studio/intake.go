package studio

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"uncodec/codec"
	"uncodec/store"
)

// Upload is a picture as a person gives it.
type Upload struct {
	Owner   string
	Name    string    // as given: shown to people, never a path
	File    io.Reader // the picture's bytes, kept as they are
	Size    int64     // of them; 0 where nobody knows
	Expires time.Time // zero: never
}

// TakeIn keeps an upload's bytes, reads what its header says and decodes it once,
// to be sure that it is a picture. A fault of the file is a *codec.InputError,
// and nothing of it stays.
func (s *Studio) TakeIn(ctx context.Context, u Upload) (store.Image, error) {
	return s.takeIn(ctx, u, store.Image{Source: store.SourceUpload})
}

// TakeInPair takes in a picture with its pristine reference of the same size.
func (s *Studio) TakeInPair(ctx context.Context, u, reference Upload) (store.Image, error) {
	pristine, err := s.TakeIn(ctx, reference)
	if err != nil {
		return store.Image{}, ofReference(err)
	}
	i, err := s.takeIn(ctx, u, store.Image{Source: store.SourceUpload, ReferenceID: pristine.ID, Width: pristine.Width, Height: pristine.Height})
	if err != nil {
		err = errors.Join(err, s.remove(context.WithoutCancel(ctx), pristine, u.Owner))
	}
	return i, err
}

// ofReference says that a fault is the reference's.
func ofReference(err error) error {
	var fault *codec.InputError
	if errors.As(err, &fault) {
		err = &codec.InputError{Kind: fault.Kind, Message: "The original: " + fault.Message}
	}
	return err
}

// takeIn fills in a row. Where it has a width and a height, the picture has to have them too.
func (s *Studio) takeIn(ctx context.Context, u Upload, row store.Image) (kept store.Image, err error) {
	hash, size, err := s.put(ctx, u.File, u.Size)
	if err != nil {
		return row, err
	}
	defer func() {
		if err != nil {
			err = s.refuse(ctx, hash, err)
		}
	}()
	picture, err := s.decodeInTurn(ctx, hash)
	if err != nil {
		return row, err
	}
	s.pixels.Keep(hash, picture.Image)
	bounds := picture.Image.Bounds()
	if row.Width != 0 && (row.Width != bounds.Dx() || row.Height != bounds.Dy()) {
		return row, badRequest("A picture and its original have to be of the same size, and these are %d × %d and %d × %d.", bounds.Dx(), bounds.Dy(), row.Width, row.Height)
	}
	header, err := json.Marshal(picture.Header)
	if err != nil {
		return row, err
	}
	if len(picture.Notes) > 0 {
		if row.Notes, err = json.Marshal(picture.Notes); err != nil {
			return row, err
		}
	}
	if picture.Header.Format == "jxl" { // it is coded among the pixels
		row.Profile = picture.Metadata.ICC
	}
	row.Hash, row.Bytes, row.Header = hash, size, header
	row.Name, row.Format = u.Name, picture.Header.Format
	row.Width, row.Height = bounds.Dx(), bounds.Dy()
	row.Owner, row.Expires = u.Owner, u.Expires
	return s.Store.CreateImage(ctx, row)
}

// takeInCoded keeps a picture that codecs of ours made from a reference by a setting:
// the coded file itself where people's programs read it, else the decoded picture as
// PNG. name begins the file's name.
func (s *Studio) takeInCoded(ctx context.Context, name, setting string, coded *codec.Coded, reference store.Image) (store.Image, error) {
	data, extension := coded.Bytes, coded.Extension
	name += "-" + strings.NewReplacer(":", "-", ">", "-", "/", "-").Replace(setting)
	if _, err := codec.FormatOf(name + extension); err != nil {
		var png bytes.Buffer
		if err := codec.EncodePNG(&png, coded.Image); err != nil {
			return store.Image{}, err
		}
		data, extension = png.Bytes(), ".png"
	}
	u := Upload{Owner: reference.Owner, Name: name + extension, File: bytes.NewReader(data), Size: int64(len(data)), Expires: reference.Expires}
	var notes json.RawMessage
	if Header(reference).Profile != "" {
		notes = withoutProfile
	}
	return s.takeIn(ctx, u, store.Image{
		Source: store.SourceCompressed, Notes: notes, ReferenceID: reference.ID, Setting: setting, CodedBytes: int64(len(coded.Bytes)),
		Width: reference.Width, Height: reference.Height,
	})
}
