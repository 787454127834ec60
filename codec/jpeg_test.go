package codec

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"testing"

	"github.com/disintegration/imaging"
)

// TestConstraintOrientations holds a blurred original to a file of each EXIF orientation: it
// has to come nearer to the original.
func TestConstraintOrientations(t *testing.T) {
	native := imaging.Crop(decodeFile(t, "../assets/samples/pexels_0001.jpg").Image, image.Rect(200, 200, 283, 259))
	var file bytes.Buffer
	if err := EncodeJPEG(&file, native, 30); err != nil {
		t.Fatal(err)
	}
	for orientation := 1; orientation <= 8; orientation++ {
		turned := withEXIF(file.Bytes(), exifBlock(binary.LittleEndian, "II*\x00", uint16(orientation)))
		c, err := ReadConstraint(context.Background(), turned, DefaultLimits())
		if err != nil || c == nil {
			t.Fatalf("orientation %d: %v, %v", orientation, c, err)
		}
		original := upright(native, orientation)
		attempt := imaging.Blur(original, 1.5)
		before := psnr(t, original, attempt)
		if err := c.Hold(context.Background(), attempt, wholly); err != nil {
			t.Fatal(err)
		}
		if after := psnr(t, original, attempt); after < before+0.1 {
			t.Errorf("orientation %d: %.2f dB from the original, and held %.2f dB", orientation, before, after)
		}
	}
}

func wholly(int, int) float64 { return 1 }

func TestNoConstraint(t *testing.T) {
	if c, err := ReadConstraint(context.Background(), pngBytes(t, image.NewNRGBA(image.Rect(0, 0, 9, 9))), DefaultLimits()); c != nil || err != nil {
		t.Errorf("of a PNG: %v, %v", c, err)
	}
	_, err := ReadConstraint(context.Background(), []byte("no picture"), DefaultLimits())
	if _, ok := asInput(err); !ok {
		t.Errorf("of what is no picture: %v", err)
	}
}
