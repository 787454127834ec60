package heif

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// box builds a box; its parts are strings, byte slices, boxes and numbers of a width.
func box(kind string, parts ...any) []byte {
	var body []byte
	for _, part := range parts {
		switch p := part.(type) {
		case string:
			body = append(body, p...)
		case []byte:
			body = append(body, p...)
		case uint8:
			body = append(body, p)
		case uint16:
			body = binary.BigEndian.AppendUint16(body, p)
		case uint32:
			body = binary.BigEndian.AppendUint32(body, p)
		}
	}
	return append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), append([]byte(kind), body...)...)
}

const zero = uint32(0) // version and flags

func entry(id uint16, kind string) []byte {
	return box("infe", uint32(2<<24), id, uint16(0), kind, "\x00")
}

// file is a container of items with properties and references; each item's data is the
// box of item data.
func file(kinds []string, properties [][]byte, of map[uint16][]uint8, references ...[]byte) []byte {
	infos, places := []any{zero, uint16(len(kinds))}, []any{uint32(1 << 24), uint8(0x44), uint8(0), uint16(len(kinds))}
	for i, kind := range kinds {
		id := uint16(i + 1)
		infos = append(infos, entry(id, kind))
		places = append(places, id, uint16(1), uint16(0), uint16(1), zero, uint32(8))
	}
	links := []any{zero, uint32(len(of))}
	for id := range uint16(len(kinds) + 1) {
		if of[id] != nil {
			links = append(links, id, uint8(len(of[id])), []byte(of[id]))
		}
	}
	refs := []any{zero}
	for _, r := range references {
		refs = append(refs, r)
	}
	return append(box("ftyp", "heic", zero, "mif1heic"), box("meta", zero,
		box("pitm", zero, uint16(1)), box("iinf", infos...), box("iloc", places...), box("iref", refs...),
		box("iprp", box("ipco", bytes.Join(properties, nil)), box("ipma", links...)),
		box("idat", "\x00\x00\x00\x04unit"))...)
}

func reference(kind string, from uint16, to ...uint16) []byte {
	parts := []any{from, uint16(len(to))}
	for _, id := range to {
		parts = append(parts, id)
	}
	return box(kind, parts...)
}

var (
	hvcC = box("hvcC", make([]byte, 16), uint8(1), make([]byte, 4), uint8(3), uint8(0))
	ispe = box("ispe", zero, uint32(64), uint32(48))
	auxC = box("auxC", zero, "urn:mpeg:hevc:2015:auxid:1\x00")
)

// TestDangling: references to items that are not there, from a picture that is no grid too.
func TestDangling(t *testing.T) {
	properties, of := [][]byte{hvcC, ispe}, map[uint16][]uint8{1: {1, 2}}
	p, err := Read(file([]string{"hvc1"}, properties, of, reference("dimg", 1, 99)))
	if err != nil || p.Width != 64 {
		t.Errorf("a picture with a reference to nothing: %v", err)
	}
	if _, err := Read(file([]string{"grid"}, properties, of, reference("dimg", 1, 99))); !errors.Is(err, ErrSense) {
		t.Errorf("a grid of nothing: %v", err)
	}
	if _, err := Read(file(nil, nil, nil)); !errors.Is(err, ErrSense) {
		t.Errorf("no primary item: %v", err)
	}
}

// TestCutBeside: metadata that lies outside of the file is empty, and the picture is there.
func TestCutBeside(t *testing.T) {
	for kind, entry := range map[string]item{"Exif": {kind: "Exif"}, "XMP": {kind: "mime", contentType: "application/rdf+xml"}} {
		c, err := open(file([]string{"hvc1", "Exif"}, [][]byte{hvcC, ispe}, map[uint16][]uint8{1: {1, 2}}, reference("cdsc", 2, 1)))
		if err != nil {
			t.Fatal(err)
		}
		entry.extents = []extent{{1 << 20, 9}}
		c.items[2] = &entry
		var p Picture
		c.beside(&p)
		exif := kind == "Exif"
		if len(p.EXIF)+len(p.XMP) > 0 || (p.EXIF != nil) != exif || (p.XMP != nil) == exif {
			t.Errorf("%s: %v, %v", kind, p.EXIF, p.XMP)
		}
	}
}

// TestManyAuxiliaries: thousands of items that share one long property take no time.
func TestManyAuxiliaries(t *testing.T) {
	long := box("auxC", zero, strings.Repeat("x", 4<<20))
	kinds, of := []string{"hvc1"}, map[uint16][]uint8{1: {1, 2}}
	var references [][]byte
	for id := uint16(2); id < 8000; id++ {
		kinds, of[id] = append(kinds, "hvc1"), []uint8{1, 2, 3}
		references = append(references, reference("auxl", id, 1))
	}
	data := file(kinds, [][]byte{hvcC, ispe, long}, of, references...)
	start := time.Now()
	p, err := Read(data)
	if err != nil || p.Alpha != nil {
		t.Errorf("%v, alpha %v", err, p)
	}
	if took := time.Since(start); took > 15*time.Second {
		t.Errorf("took %v", took)
	}
}

// TestManyParts: thousands of items, each put together of as many bytes as the file has, cost no more than one: of
// metadata, whose last part lies outside, and of a grid's tiles.
func TestManyParts(t *testing.T) {
	for kind, want := range map[string]error{"Exif": nil, "hvc1": ErrSense} {
		kinds, of := []string{"hvc1"}, map[uint16][]uint8{1: {1, 2}}
		var references [][]byte
		for id := uint16(2); id < 4000; id++ {
			kinds = append(kinds, kind)
			references = append(references, reference("cdsc", id, 1))
		}
		data := append(file(kinds, [][]byte{hvcC, ispe}, of, references...), make([]byte, 1<<20)...)
		c, err := open(data)
		if err != nil {
			t.Fatal(err)
		}
		last := extent{uint64(len(data)), 1}
		if kind == "hvc1" {
			last = extent{0, 1}
		}
		for id := uint32(2); id < 4000; id++ {
			c.items[id].inside, c.items[id].extents = false, []extent{{0, 1 << 20}, last}
		}
		if kind == "Exif" {
			c.beside(&Picture{})
		} else {
			for id := uint32(2); id < 4000; id++ {
				_, err = c.data(c.items[id])
			}
		}
		if c.copied > 6*len(data) || err != want {
			t.Errorf("%s: copied %d bytes of %d, %v", kind, c.copied, len(data), err)
		}
	}
}

// TestEmptyParts: parts of no length cost something too, and so do properties that are named again and again.
func TestEmptyParts(t *testing.T) {
	data := file([]string{"hvc1"}, [][]byte{hvcC, ispe}, map[uint16][]uint8{1: {1, 2}})
	c, err := open(data)
	if err != nil {
		t.Fatal(err)
	}
	c.items[1].inside, c.items[1].extents = false, slices.Repeat([]extent{{uint64(len(data)), 0}}, len(data))
	if _, err := c.data(c.items[1]); err != ErrSense {
		t.Errorf("%v", err)
	}
	many := map[uint16][]uint8{1: bytes.Repeat([]byte{1, 2}, 127)}
	for id := uint16(2); id < 40; id++ {
		many[id] = many[1]
	}
	named := file(slices.Repeat([]string{"hvc1"}, 40), [][]byte{hvcC, ispe}, many)
	for at := 0; ; at++ { // every entry names the first item
		next := bytes.Index(named[at:], many[1])
		if next < 0 {
			break
		}
		at += next
		binary.BigEndian.PutUint16(named[at-3:], 1)
	}
	if c, err := open(named); err != nil || len(c.items[1].properties) != maxProperties {
		t.Errorf("%v, %d properties", err, len(c.items[1].properties))
	}
}

// TestLongConfiguration: parameter sets that every tile would repeat are bounded.
func TestLongConfiguration(t *testing.T) {
	long := box("hvcC", make([]byte, 16), uint8(1), make([]byte, 4), uint8(3), uint8(0), make([]byte, maxConfig))
	if _, err := Read(file([]string{"hvc1"}, [][]byte{long, ispe}, map[uint16][]uint8{1: {1, 2}})); !errors.Is(err, ErrSense) {
		t.Errorf("%v", err)
	}
}

func TestAlpha(t *testing.T) {
	p, err := Read(file([]string{"hvc1", "hvc1"}, [][]byte{hvcC, ispe, auxC}, map[uint16][]uint8{1: {1, 2}, 2: {1, 2, 3}}, reference("auxl", 2, 1)))
	if err != nil || p.Alpha == nil {
		t.Errorf("%v, %+v", err, p)
	}
}

// TestAperture crops about the middle: (side-1)/2 + offset - (part-1)/2 is the edge.
func TestAperture(t *testing.T) {
	crop := func(numbers ...int32) []byte {
		var b []byte
		for _, n := range numbers {
			b = binary.BigEndian.AppendUint32(b, uint32(n))
		}
		return b
	}
	for _, test := range []struct {
		body []byte
		want [4]int
		ok   bool
	}{
		{crop(97, 1, 50, 1, -1, 2, 0, 1), [4]int{0, 0, 97, 50}, true},
		{crop(97, 1, 50, 1, 1, 2, 0, 1), [4]int{1, 0, 97, 50}, true},
		{crop(95, 1, 50, 1, 3, 2, 0, 1), [4]int{3, 0, 95, 50}, true},
		{crop(190, 2, 48, 1, -3, 2, 2, 2), [4]int{0, 2, 95, 48}, true},
		{crop(97, 1, 50, 1, 3, 2, 0, 1), [4]int{}, false}, // past the edge
		{crop(97, 1, 50, 1, 0, 1, 0, 1), [4]int{}, false}, // between pixels
		{crop(97, 1, 50, 1, 1, 0, 0, 1), [4]int{}, false}, // over nothing
		{crop(0, 1, 50, 1, 0, 1, 0, 1), [4]int{}, false},
	} {
		if got, ok := aperture(test.body, 98, 50); ok != test.ok || ok && got != test.want {
			t.Errorf("%v: %v, %v", test.body, got, ok)
		}
	}
}

// TestTruncated cuts a real file everywhere.
func TestTruncated(t *testing.T) {
	data, err := os.ReadFile("../testdata/foreign/alpha.heic")
	if err != nil {
		t.Fatal(err)
	}
	for n := range data {
		if _, err := Read(data[:n]); err == nil {
			t.Fatalf("%d of %d bytes are taken", n, len(data))
		}
	}
}

// TestTurnedOnce: each turn costs a copy of the picture, so there is one of each kind.
func TestTurnedOnce(t *testing.T) {
	turn := box("irot", uint8(1))
	if p, err := Read(file([]string{"hvc1"}, [][]byte{hvcC, ispe, turn}, map[uint16][]uint8{1: {1, 2, 3}})); err != nil || len(p.Turns) != 1 {
		t.Errorf("one turn: %v", err)
	}
	if _, err := Read(file([]string{"hvc1"}, [][]byte{hvcC, ispe, turn}, map[uint16][]uint8{1: {1, 2, 3, 3}})); !errors.Is(err, ErrSense) {
		t.Errorf("two turns: %v", err)
	}
}

// TestEmptyUnits: a file may not swell by units that hold nothing, four bytes of start code to each of its own.
func TestEmptyUnits(t *testing.T) {
	config := make([]byte, 23) // lengths of one byte, no parameter sets
	if _, err := annexB(config, make([]byte, 1000)); !errors.Is(err, ErrSense) {
		t.Errorf("empty: %v", err)
	}
	if stream, err := annexB(config, bytes.Repeat([]byte{2, 1, 1}, 1000)); err != nil || len(stream) != 6000 {
		t.Errorf("of two bytes: %d bytes, %v", len(stream), err)
	}
}
