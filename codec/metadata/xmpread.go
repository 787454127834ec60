package metadata

import (
	"encoding/xml"
	"errors"
	"slices"
	"strings"
)

// Bounds on a stranger's document.
const (
	maxDepth    = 24
	maxElements = 4000
)

// xmpReader reads a stranger's document within bounds.
type xmpReader struct {
	dec      *xml.Decoder
	place    bool
	turned   bool // the picture: points and faces in it lie elsewhere now
	noted    bool // there are new notes of ours
	elements int
}

// descriptions are the children of the rdf:RDF element.
func (r *xmpReader) descriptions() ([]element, error) {
	for {
		token, err := r.dec.Token()
		if err != nil {
			return nil, errors.New("it holds no description that can be read")
		}
		if start, ok := token.(xml.StartElement); ok && start.Name == (xml.Name{Space: nsRDF, Local: "RDF"}) {
			root, err := r.read(start, 0)
			return slices.DeleteFunc(root.children, element.idle), err
		}
	}
}

// idle reports a description of which nothing was kept.
func (e element) idle() bool {
	said := slices.ContainsFunc(e.attrs, func(a xml.Attr) bool { return a.Name.Local != "about" })
	return !said && len(e.children) == 0 && strings.TrimSpace(e.text) == ""
}

// read takes an element to its end, leaving out what must not come along.
func (r *xmpReader) read(start xml.StartElement, depth int) (element, error) {
	if r.elements++; depth > maxDepth || r.elements > maxElements {
		return element{}, errors.New("it is nested too deeply, or has too many parts")
	}
	e := element{name: start.Name}
	for _, a := range start.Attr {
		if a.Name.Space == "" && a.Name.Local == "about" {
			a.Name.Space = nsRDF // as early writers left it
		}
		if a.Name.Space != "" && a.Name.Space != "xmlns" && sound(a.Name) && !r.unwanted(a.Name) && (r.place || !placeText([]byte(a.Value))) {
			e.attrs = append(e.attrs, a)
		}
	}
	for {
		token, err := r.dec.Token()
		if err != nil {
			return e, errors.New("it is damaged")
		}
		switch t := token.(type) {
		case xml.StartElement:
			child, err := r.read(t, depth+1)
			if err != nil {
				return e, err
			}
			if t.Name.Space != "" && sound(t.Name) && !r.unwanted(t.Name) && (r.place || !placeText([]byte(child.text))) {
				e.children = append(e.children, child)
			}
		case xml.CharData:
			e.text += string(t)
		case xml.EndElement:
			return e, nil
		}
	}
}

// sound tells a name from one that would be read as another once a prefix is before it.
func sound(n xml.Name) bool { return n.Local != "" && !strings.Contains(n.Local, ":") }

// unwanted reports what must not come along: what describes the old pixels, and the place.
func (r *xmpReader) unwanted(n xml.Name) bool {
	switch n.Space {
	case nsTIFF:
		if n.Local == "Orientation" || n.Local == "ImageWidth" || n.Local == "ImageLength" {
			return true
		}
	case nsXMP:
		if n.Local == "Thumbnails" {
			return true
		}
	case nsNote, nsCamera, nsContainer, nsContainer + "item/", nsDepth, nsGainMap: // a film, depths, a gain map: what they tell of stays behind
		return true
	case nsOurs:
		return r.noted
	case nsRegions, nsPeople:
		return r.turned
	case nsEXIF:
		if r.turned && (n.Local == "SubjectArea" || n.Local == "SubjectLocation") {
			return true
		}
		if n.Local == "PixelXDimension" || n.Local == "PixelYDimension" || n.Local == "MakerNote" {
			return true
		}
	}
	return !r.place && tellsPlace(n)
}
