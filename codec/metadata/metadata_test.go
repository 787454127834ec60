package metadata_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"image"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"uncodec/codec"
	"uncodec/codec/metadata"
)

// camera is a picture with every kind of metadata; exiftool wrote it.
func camera(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/camera.jpg")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// saved encodes a small picture with the camera's metadata.
func saved(t *testing.T, format string, o metadata.Options) []byte {
	t.Helper()
	o.Width, o.Height = 24, 32
	clean, trouble := metadata.Clean(metadata.Read(camera(t)), o)
	if len(trouble) > 0 {
		t.Fatal(trouble)
	}
	img := image.NewNRGBA(image.Rect(0, 0, 24, 32))
	for i := range img.Pix {
		img.Pix[i] = uint8(128 + i%100)
	}
	var file bytes.Buffer
	if err := codec.EncodeAs(&file, img, codec.Save{Format: format, Metadata: clean}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// exiftool reads a file's tags, by group and name.
func exiftool(t *testing.T, file []byte) map[string]any {
	t.Helper()
	program, err := exec.LookPath("exiftool")
	if err != nil {
		t.Skip("skipped: exiftool is not installed")
	}
	path := filepath.Join(t.TempDir(), "picture")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "-json", "-G1", "-n", "-validate", "-warning", "-error", "-a", path).Output()
	if err != nil {
		t.Fatalf("exiftool: %v %s", err, out)
	}
	plain, err := exec.Command(program, "-json", "-G1", "-n", path).Output()
	if err != nil {
		t.Fatalf("exiftool: %v", err)
	}
	var checked, tags []map[string]any
	if json.Unmarshal(out, &checked) != nil || json.Unmarshal(plain, &tags) != nil {
		t.Fatalf("exiftool said %s", out)
	}
	for name, value := range checked[0] {
		if strings.HasSuffix(name, ":Error") || strings.HasSuffix(name, ":Warning") && !strings.Contains(value.(string), "minor") {
			t.Errorf("exiftool finds a fault: %s %v", name, value)
		}
	}
	return tags[0]
}

// TestCarried: what exiftool reads in saved files of every format.
func TestCarried(t *testing.T) {
	keeps := map[string]any{
		"IFD0:Make": "Acme", "IFD0:Model": "Camera 3", "IFD0:Artist": "Zoë", "IFD0:Orientation": 1.0,
		"ExifIFD:DateTimeOriginal": "2024:05:06 07:08:09", "ExifIFD:ExposureTime": 0.008, "ExifIFD:ISO": 200.0,
		"ExifIFD:UserComment": "a comment", "ExifIFD:ExifImageWidth": 24.0, "ExifIFD:ExifImageHeight": 32.0,
		"XMP-dc:Title": "Title & more", "XMP-xmp:Rating": 4.0, "ICC_Profile:ProfileDescription": "Test P3",
	}
	place := []string{"GPS:GPSLatitude", "XMP-exif:GPSLatitude", "XMP-photoshop:City"}
	never := []string{"IFD1:ThumbnailImage", "IFD0:ImageDescription", "XMP-tiff:Orientation", "File:Comment"}
	for _, format := range []string{"jpeg", "png", "webp"} {
		for name, with := range map[string]bool{"without the place": false, "with the place": true} {
			t.Run(format+" "+name, func(t *testing.T) {
				file := saved(t, format, metadata.Options{Place: with})
				tags := exiftool(t, file)
				for tag, want := range keeps {
					if tags[tag] != want {
						t.Errorf("%s is %v, want %v", tag, tags[tag], want)
					}
				}
				for _, tag := range place {
					if _, there := tags[tag]; there != with {
						t.Errorf("%s is there: %v", tag, there)
					}
				}
				for _, tag := range never {
					if value, there := tags[tag]; there {
						t.Errorf("%s came along: %v", tag, value)
					}
				}
				if bytes.Contains(file, []byte("alert(")) || bytes.Contains(file, []byte("secret")) {
					t.Error("text came along that must not")
				}
				if metadata.HasPlace(metadata.Read(file)) != with {
					t.Error("HasPlace says otherwise")
				}
			})
		}
	}
}

// exifOf is an EXIF block of one directory, its values all of one kind: 1 for bytes, 2 for text.
func exifOf(kind uint16, values map[uint16]string) []byte {
	exif := []byte("II*\x00\x08\x00\x00\x00")
	exif = binary.LittleEndian.AppendUint16(exif, uint16(len(values)))
	at, behind := uint32(len(exif)+12*len(values)+4), ""
	for _, tag := range slices.Sorted(maps.Keys(values)) {
		exif = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(exif, tag), kind)
		exif = binary.LittleEndian.AppendUint32(exif, uint32(len(values[tag])))
		exif = binary.LittleEndian.AppendUint32(exif, at+uint32(len(behind)))
		behind += values[tag]
	}
	return append(append(exif, 0, 0, 0, 0), behind...)
}

// TestOldText: text of before UTF-8, and a copyright of a photographer and an editor, come along as they are.
func TestOldText(t *testing.T) {
	texts := map[uint16]string{0x013b: "Zo\xeb M\xfcller\x00", 0x8298: "Ann\x00Bob & Co\x00"}
	exif := exifOf(2, texts)
	clean, trouble := metadata.Clean(metadata.Blocks{EXIF: exif}, metadata.Options{})
	for tag, text := range texts {
		if !bytes.Contains(clean.EXIF, []byte(text)) {
			t.Errorf("%#x is lost: %q, %v", tag, clean.EXIF, trouble)
		}
	}
}

// TestLeftBehind: what tells of a film or a gain map behind the picture does not come along without it.
func TestLeftBehind(t *testing.T) {
	const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
		xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" xmlns:Container="http://ns.google.com/photos/1.0/container/"
		xmlns:Item="http://ns.google.com/photos/1.0/container/item/" xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
		GCamera:MotionPhoto="1" hdrgm:Version="1.0" xmp:Rating="4"><Container:Directory><rdf:Seq><rdf:li rdf:parseType="Resource">
		<Container:Item Item:Mime="video/mp4" Item:Length="1234567"/></rdf:li></rdf:Seq></Container:Directory></rdf:Description></rdf:RDF></x:xmpmeta>`
	clean, trouble := metadata.Clean(metadata.Blocks{XMP: []byte(xmp)}, metadata.Options{})
	if text := string(clean.XMP); len(trouble) > 0 || !strings.Contains(text, `Rating`) || strings.Contains(text, "Motion") || strings.Contains(text, "Directory") || strings.Contains(text, "Version") {
		t.Errorf("%v %s", trouble, text)
	}
}

// TestAgain: what was cleaned is clean, read back from every format.
func TestAgain(t *testing.T) {
	first, _ := metadata.Clean(metadata.Read(camera(t)), metadata.Options{Place: true, Width: 24, Height: 32})
	for _, format := range []string{"jpeg", "png", "webp"} {
		file := saved(t, format, metadata.Options{Place: true})
		found := metadata.Read(file)
		again, trouble := metadata.Clean(found, metadata.Options{Place: true, Width: 24, Height: 32})
		if len(trouble) > 0 || !bytes.Equal(again.EXIF, first.EXIF) || !bytes.Equal(again.XMP, first.XMP) || !bytes.Equal(again.ICC, first.ICC) {
			t.Errorf("%s: %v, or another text", format, trouble)
		}
		picture, err := codec.NewToolbox("").Decode(t.Context(), file, codec.DefaultLimits())
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		if h := picture.Header; !h.EXIF || !h.XMP || !h.Place || h.Profile != "Test P3" || h.Orientation != 1 || h.Width != 24 {
			t.Errorf("%s: %+v", format, h)
		}
	}
}

// TestNote: facts of ours, with metadata of the file's and without.
func TestNote(t *testing.T) {
	o := metadata.Options{Note: []metadata.Note{{Name: "Model", Text: "fast"}, {Name: "Codec", Text: "jpeg=1 <&>"}}}
	with, _ := metadata.Clean(metadata.Read(camera(t)), o)
	alone, trouble := metadata.Clean(metadata.Blocks{}, o)
	if len(trouble) > 0 {
		t.Fatal(trouble)
	}
	for _, b := range []metadata.Blocks{with, alone} {
		if !bytes.Contains(b.XMP, []byte(`uncodec:Model="fast" uncodec:Codec="jpeg=1 &lt;&amp;&gt;"`)) {
			t.Errorf("no note in %s", b.XMP)
		}
	}
}

// TestNoteAgain: a picture that is restored twice tells of the last time, once.
func TestNoteAgain(t *testing.T) {
	first, _ := metadata.Clean(metadata.Blocks{}, metadata.Options{Note: []metadata.Note{{Name: "Model", Text: "fast"}}})
	again, trouble := metadata.Clean(first, metadata.Options{Note: []metadata.Note{{Name: "Model", Text: "studio"}}})
	if text := string(again.XMP); len(trouble) > 0 || strings.Count(text, "uncodec:Model") != 1 || !strings.Contains(text, `"studio"`) {
		t.Errorf("%v %s", trouble, text)
	}
	if kept, _ := metadata.Clean(first, metadata.Options{}); !kept.Noted() {
		t.Error("without a new note the old one is gone")
	}
}

// TestTurned: what tells of points in a picture does not come along where that was turned.
func TestTurned(t *testing.T) {
	const xmp = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/"
		xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4">
		<exif:SubjectArea><rdf:Seq><rdf:li>10</rdf:li></rdf:Seq></exif:SubjectArea><mwg-rs:Regions><mwg-rs:Name>Anna</mwg-rs:Name></mwg-rs:Regions></rdf:Description></rdf:RDF>`
	for orientation, stays := range map[byte]bool{1: true, 6: false} {
		exif := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")
		exif[18] = orientation
		clean, trouble := metadata.Clean(metadata.Blocks{EXIF: exif, XMP: []byte(xmp)}, metadata.Options{})
		text := string(clean.XMP)
		if len(trouble) > 0 || strings.Contains(text, "Anna") != stays || strings.Contains(text, "SubjectArea") != stays || !strings.Contains(text, "Rating") {
			t.Errorf("orientation %d: %v %s", orientation, trouble, text)
		}
	}
}

// TestPlacesInText: a place among keywords and in a program's comment is one.
func TestPlacesInText(t *testing.T) {
	for text, place := range map[string]bool{
		"geo:lat=48.85": true, "geo:48.85,2.29": true, `{"latitude":48.8584,"longitude":2.2945}`: true, "lon: -2.29": true,
		"geology": false, "latitude and longitude": false, "flat: 3": false,
	} {
		exif := exifOf(2, map[uint16]string{0x010e: text + "\x00"})
		if got := metadata.HasPlace(metadata.Blocks{EXIF: exif}); got != place {
			t.Errorf("%q: %t", text, got)
		}
	}
}

// TestNonsense is left out and said.
func TestNonsense(t *testing.T) {
	good := metadata.Read(camera(t))
	cmyk := bytes.Clone(good.ICC)
	copy(cmyk[16:], "CMYK")
	for name, c := range map[string]struct {
		b    metadata.Blocks
		says string
	}{
		"EXIF cut":         {metadata.Blocks{EXIF: good.EXIF[:5]}, "EXIF data could not be kept: it is cut"},
		"EXIF of another":  {metadata.Blocks{EXIF: []byte("not a TIFF block at all")}, "does not begin as EXIF does"},
		"EXIF swollen":     {metadata.Blocks{EXIF: swollen(7, 0)}, "EXIF data could not be kept: it is too large"},
		"XMP damaged":      {metadata.Blocks{XMP: good.XMP[:400]}, "XMP data could not be kept"},
		"XMP with a bomb":  {metadata.Blocks{XMP: []byte(`<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>`)}, "XMP data could not be kept"},
		"XMP too deep":     {metadata.Blocks{XMP: deep()}, "nested too deeply"},
		"profile cut":      {metadata.Blocks{ICC: good.ICC[:200]}, "profile could not be kept: it is cut"},
		"profile for inks": {metadata.Blocks{ICC: cmyk}, "not one for RGB"},
	} {
		clean, trouble := metadata.Clean(c.b, metadata.Options{})
		if !clean.Empty() || len(trouble) != 1 || !strings.Contains(trouble[0], c.says) {
			t.Errorf("%s: %v, %v", name, clean, trouble)
		}
	}
}

// TestUnread: of what a file has and cannot be read it is said that it stays behind; of what it has not, nothing.
func TestUnread(t *testing.T) {
	packed := func(text string) string {
		var out bytes.Buffer
		w := zlib.NewWriter(&out)
		_, _ = w.Write([]byte(text))
		w.Close()
		return out.String()
	}
	jpeg := func(pieces ...string) string {
		out := "\xff\xd8"
		for _, piece := range pieces {
			out += "\xff\xe2" + string(binary.BigEndian.AppendUint16(nil, uint16(2+12+len(piece)))) + "ICC_PROFILE\x00" + piece
		}
		return out + "\xff\xd9"
	}
	png := func(kind, body string) string {
		return "\x89PNG\r\n\x1a\n" + string(binary.BigEndian.AppendUint32(nil, uint32(len(body)))) + kind + body + "sum."
	}
	webp := func(kind string, size int, body string) string {
		return "RIFF    WEBP" + kind + string(binary.LittleEndian.AppendUint32(nil, uint32(size))) + body
	}
	huge := strings.Repeat("x", 1<<20+1)
	var many []string // each of a size that a segment holds
	for i := range 20 {
		many = append(many, string([]byte{byte(i + 1), 20})+huge[:60_000])
	}
	for name, c := range map[string]struct{ file, says string }{
		"a JPEG without":                {jpeg(), ""},
		"a JPEG's first piece missing":  {jpeg("\x02\x02profile"), "profile"},
		"a JPEG's second piece missing": {jpeg("\x01\x02profile"), "profile"},
		"a JPEG's, too large":           {jpeg(many...), "profile"},
		"a PNG without":                 {png("tEXt", "Title\x00text"), ""},
		"a PNG's, cut":                  {png("iCCP", "name\x00\x00"+packed("profile")[:9]), "profile"},
		"a PNG's, empty":                {png("iCCP", ""), "profile"},
		"a PNG's, too large":            {png("iCCP", "name\x00\x00"+packed(huge)), "profile"},
		"a PNG's XMP, too large":        {png("iTXt", "XML:com.adobe.xmp\x00\x01\x00\x00\x00"+packed(huge[:70_000])), "XMP data"},
		"a PNG's XMP, cut":              {png("iTXt", "XML:com.adobe.xmp\x00\x01\x00\x00"), "XMP data"},
		"a WebP without":                {webp("VP8 ", 2, "xx"), ""},
		"a WebP's, too large":           {webp("ICCP", len(huge), huge), "profile"},
		"a WebP's EXIF, cut":            {webp("EXIF", 100, "II*\x00"), "EXIF data"},
		"a WebP's XMP, cut":             {webp("XMP ", 100, "<x:xmpmeta"), "XMP data"},
	} {
		clean, trouble := metadata.Clean(metadata.Read([]byte(c.file)), metadata.Options{})
		said := strings.Join(trouble, " ")
		if !clean.Empty() || (said == "") != (c.says == "") || !strings.Contains(said, c.says) {
			t.Errorf("%s: %q", name, trouble)
		}
	}
}

// swollen is a block of 0.8 MiB whose 60,000 entries of a kind share one value of 64,000 bytes that are all alike.
func swollen(kind uint16, value byte) []byte {
	le := binary.LittleEndian
	const count, size = 60_000, 64_000
	b := le.AppendUint32([]byte("II*\x00"), 8)
	b = le.AppendUint32(le.AppendUint16(le.AppendUint16(le.AppendUint16(b, 1), 0x8769), 4), 1)
	b = le.AppendUint32(le.AppendUint32(b, 26), 0) // where the EXIF directory stands
	b = le.AppendUint16(b, count)
	for tag := range uint16(count) {
		b = le.AppendUint32(le.AppendUint16(le.AppendUint16(b, tag), kind), size)
		b = le.AppendUint32(b, 100)
	}
	return append(b, bytes.Repeat([]byte{value}, size)...)
}

func deep() []byte {
	const rdf = `xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"`
	return []byte(`<rdf:RDF ` + rdf + `>` + strings.Repeat("<rdf:li>", 100) + strings.Repeat("</rdf:li>", 100) + `</rdf:RDF>`)
}

// TestBadImages: whatever a file holds, cleaning ends, bounded.
func TestBadImages(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/data/badimages/*.*")
	if len(files) == 0 {
		t.Skip("skipped: no shared data")
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		clean, _ := metadata.Clean(metadata.Read(data), metadata.Options{Place: true})
		if size := len(clean.EXIF) + len(clean.XMP) + len(clean.ICC); size > 2<<20 {
			t.Errorf("%s: %d bytes of metadata", path, size)
		}
	}
}

// FuzzClean: any file, any block. What comes out is clean and stays so.
func FuzzClean(f *testing.F) {
	f.Add(camera(f))
	b := metadata.Read(camera(f))
	f.Add(b.EXIF)
	f.Add(b.XMP)
	for _, name := range []string{"a:", ":a"} { // which a prefix would make another
		f.Add(fmt.Appendf(nil, `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description><%s xmlns="http://x/">v</%s></rdf:Description></rdf:RDF>`, name, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, b := range []metadata.Blocks{metadata.Read(data), {EXIF: data}, {XMP: data}, {ICC: data}} {
			o := metadata.Options{Place: true, Width: 3, Height: 4}
			once, _ := metadata.Clean(b, o)
			twice, trouble := metadata.Clean(once, o)
			if len(trouble) > 0 || !bytes.Equal(once.EXIF, twice.EXIF) || !bytes.Equal(once.XMP, twice.XMP) {
				t.Errorf("not clean yet: %v\n%+v\n%+v", trouble, once, twice)
			}
		}
	})
}

// TestSharedValues: each value is looked at once, however many entries share it.
func TestSharedValues(t *testing.T) {
	start := time.Now()
	b := metadata.Blocks{EXIF: swollen(2, 0xff)}
	metadata.HasPlace(b)
	metadata.Clean(b, metadata.Options{})
	if took := time.Since(start); took > 15*time.Second { // all of them take half a minute
		t.Errorf("took %v", took)
	}
}

// TestLongStream: what is compressed may be no longer than what it may become, or it could give nothing without end.
func TestLongStream(t *testing.T) {
	stream := append([]byte("x\x00\x00\x78\x01"), bytes.Repeat([]byte{0, 0, 0, 0xff, 0xff}, 1<<20)...) // empty blocks, stored
	var end bytes.Buffer
	w := zlib.NewWriter(&end)
	_, _ = w.Write([]byte("profile"))
	w.Close()
	for blocks, read := range map[int]bool{0: true, 1 << 20: false} {
		body := append(bytes.Clone(stream[:5+5*blocks]), end.Bytes()[2:]...)
		chunk := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), "iCCP"...)
		b := metadata.Read(slices.Concat([]byte("\x89PNG\r\n\x1a\n"), chunk, body, make([]byte, 4)))
		if (string(b.ICC) == "profile") != read {
			t.Errorf("behind %d empty blocks stands %q", blocks, b.ICC)
		}
	}
}

// TestBombsOnce: of thousands of blocks that swell, one of each kind is inflated.
func TestBombsOnce(t *testing.T) {
	var swelling bytes.Buffer
	w := zlib.NewWriter(&swelling)
	if _, err := w.Write(make([]byte, 32<<20)); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	chunk := func(kind string, body []byte) []byte {
		out := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), kind...)
		return append(append(out, body...), 0, 0, 0, 0)
	}
	profile := chunk("iCCP", append([]byte("x\x00\x00"), swelling.Bytes()...))
	text := chunk("iTXt", append([]byte("XML:com.adobe.xmp\x00\x01\x00\x00\x00"), swelling.Bytes()...))
	file := []byte("\x89PNG\r\n\x1a\n")
	for range 300 {
		file = append(append(file, profile...), text...)
	}
	start := time.Now()
	if b := metadata.Read(file); len(b.ICC)+len(b.XMP) > 0 {
		t.Error("a bomb was read")
	}
	if took := time.Since(start); took > 15*time.Second { // all of them take minutes
		t.Errorf("took %v", took)
	}
}
