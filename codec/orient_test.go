package codec

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"testing"

	"github.com/google/go-cmp/cmp"

	"uncodec/codec/codectest"
	"uncodec/codec/metadata"
)

// exifBlock is the smallest TIFF with an orientation in it.
func exifBlock(order binary.AppendByteOrder, mark string, value uint16) []byte {
	b := order.AppendUint32([]byte(mark), 8)
	b = order.AppendUint16(b, 1)
	b = order.AppendUint16(b, 0x0112)
	b = order.AppendUint16(b, 3)
	b = order.AppendUint32(b, 1)
	b = order.AppendUint16(b, value)
	return append(b, 0, 0, 0, 0, 0, 0)
}

func TestOrientation(t *testing.T) {
	for value, want := range map[uint16]int{0: 1, 1: 1, 2: 2, 6: 6, 8: 8, 9: 1, 65535: 1} {
		if got := metadata.Orientation(exifBlock(binary.LittleEndian, "II*\x00", value)); got != want {
			t.Errorf("little endian %d: got %d, want %d", value, got, want)
		}
		block := exifBlock(binary.BigEndian, "MM\x00*", value)
		if got := metadata.Orientation(block); got != want {
			t.Errorf("big endian %d: got %d, want %d", value, got, want)
		}
		for n := range block {
			metadata.Orientation(block[:n]) // must not panic
		}
	}
}

// TestUpright turns a picture of 3 x 2 letters by each orientation.
func TestUpright(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 3, 2))
	for i, letter := range "ABCDEF" {
		img.SetNRGBA(i%3, i/3, color.NRGBA{R: uint8(letter), A: 255})
	}
	for orientation, want := range []string{
		1: "ABC DEF", 2: "CBA FED", 3: "FED CBA", 4: "DEF ABC",
		5: "AD BE CF", 6: "DA EB FC", 7: "FC EB DA", 8: "CF BE AD",
	} {
		if orientation == 0 {
			continue
		}
		out, got := upright(img, orientation), ""
		for y := range out.Rect.Dy() {
			for x := range out.Rect.Dx() {
				got += string(rune(out.NRGBAAt(x, y).R))
			}
			got += " "
		}
		if diff := cmp.Diff(want+" ", got); diff != "" {
			t.Errorf("orientation %d: %s", orientation, diff)
		}
	}
}

// TestOrientedFiles checks that one picture stored in several orientations
// comes out the same.
func TestOrientedFiles(t *testing.T) {
	dir := "badimages/jpeg-exif-orientation--imaging--orientation_"
	want := decodeFile(t, sharedFiles(t, dir+"1.jpg")[0])
	for _, n := range []int{3, 5, 7} {
		got := decodeFile(t, fmt.Sprintf("%s/%s%d.jpg", shared, dir, n))
		if got.Header.Orientation != n {
			t.Errorf("orientation %d is read as %d", n, got.Header.Orientation)
		}
		if db := codectest.PSNR(t, want.Image, got.Image); db < 30 {
			t.Errorf("orientation %d: only %.1f dB from the upright one", n, db)
		}
	}
}

// withEXIF puts EXIF data into a JPEG.
func withEXIF(file, exif []byte) []byte {
	body := append([]byte("Exif\x00\x00"), exif...)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(2+len(body)))
	return bytes.Join([][]byte{file[:2], segment, body, file[2:]}, nil)
}

// TestOrientationInEveryFormat puts a quarter turn into each container.
func TestOrientationInEveryFormat(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 20, 10))
	exif := exifBlock(binary.LittleEndian, "II*\x00", 6)
	for format, embed := range map[string]func(file, exif []byte) []byte{
		"jpeg": withEXIF,
		"png": func(file, exif []byte) []byte {
			const afterHeader = 8 + 25
			return bytes.Join([][]byte{file[:afterHeader], pngChunk("eXIf", exif), file[afterHeader:]}, nil)
		},
		"webp": func(file, exif []byte) []byte {
			out := append(bytes.Clone(file), "EXIF"...)
			out = append(binary.LittleEndian.AppendUint32(out, uint32(len(exif))), exif...)
			binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
			return out
		},
	} {
		var file bytes.Buffer
		if err := EncodeAs(&file, img, Save{Format: format}); err != nil {
			t.Fatal(err)
		}
		pic, err := box.Decode(context.Background(), embed(file.Bytes(), exif), DefaultLimits())
		if err != nil {
			t.Errorf("%s: %v", format, err)
		} else if pic.Header.Width != 10 || pic.Image.Rect.Dx() != 10 {
			t.Errorf("%s: not turned: %+v, %v", format, pic.Header, pic.Image.Rect)
		}
	}
}
