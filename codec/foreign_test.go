package codec

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image/png"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"uncodec/codec/codectest"
	"uncodec/codec/heif"
)

// TestForeignFormats holds our pixels of formats that other libraries decode against
// what independent programs see (testdata/foreign/README.md).
func TestForeignFormats(t *testing.T) {
	for name, least := range map[string]float64{ // dB; exact where 100
		"plain.heic": 50, "444.heic": 100, "grey.heic": 100, "alpha.heic": 50,
		"turn2.avif": 57, "turn5.avif": 57, "turn6.avif": 57, "alpha.avif": 48, "limited.avif": 48, "limitedgrey.avif": 45,
		"plain.jxl": 100, "alpha.jxl": 100, "p3.jxl": 50, "plain.gif": 100, "plain.bmp": 100,
	} {
		t.Run(name, func(t *testing.T) {
			if format := filepath.Ext(name); format != ".gif" && format != ".bmp" {
				ffmpegPath(t)
			}
			got := decodeFile(t, "testdata/foreign/"+name)
			golden, err := png.Decode(bytes.NewReader(readFile(t, "testdata/foreign/"+strings.Replace(name, ".", "-", 1)+".png")))
			if err != nil {
				t.Fatal(err)
			}
			want := toNRGBA(golden)
			if db := codectest.PSNR(t, want, got.Image); db < least {
				t.Errorf("%.1f dB from the golden pixels, want %.0f", db, least)
			}
			for i := 3; i < len(want.Pix); i += 4 {
				if got.Image.Pix[i] != want.Pix[i] {
					t.Fatalf("alpha is %d at byte %d, want %d", got.Image.Pix[i], i, want.Pix[i])
				}
			}
			if alpha := strings.HasPrefix(name, "alpha"); got.Header.Alpha != alpha {
				t.Errorf("the header says alpha: %v", got.Header.Alpha)
			}
			if turned := map[string]int{"turn2.avif": 2, "turn5.avif": 5, "turn6.avif": 6}[name]; got.Header.Turned != turned || got.Header.Turn() != max(turned, 1) {
				t.Errorf("the header says that it was turned as %d", got.Header.Turned)
			}
		})
	}
}

// TestForeignWithoutFFmpeg says what is missing, and how to get it.
func TestForeignWithoutFFmpeg(t *testing.T) {
	for _, name := range []string{"plain.heic", "turn6.avif", "plain.jxl"} {
		_, err := NewToolbox("").Decode(context.Background(), readFile(t, "testdata/foreign/"+name), DefaultLimits())
		if e, ok := asInput(err); !ok || e.Kind != Unsupported || !strings.Contains(e.Message, "make setup") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestForeignLimits holds the limits against the tiles that are decoded, not only
// against what is shown of them.
func TestForeignLimits(t *testing.T) {
	for _, name := range []string{"plain.heic", "turn6.avif", "plain.jxl", "plain.gif", "plain.bmp"} {
		_, err := inspect(readFile(t, "testdata/foreign/"+name), Limits{Pixels: 97*65 - 1})
		if e, ok := asInput(err); !ok || e.Kind != TooManyPix {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTilesWithinLimits: a picture just below the limit may stand out over it by its last
// tiles; alpha is bounded like the colours.
func TestTilesWithinLimits(t *testing.T) {
	layer := func(w, h, columns, rows, side int) heif.Layer {
		return heif.Layer{Width: w, Height: h, Columns: columns, Rows: rows, TileWidth: side, TileHeight: side}
	}
	phone := layer(8064, 6048, 16, 12, 512)
	huge, vast := layer(97, 65, 1, 1, 30_000), layer(97, 65, 1, 1, 4_000_000_000)
	for name, test := range map[string]struct {
		picture heif.Picture
		ok      bool
	}{
		"48 megapixels of a phone": {heif.Picture{Layer: phone}, true},
		"a huge tile":              {heif.Picture{Layer: huge}, false},
		"alpha in a huge tile":     {heif.Picture{Layer: layer(97, 65, 1, 1, 128), Alpha: &huge}, false},
		"alpha past all numbers":   {heif.Picture{Layer: layer(97, 65, 1, 1, 128), Alpha: &vast}, false},
		"cropped from too much":    {heif.Picture{Layer: layer(9000, 9000, 9, 9, 1000)}, false},
	} {
		if err := checkTiles(&test.picture, DefaultLimits()); (err == nil) != test.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestForeignMetadata carries EXIF out of the container.
func TestForeignMetadata(t *testing.T) {
	ffmpegPath(t)
	pic := decodeFile(t, "testdata/foreign/plain.heic")
	if !pic.Header.EXIF || !bytes.Contains(pic.Metadata.EXIF, []byte("Uncodec")) {
		t.Errorf("EXIF %q", pic.Metadata.EXIF)
	}
}

// TestNumberedColours: wide colours that a file tells by number alone get a profile; what it cannot tell, the notes do.
func TestNumberedColours(t *testing.T) {
	ffmpegPath(t)
	if pic := decodeFile(t, "testdata/foreign/p3.jxl"); pic.Header.Profile != "Display P3" || len(pic.Notes) > 0 {
		t.Errorf("JPEG XL: %q, %q", pic.Header.Profile, pic.Notes)
	}
	plain := readFile(t, "testdata/foreign/p3-jxl.png")
	for numbers, want := range map[string]struct{ profile, note string }{
		"\x0c\x0d\x00\x01": {"Display P3", ""}, "\x09\x0d\x00\x01": {"BT.2020", ""}, "\x01\x0d\x00\x01": {"", ""},
		"\x09\x10\x00\x01": {"", "HDR (PQ)"}, "\x0c\x12\x00\x01": {"", "Display P3 without a profile"},
	} {
		chunk := append([]byte("\x00\x00\x00\x04cICP"+numbers), 0, 0, 0, 0)
		binary.BigEndian.PutUint32(chunk[12:], crc32.ChecksumIEEE(chunk[4:12]))
		pic, err := box.Decode(t.Context(), slices.Insert(slices.Clone(plain), 8+25, chunk...), DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		if notes := strings.Join(pic.Notes, " "); pic.Header.Profile != want.profile || !strings.Contains(notes, want.note) || want.note == "" && notes != "" {
			t.Errorf("% x: %q, %q", numbers, pic.Header.Profile, notes)
		}
	}
}

// TestBoxedMetadata: the EXIF of a JPEG XL box is found, compressed or not, with its offset or, as some write it, without.
func TestBoxedMetadata(t *testing.T) {
	tiff := decodeFile(t, "testdata/foreign/plain.heic").Metadata.EXIF
	brob := func(kind string, body []byte) []byte {
		var packed bytes.Buffer
		w := brotli.NewWriter(&packed)
		w.Write(body)
		w.Close()
		return append([]byte(kind), packed.Bytes()...)
	}
	boxed := func(kind string, body []byte) []byte {
		size := binary.BigEndian.AppendUint32(nil, uint32(8+len(body)))
		return slices.Concat([]byte(jxlContainer), size, []byte(kind), body, []byte("\x00\x00\x00\x00jxlc"), readFile(t, "testdata/foreign/plain.jxl"))
	}
	offset := append(make([]byte, 4), tiff...)
	for name, in := range map[string]struct {
		kind string
		body []byte
	}{
		"plain": {"Exif", offset}, "without its offset": {"Exif", tiff}, "behind its name": {"Exif", append([]byte("\x00\x00\x00\x06Exif\x00\x00"), tiff...)},
		"compressed": {"brob", brob("Exif", offset)},
	} {
		if b, err := Metadata(boxed(in.kind, in.body)); err != nil || !bytes.Equal(b.EXIF, tiff) {
			t.Errorf("%s: %d bytes of %d, %v", name, len(b.EXIF), len(tiff), err)
		}
	}
	bomb := slices.Concat([]byte("\x00\x00\x00\x00brob"), brob("xml ", make([]byte, 8<<20)))
	binary.BigEndian.PutUint32(bomb, uint32(len(bomb)))
	bombs := slices.Concat([]byte(jxlContainer), bytes.Repeat(bomb, 2000), boxed("free", nil)[len(jxlContainer):])
	if b, err := Metadata(bombs); err != nil || len(b.XMP) > 0 || b.XMP == nil {
		t.Errorf("eight megabytes of zeros are taken for metadata, or for none: %q, %v", b.XMP, err)
	}
}

// TestForeignTruncated cuts the files everywhere: an error of the file's, each time.
func TestForeignTruncated(t *testing.T) {
	for _, name := range []string{"plain.heic", "alpha.avif", "plain.jxl", "plain.gif"} {
		data := readFile(t, "testdata/foreign/"+name)
		for n := 1; n < len(data); n += 1 + n/8 {
			_, err := inspect(data[:n], DefaultLimits())
			mustBeInput(t, err)
		}
		_, err := box.Decode(context.Background(), data[:len(data)*3/4], DefaultLimits())
		if err == nil {
			t.Errorf("%s: three quarters of it are taken for a picture", name)
		}
		mustBeInput(t, err)
	}
}
