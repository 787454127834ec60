package metadata

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Namespaces that matter here, by what they are usually called.
const (
	nsMeta      = "adobe:ns:meta/"
	nsRDF       = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsXML       = "http://www.w3.org/XML/1998/namespace"
	nsXMP       = "http://ns.adobe.com/xap/1.0/"
	nsNote      = "http://ns.adobe.com/xmp/note/"
	nsTIFF      = "http://ns.adobe.com/tiff/1.0/"
	nsEXIF      = "http://ns.adobe.com/exif/1.0/"
	nsPS        = "http://ns.adobe.com/photoshop/1.0/"
	nsIPTC      = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
	nsIPTC2     = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
	nsCamera    = "http://ns.google.com/photos/1.0/camera/"
	nsContainer = "http://ns.google.com/photos/1.0/container/"
	nsDepth     = "http://ns.google.com/photos/1.0/depthmap/"
	nsGainMap   = "http://ns.adobe.com/hdr-gain-map/1.0/"
	nsOurs      = "https://uncodec.invalid/ns/1.0/"
	packetID    = "W5M0MpCehiHzreSzNTczkc9d"
)

// usual are the prefixes that people expect to read; others are made up.
var usual = map[string]string{
	nsRDF: "rdf", nsXML: "xml", nsXMP: "xmp", nsTIFF: "tiff", nsEXIF: "exif", nsPS: "photoshop",
	nsIPTC: "Iptc4xmpCore", nsIPTC2: "Iptc4xmpExt", nsOurs: "uncodec",
	"http://purl.org/dc/elements/1.1/":                     "dc",
	"http://ns.adobe.com/xap/1.0/rights/":                  "xmpRights",
	"http://ns.adobe.com/xap/1.0/mm/":                      "xmpMM",
	"http://ns.adobe.com/xap/1.0/sType/ResourceRef#":       "stRef",
	"http://ns.adobe.com/xap/1.0/sType/ResourceEvent#":     "stEvt",
	"http://ns.adobe.com/exif/1.0/aux/":                    "aux",
	"http://cipa.jp/exif/1.0/":                             "exifEX",
	"http://ns.adobe.com/lightroom/1.0/":                   "lr",
	"http://ns.adobe.com/camera-raw-settings/1.0/":         "crs",
	"http://ns.adobe.com/xap/1.0/sType/Dimensions#":        "stDim",
	"http://ns.adobe.com/xap/1.0/g/":                       "xmpG",
	"http://ns.useplus.org/ldf/xmp/1.0/":                   "plus",
	"http://www.metadataworkinggroup.com/schemas/regions/": "mwg-rs",
}

// Bounds on a stranger's document.
const (
	maxDepth    = 24
	maxElements = 4000
)

// element is a part of the document that is kept.
type element struct {
	name     xml.Name
	attrs    []xml.Attr
	children []element
	text     string
}

// cleanXMP rebuilds the descriptions of a document and adds our notes.
func cleanXMP(document []byte, o Options) ([]byte, error) {
	var kept []element
	if len(document) > 0 {
		if len(document) > maxXMP {
			return nil, errors.New("it is too large")
		}
		r := xmpReader{dec: xml.NewDecoder(bytes.NewReader(document)), place: o.Place}
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

// xmpReader reads a stranger's document within bounds.
type xmpReader struct {
	dec      *xml.Decoder
	place    bool
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
		if a.Name.Space != "" && a.Name.Space != "xmlns" && !r.unwanted(a.Name) {
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
			if t.Name.Space != "" && !r.unwanted(t.Name) {
				e.children = append(e.children, child)
			}
		case xml.CharData:
			e.text += string(t)
		case xml.EndElement:
			return e, nil
		}
	}
}

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
	case nsEXIF:
		if n.Local == "PixelXDimension" || n.Local == "PixelYDimension" || n.Local == "MakerNote" {
			return true
		}
	}
	return !r.place && tellsPlace(n)
}

// packet writes a whole document; every namespace is declared on its root.
func packet(descriptions []element) []byte {
	w := xmpWriter{prefixes: map[string]string{nsRDF: "rdf"}, order: []string{nsRDF}}
	for _, d := range descriptions {
		w.element(d)
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "<?xpacket begin=\"\ufeff\" id=\"%s\"?>\n<x:xmpmeta xmlns:x=\"%s\"", packetID, nsMeta)
	for _, space := range w.order {
		if space != nsXML {
			fmt.Fprintf(&out, " xmlns:%s=\"", w.prefixes[space])
			xml.EscapeText(&out, []byte(space))
			out.WriteByte('"')
		}
	}
	fmt.Fprintf(&out, "><rdf:RDF>%s</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>", w.body.String())
	return out.Bytes()
}

type xmpWriter struct {
	body     bytes.Buffer
	prefixes map[string]string // by namespace
	order    []string
}

func (w *xmpWriter) element(e element) {
	name := w.name(e.name)
	w.body.WriteString("<" + name)
	for _, a := range e.attrs {
		w.body.WriteString(" " + w.name(a.Name) + "=\"")
		xml.EscapeText(&w.body, []byte(a.Value))
		w.body.WriteByte('"')
	}
	w.body.WriteByte('>')
	for _, c := range e.children {
		w.element(c)
	}
	if len(e.children) == 0 {
		xml.EscapeText(&w.body, []byte(e.text))
	}
	w.body.WriteString("</" + name + ">")
}

func (w *xmpWriter) name(n xml.Name) string {
	prefix, known := w.prefixes[n.Space]
	if !known {
		if prefix = usual[n.Space]; prefix == "" {
			prefix = fmt.Sprintf("ns%d", len(w.order))
		}
		w.prefixes[n.Space] = prefix
		w.order = append(w.order, n.Space)
	}
	return prefix + ":" + n.Local
}
