package codec

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"strings"
	"testing"

	"github.com/disintegration/imaging"
	"github.com/gen2brain/webp"

	"uncodec/codec/codectest"
	"uncodec/codec/heif"
	"uncodec/codec/hold"
	"uncodec/fine"
)

// saved is what a picture saved as JPEG or WebP says of it.
func saved(t *testing.T, img *image.NRGBA, format string, orientation int) *Constraint {
	t.Helper()
	var file bytes.Buffer
	save := Save{Format: format, Quality: 30}
	save.Metadata.EXIF = exifBlock(binary.LittleEndian, "II*\x00", uint16(orientation))
	if err := EncodeAs(&file, img, save); err != nil {
		t.Fatal(err)
	}
	c, err := ReadConstraint(t.Context(), file.Bytes(), DefaultLimits())
	if err != nil || c == nil || c.Codec != format || math.Abs(c.Level-30) > 3 {
		t.Fatalf("%s, orientation %d: %+v, %v", format, orientation, c, err)
	}
	return c
}

// TestConstraint holds a blurred original to its JPEG and WebP, of each EXIF orientation: it has to come nearer to the
// original.
func TestConstraint(t *testing.T) {
	native := imaging.Crop(decodeFile(t, "../assets/samples/pexels_0001.jpg").Image, image.Rect(200, 200, 283, 259))
	for _, format := range []string{"jpeg", "webp"} {
		for orientation := 1; orientation <= 8; orientation++ {
			c := saved(t, native, format, orientation)
			original := upright(native, orientation)
			attempt := imaging.Blur(original, 1.5)
			before := codectest.PSNR(t, original, attempt)
			if err := c.Hold(t.Context(), fine.Of(attempt), codectest.Wholly); err != nil {
				t.Fatal(err)
			}
			if after := codectest.PSNR(t, original, attempt); after < before+0.1 {
				t.Errorf("%s, orientation %d: %.2f dB from the original, and held %.2f dB", format, orientation, before, after)
			}
		}
	}
}

// TestHoldByWeight: where the weight is nothing a turned picture stays, half of it goes half the way.
func TestHoldByWeight(t *testing.T) {
	native := imaging.Crop(decodeFile(t, "../assets/samples/pexels_0001.jpg").Image, image.Rect(200, 200, 264, 240))
	for _, format := range []string{"jpeg", "webp"} {
		c := saved(t, native, format, 6)
		attempt := imaging.Blur(imaging.Rotate270(native), 2) // 40 wide
		whole, parts := imaging.Clone(attempt), imaging.Clone(attempt)
		if err := errors.Join(
			c.Hold(t.Context(), fine.Of(whole), codectest.Wholly),
			c.Hold(t.Context(), fine.Of(parts), func(x, _ int) float64 { return float64(x/20) / 2 }),
		); err != nil {
			t.Fatal(err)
		}
		for i := range parts.Pix {
			from, to, got := int(attempt.Pix[i]), int(whole.Pix[i]), int(parts.Pix[i])
			if x := i % parts.Stride / 4; x < 20 && got != from || x >= 20 && max(2*got-from-to, from+to-2*got) > 2 {
				t.Fatalf("%s: at column %d %d became %d, and codectest.Wholly held %d", format, x, from, got, to)
			}
		}
		if err := c.Hold(t.Context(), fine.Of(imaging.Crop(attempt, image.Rect(0, 0, 39, 64))), codectest.Wholly); err == nil {
			t.Errorf("%s: a picture of another size is held", format)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := c.Hold(ctx, fine.Of(parts), codectest.Wholly); err != context.Canceled {
			t.Errorf("%s: after the end: %v", format, err)
		}
	}
}

// tiled is a picture as HEIC and AVIF have it: tiles of 64 × 64, whose last row and column stand out, turned by the container.
func tiled(t *testing.T, img *image.NRGBA, codec string, turns ...heif.Turn) *heif.Picture {
	t.Helper()
	size := img.Rect.Size()
	p := &heif.Picture{Turns: turns, Colour: heif.Colour{Known: true, Matrix: 6}}
	p.Codec, p.Width, p.Height, p.TileWidth, p.TileHeight = codec, size.X, size.Y, tileSide, tileSide
	p.Columns, p.Rows = (size.X+tileSide-1)/tileSide, (size.Y+tileSide-1)/tileSide
	whole := imaging.Paste(imaging.New(p.Columns*tileSide, p.Rows*tileSide, color.Gray{90}), img, image.Point{})
	for i := range p.Columns * p.Rows {
		at := image.Pt(i%p.Columns, i/p.Columns).Mul(tileSide)
		coded, err := box.Compress(t.Context(), imaging.Crop(whole, image.Rectangle{Max: image.Pt(tileSide, tileSide)}.Add(at)), codec, "30")
		if err != nil {
			t.Fatal(err)
		}
		p.Tiles = append(p.Tiles, coded.Bytes)
	}
	return p
}

// TestTiledConstraint holds a blurred original to the tiles of a HEIC or AVIF, however its container crops, turns and mirrors them.
func TestTiledConstraint(t *testing.T) {
	ffmpegPath(t)
	native := imaging.Crop(decodeFile(t, "../assets/samples/pexels_0001.jpg").Image, image.Rect(200, 200, 303, 299))
	for name, turns := range map[string][]heif.Turn{
		"as they lie":              nil,
		"a quarter":                {{Quarter: 1}},
		"three quarters, mirrored": {{Quarter: 3}, {Mirror: "left-right"}},
		"mirrored, half":           {{Mirror: "top-bottom"}, {Quarter: 2}},
		"cropped, a quarter":       {{Crop: [4]int{5, 68, 91, 27}}, {Quarter: 1}},
	} {
		for _, codec := range []string{heif.HEVC, heif.AV1} {
			p := tiled(t, native, codec, turns...)
			if !strings.HasPrefix(name, "cropped") && !bytes.Equal(upright(native, lieOf(p).Orientation()).Pix, applyTurns(imaging.Clone(native), turns).Pix) {
				t.Errorf("%s: its turns are told as others", name)
			}
			c := &Constraint{Codec: codec, format: "heic"}
			if err := c.readTiles(t.Context(), tilesOf(p), hold.Training); err != nil || c.Level != 30 {
				t.Fatal(codec, name, c.Level, err)
			}
			original := applyTurns(imaging.Clone(native), turns)
			attempt := imaging.Blur(original, 1.5)
			before := codectest.PSNR(t, original, attempt)
			if err := c.Hold(t.Context(), fine.Of(attempt), codectest.Wholly); err != nil {
				t.Fatal(codec, name, err)
			}
			if after := codectest.PSNR(t, original, attempt); after < before+0.5 {
				t.Errorf("%s, %s: %.2f dB from the original, and held %.2f dB", codec, name, before, after)
			}
		}
	}
}

// TestForeignConstraint: what libheif and libavif wrote, by itself and with alpha, turned, in 4:2:0, 4:4:4 and grey, is where its file says,
// but for what loop filters and chroma's way to pixels change.
func TestForeignConstraint(t *testing.T) {
	ffmpegPath(t)
	for name, codec := range map[string]string{
		"plain.heic": "hevc", "alpha.heic": "hevc", "444.heic": "hevc", "grey.heic": "hevc",
		"alpha.avif": "av1", "turn2.avif": "av1", "turn5.avif": "av1", "turn6.avif": "av1", "limited.avif": "av1", "limitedgrey.avif": "av1",
	} {
		picture := decodeFile(t, "testdata/foreign/"+name)
		h := picture.Header
		if (h.QP == 0) == (codec == "hevc") || (h.CRF == 0) == (codec == "av1") || !h.Constrains() {
			t.Fatalf("%s: %+v", name, h)
		}
		c, err := ReadConstraint(t.Context(), picture.File, DefaultLimits())
		if err != nil || c == nil || c.Codec != codec || math.Abs(c.Level-float64(h.QP+h.CRF)) > 6 {
			t.Fatalf("%s, which begins at %d: %+v, %v", name, h.QP+h.CRF, c, err)
		}
		held := imaging.Clone(picture.Image)
		if err := c.Hold(t.Context(), fine.Of(held), codectest.Wholly); err != nil {
			t.Fatal(name, err)
		}
		if kept := codectest.PSNR(t, picture.Image, held); kept < 38 {
			t.Errorf("%s: held to its own file it is %.1f dB from what it was", name, kept)
		}
	}
}

// TestCompressedConstraint: what the codecs here make of a picture says something where a file would, and no more.
func TestCompressedConstraint(t *testing.T) {
	ffmpegPath(t)
	img := imaging.Crop(decodeFile(t, "../assets/samples/pexels_0001.jpg").Image, image.Rect(200, 200, 303, 299))
	for codec, level := range map[string]float64{"jpeg": 40, "webp": 40, "hevc": 32, "av1": 35, "avc": 32, "vvc": 0} {
		coded, err := box.Compress(t.Context(), img, codec, fmt.Sprint(max(level, 30)))
		if err != nil {
			t.Fatal(err)
		}
		c, err := coded.Constraint(t.Context())
		if err != nil || (c == nil) != (level == 0) || c != nil && (c.Codec != codec || math.Abs(c.Level-level) > 3) {
			t.Errorf("%s: %+v, %v", codec, c, err)
		}
	}
}

// TestTransparentConstraint: a WebP with alpha is held to, and keeps it.
func TestTransparentConstraint(t *testing.T) {
	img := imaging.Crop(decodeFile(t, "../assets/samples/pexels_0001.jpg").Image, image.Rect(200, 200, 264, 240))
	for i := 3; i < len(img.Pix); i += 4 {
		img.Pix[i] = byte(128 + i/4%64)
	}
	attempt := imaging.Blur(img, 2)
	for i := 3; i < len(img.Pix); i += 4 {
		attempt.Pix[i] = img.Pix[i]
	}
	held := imaging.Clone(attempt)
	if err := saved(t, img, "webp", 1).Hold(t.Context(), fine.Of(held), codectest.Wholly); err != nil {
		t.Fatal(err)
	}
	if before, after := codectest.PSNR(t, img, attempt), codectest.PSNR(t, img, held); after < before+0.1 {
		t.Errorf("%.2f dB from the original, and held %.2f dB", before, after)
	}
	for i := 3; i < len(img.Pix); i += 4 {
		if held.Pix[i] != img.Pix[i] {
			t.Fatal("its alpha has changed")
		}
	}
}

// TestCutConstraint: of a WebP that is not all there nothing is known, or holding to it says what is wrong.
func TestCutConstraint(t *testing.T) {
	photo := decodeFile(t, "../assets/samples/pexels_0001.jpg").Image
	var file bytes.Buffer
	if err := encodeWebP(&file, photo, 60); err != nil {
		t.Fatal(err)
	}
	for _, share := range []int{2, 50, 90} {
		c, err := ReadConstraint(t.Context(), file.Bytes()[:file.Len()*share/100], DefaultLimits())
		if err != nil {
			mustBeInput(t, err)
			continue
		}
		if c == nil {
			if share > 2 { // so little is not even its modes
				t.Errorf("of %d %% of a WebP nothing is known", share)
			}
			continue
		}
		if err = c.Hold(t.Context(), fine.Of(imaging.Clone(photo)), codectest.Wholly); err == nil {
			t.Errorf("%d %% of a WebP are held to", share)
		}
		mustBeInput(t, err)
	}
}

func TestNoConstraint(t *testing.T) {
	if c, err := ReadConstraint(context.Background(), pngBytes(t, image.NewNRGBA(image.Rect(0, 0, 9, 9))), DefaultLimits()); c != nil || err != nil {
		t.Errorf("of a PNG: %v, %v", c, err)
	}
	var lossless bytes.Buffer
	if err := webp.Encode(&lossless, image.NewNRGBA(image.Rect(0, 0, 9, 9)), webp.Options{Lossless: true}); err != nil {
		t.Fatal(err)
	}
	if c, err := ReadConstraint(context.Background(), lossless.Bytes(), DefaultLimits()); c != nil || err != nil {
		t.Errorf("of a lossless WebP: %v, %v", c, err)
	}
	_, err := ReadConstraint(context.Background(), []byte("no picture"), DefaultLimits())
	if _, ok := asInput(err); !ok {
		t.Errorf("of what is no picture: %v", err)
	}
}
