package metadata

import (
	"bytes"
	"encoding/xml"
	"fmt"
)

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
