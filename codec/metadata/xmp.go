package metadata

import (
	"bytes"
	"encoding/xml"
	"errors"
)

// element is a part of the document that is kept.
type element struct {
	name     xml.Name
	attrs    []xml.Attr
	children []element
	text     string
}

// cleanXMP rebuilds the descriptions of a document, of a picture that was turned or not, and adds our notes.
func cleanXMP(document []byte, o Options, turned bool) ([]byte, error) {
	var kept []element
	if document != nil {
		switch {
		case len(document) == 0:
			return nil, errUnread
		case len(document) > maxXMP:
			return nil, errors.New("it is too large")
		}
		r := xmpReader{dec: xml.NewDecoder(bytes.NewReader(document)), place: o.Place, turned: turned, noted: len(o.Note) > 0}
		var err error
		if kept, err = r.descriptions(); err != nil {
			return nil, err
		}
	}
	if len(o.Note) > 0 {
		ours := element{name: xml.Name{Space: nsRDF, Local: "Description"}}
		ours.attrs = append(ours.attrs, xml.Attr{Name: xml.Name{Space: nsRDF, Local: "about"}})
		for _, n := range o.Note {
			ours.attrs = append(ours.attrs, xml.Attr{Name: xml.Name{Space: nsOurs, Local: n.Name}, Value: n.Text})
		}
		kept = append(kept, ours)
	}
	if len(kept) == 0 {
		return nil, nil
	}
	out := packet(kept)
	if len(out) > maxXMP {
		return nil, errors.New("it is too large")
	}
	return out, nil
}
