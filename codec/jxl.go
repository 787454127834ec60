package codec

import (
	"bytes"
	"context"
	"image"
	"io"

	"github.com/andybalholm/brotli"

	"uncodec/codec/heif"
	"uncodec/codec/metadata"
)

const jxlContainer = "\x00\x00\x00\x0cJXL \r\n\x87\n"

// inspectJXL reads the size, the orientation and the depth that a JPEG XL codestream
// begins with (ISO/IEC 18181-1), and the metadata of its container.
func inspectJXL(data []byte, f *facts) error {
	stream := data
	if data[0] == 0 {
		stream = nil
		for kind, body := range heif.Boxes(data) {
			switch {
			case kind == "jxlc" && stream == nil:
				stream = body
			case kind == "jxlp" && stream == nil && len(body) > 4: // the first of several parts
				stream = body[4:]
			case kind == "Exif" && f.metadata.EXIF == nil:
				f.metadata.EXIF = heif.EXIF(body)
			case kind == "brob" && bytes.HasPrefix(body, []byte("Exif")) && f.metadata.EXIF == nil: // compressed, as libjxl does by default
				f.metadata.EXIF = heif.EXIF(brotliOf(body[4:]))
			case kind == "brob" && bytes.HasPrefix(body, []byte("xml ")) && f.metadata.XMP == nil:
				f.metadata.XMP = brotliOf(body[4:])
			case kind == "xml " && f.metadata.XMP == nil:
				f.metadata.XMP = body
			}
		}
	}
	if len(stream) < 2 || stream[0] != 0xff || stream[1] != 0x0a {
		return broken("JPEG XL", "it ends before the picture does")
	}
	b := &lsbReader{data: stream[2:]}
	f.Width, f.Height = jxlSize(b)
	jxlMetadata(b, f)
	if b.bad {
		return broken("JPEG XL", "it ends before the picture does")
	}
	return nil
}

// brotliOf inflates a box. What is broken or too large to be metadata is empty, and not nil: no other is looked for.
func brotliOf(data []byte) []byte {
	const most = 1 << 20
	if len(data) > most { // blocks that give nothing could go on without end
		return []byte{}
	}
	out, err := io.ReadAll(io.LimitReader(brotli.NewReader(bytes.NewReader(data)), most+1))
	if err != nil || len(out) > most {
		return []byte{}
	}
	return out
}

func jxlSize(b *lsbReader) (width, height int) {
	small := b.flag()
	side := func() int {
		if small {
			return 8 * (1 + b.take(5))
		}
		return 1 + b.take([]int{9, 13, 18, 30}[b.take(2)])
	}
	height = side()
	ratios := [][2]int{{}, {1, 1}, {12, 10}, {4, 3}, {3, 2}, {16, 9}, {5, 4}, {2, 1}}
	ratio := ratios[b.take(3)]
	if ratio[0] == 0 {
		return side(), height
	}
	return height * ratio[0] / ratio[1], height
}

// jxlMetadata reads as far as the number of channels beyond the colours, which are taken
// for alpha, or stops at parts that are seldom there.
func jxlMetadata(b *lsbReader, f *facts) {
	if b.flag() { // all as usual
		return
	}
	if b.flag() { // something unusual
		if orientation := 1 + b.take(3); orientation > 4 {
			f.Width, f.Height = f.Height, f.Width // decoders turn the picture themselves
		}
		if b.flag() {
			jxlSize(b) // of the print
		}
		if b.flag() { // a preview
			f.Alpha = true // as far as is known
			return
		}
		if b.flag() { // an animation
			f.Alpha, f.Frames = true, 2
			return
		}
	}
	if b.flag() { // floating point: the bits, and those of the exponent
		f.BitDepth = jxlDepth(b, 32, 16, 24)
		b.take(4)
	} else {
		f.BitDepth = jxlDepth(b, 8, 10, 12)
	}
	b.flag()                 // 16-bit buffers suffice
	f.Alpha = b.take(2) != 0 // how many more channels
}

// jxlDepth is one of the usual depths, or said.
func jxlDepth(b *lsbReader, usual ...int) int {
	if which := b.take(2); which < len(usual) {
		return usual[which]
	}
	return 1 + b.take(6)
}

// decodeJXL has libjxl, inside ffmpeg, make a PNG of the first picture: so it brings its
// depth, its transparency and its profile along.
func (t *Toolbox) decodeJXL(ctx context.Context, data []byte, f *facts) (*image.NRGBA, []string, error) {
	const perPixel, head = 8, 1 << 20 // 16 bits of RGBA; the profile
	file, err := t.decodeUntrusted(ctx, labels[f.Format], data, image.Pt(f.Width, f.Height), perPixel*f.Width*f.Height+head,
		"-f", "jpegxl_pipe", "-i", "pipe:0", "-frames:v", "1", "-c:v", "png", "-compression_level", "1", "-f", "image2pipe")
	if err != nil {
		return nil, nil, err
	}
	png := facts{Header: Header{BitDepth: 8}}
	if err := inspectPNG(file, &png); err != nil {
		return nil, nil, err
	}
	if png.Width != f.Width || png.Height != f.Height {
		return nil, nil, broken(labels[f.Format], "its picture is not of the size that it states")
	}
	// ffmpeg gives colours that have a number, and those of lossy pictures, which it converts, by numbers alone.
	png.setProfile(metadata.Read(file).ICC)
	f.setProfile(png.metadata.ICC)
	img, notes, err := decodePNG(&contextReader{ctx, file}, &png)
	if f.Frames > 1 {
		notes = append(notes, "This JPEG XL picture is animated; its first frame was used.")
	}
	return img, notes, err
}

// lsbReader takes bits off the front, the lowest of each byte first; past the end they
// are zero, and bad.
type lsbReader struct {
	data []byte
	used int
	bad  bool
}

func (b *lsbReader) flag() bool { return b.take(1) == 1 }

func (b *lsbReader) take(n int) (v int) {
	for i := range n {
		if b.used>>3 >= len(b.data) {
			b.bad = true
			return 0
		}
		v |= int(b.data[b.used>>3]>>(b.used&7)&1) << i
		b.used++
	}
	return v
}
