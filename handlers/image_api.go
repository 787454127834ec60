package handlers

import (
	"encoding/json"
	"net/http"
	"time"

	"uncodec/store"
)

// imageJSON is a picture's facts for programs.
type imageJSON struct {
	ID        string          `json:"id"`
	Name      string          `json:"name"`
	Width     int             `json:"width"`
	Height    int             `json:"height"`
	Format    string          `json:"format"`
	Bytes     int64           `json:"bytes"`
	SHA256    string          `json:"sha256"`
	Header    json.RawMessage `json:"header"`
	Notes     json.RawMessage `json:"notes"`
	Reference string          `json:"reference,omitempty"`
	Setting   string          `json:"setting,omitempty"`     // what codecs of ours made it from the reference
	Coded     int64           `json:"coded_bytes,omitempty"` // what the last of them spent
	Created   time.Time       `json:"created"`
	Expires   *time.Time      `json:"expires,omitempty"`

	Restorations []restorationJSON `json:"restorations,omitzero"` // of one picture alone
}

func imageFacts(i store.Image) imageJSON {
	facts := imageJSON{
		ID: i.ID, Name: i.Name, Width: i.Width, Height: i.Height, Format: i.Format, Bytes: i.Bytes,
		SHA256: i.Hash, Header: orEmpty(i.Header, "{}"), Notes: orEmpty(i.Notes, "[]"), Reference: i.ReferenceID, Created: i.Created,
		Setting: i.Setting, Coded: i.CodedBytes,
	}
	if !i.Expires.IsZero() {
		facts.Expires = &i.Expires
	}
	return facts
}

func orEmpty(text json.RawMessage, empty string) json.RawMessage {
	if text == nil {
		return json.RawMessage(empty)
	}
	return text
}

// apiImageShow tells a picture's facts and its restorations.
func (s *site) apiImageShow(w http.ResponseWriter, r *http.Request) error {
	i, all, err := s.picture(r)
	if err != nil {
		return err
	}
	facts := imageFacts(i)
	facts.Restorations = make([]restorationJSON, 0, len(all))
	for _, one := range all {
		facts.Restorations = append(facts.Restorations, restorationFacts(one, i.Name))
	}
	return writeJSON(w, http.StatusOK, facts)
}

// apiImageList lists the visitor's own pictures, the newest first.
func (s *site) apiImageList(w http.ResponseWriter, r *http.Request) error {
	page, err := apiNewest(r)
	if err != nil {
		return err
	}
	all, next, err := s.Studio.Store.Images(r.Context(), owner(r), page)
	if err != nil {
		return err
	}
	list := make([]imageJSON, len(all))
	for n, i := range all {
		list[n] = imageFacts(i)
	}
	return writeJSON(w, http.StatusOK, withNext(map[string]any{"images": list}, next))
}
