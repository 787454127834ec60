package metadata_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"uncodec/codec/metadata"
)

// described is an XMP document of one description, with attributes and elements.
func described(attributes, elements string) metadata.Blocks {
	return metadata.Blocks{XMP: fmt.Appendf(nil, `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
		xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
		xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/"
		xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
		xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#" xmlns:maker="https://example.com/unheard-of/">
		<rdf:Description rdf:about="" %s>%s</rdf:Description></rdf:RDF></x:xmpmeta>`, attributes, elements)}
}

// TestPlace: a place goes unless it is chosen, in whatever namespace, as an attribute or as
// an element with all that is under it.
func TestPlace(t *testing.T) {
	for _, name := range []string{
		"exif:GPSLatitude", "drone-dji:GpsLatitude", "drone-dji:GpsLongitude", "drone-dji:GpsLongtitude",
		"drone-dji:AbsoluteAltitude", "drone-dji:RelativeAltitude", "Iptc4xmpExt:LocationCreated", "Iptc4xmpExt:LocationShown",
		"photoshop:City", "Iptc4xmpExt:CountryName", "geo:lat", "geo:long", "maker:homeLONGITUDE", "maker:GeoHash", "maker:lastLocation",
	} {
		for how, b := range map[string]metadata.Blocks{
			"attribute": described(name+`="secret"`, ""),
			"element":   described("", "<"+name+">secret</"+name+">"),
			"structure": described("", "<"+name+`><rdf:Bag><rdf:li rdf:parseType="Resource"><maker:Name>secret</maker:Name></rdf:li></rdf:Bag></`+name+">"),
			"inner":     described("", `<maker:Flight rdf:parseType="Resource"><`+name+">secret</"+name+"></maker:Flight>"),
		} {
			if !metadata.HasPlace(b) {
				t.Errorf("%s as %s is not seen as a place", name, how)
			}
			for _, place := range []bool{false, true} {
				clean, trouble := metadata.Clean(b, metadata.Options{Place: place})
				if kept := strings.Contains(string(clean.XMP), "secret"); kept != place || len(trouble) > 0 {
					t.Errorf("%s as %s, with the place %v: kept %v, %v", name, how, place, kept, trouble)
				}
			}
		}
	}
}

// TestNoPlace: what only sounds like one stays.
func TestNoPlace(t *testing.T) {
	b := described(`exif:SubjectLocation="kept" photoshop:AuthorsPosition="kept" drone-dji:GimbalYawDegree="kept"`,
		`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">kept</rdf:li></rdf:Alt></dc:title>`)
	clean, _ := metadata.Clean(b, metadata.Options{})
	if kept := strings.Count(string(clean.XMP), "kept"); kept != 4 || metadata.HasPlace(b) {
		t.Errorf("%d of 4 stayed: %s", kept, clean.XMP)
	}
}

// TestMachineTags: a place among the keywords goes, as XMP and as Windows write them, and the others stay.
func TestMachineTags(t *testing.T) {
	b := described("", `<dc:subject><rdf:Bag><rdf:li>kept</rdf:li><rdf:li>geo:lat=48.85</rdf:li><rdf:li>GEO:lon=secret</rdf:li></rdf:Bag></dc:subject>`)
	if clean, _ := metadata.Clean(b, metadata.Options{}); !metadata.HasPlace(b) || strings.Contains(string(clean.XMP), "secret") || !strings.Contains(string(clean.XMP), "kept") {
		t.Errorf("XMP: %s", clean.XMP)
	}
	if clean, _ := metadata.Clean(b, metadata.Options{Place: true}); !strings.Contains(string(clean.XMP), "48.85") {
		t.Errorf("with the place: %s", clean.XMP)
	}
	for text, place := range map[string]bool{"Paris; geo:lat=48.85": true, "Paris": false} {
		var wide []byte
		for _, c := range text {
			wide = binary.LittleEndian.AppendUint16(wide, uint16(c))
		}
		b := metadata.Blocks{EXIF: exifOf(1, map[uint16]string{0x9c9e: string(wide)})}
		if clean, _ := metadata.Clean(b, metadata.Options{}); metadata.HasPlace(b) != place || bytes.Contains(clean.EXIF, wide) == place {
			t.Errorf("%q: a place %v, kept %v", text, metadata.HasPlace(b), bytes.Contains(clean.EXIF, wide))
		}
	}
}
