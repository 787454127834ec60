package codec

import (
	"bytes"
	"context"
	"image/png"
	"path/filepath"
	"strings"
	"testing"

	"uncodec/codec/heif"
)

// TestForeignFormats holds our pixels of formats that other libraries decode against
// what independent programs see (testdata/foreign/README.md).
func TestForeignFormats(t *testing.T) {
	for name, least := range map[string]float64{ // dB; exact where 100
		"plain.heic": 50, "444.heic": 100, "grey.heic": 100, "alpha.heic": 50,
		"turn2.avif": 57, "turn5.avif": 57, "turn6.avif": 57, "alpha.avif": 48, "limited.avif": 48,
		"plain.jxl": 100, "alpha.jxl": 100, "plain.gif": 100, "plain.bmp": 100,
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
			if db := psnr(t, want, got.Image); db < least {
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
