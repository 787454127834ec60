package codec

import (
	"context"
	"encoding/binary"
	"image"
	"slices"
)

// Learned is a codec that is a network, at one level. The network runs elsewhere.
type Learned struct {
	Codec, Level string
	// Code takes a picture through the network. It may be asked for by many at once.
	Code func(ctx context.Context, img *image.NRGBA) (*Symbols, error)
}

// Symbols is what a learned codec's network says of a picture: what is to be coded, and
// what a decoder shows of it.
type Symbols struct {
	Image  *image.NRGBA
	Y      []int32 // the latent, less its means
	Scales []int32 // for each of Y, the row of YTable
	Z      []int32 // what scales and means are made of, channel by channel
	Planes int     // channels of Z, each with a row of ZTable
	YTable *Tables
	ZTable *Tables
}

// learnedMagic begins a coded file; training/learned/bitstream.py has the format, and
// decodes it.
const learnedMagic = "UNCD\x01"

// maxLearnedPixels bounds what a network is given at once, in pixels: it takes about 0.5 GiB
// for a million.
const maxLearnedPixels = 4_000_000

// codeLearned codes with a learned codec.
func (t *Toolbox) codeLearned(ctx context.Context, img *image.NRGBA, codec, level string) (*Coded, error) {
	if pixels := int64(img.Rect.Dx()) * int64(img.Rect.Dy()); pixels > maxLearnedPixels {
		return nil, fault(TooManyPix, "The picture has %s megapixels, and learned codecs take up to %s here. A smaller copy would work.",
			millions(pixels), millions(maxLearnedPixels))
	}
	i := slices.IndexFunc(t.learned, func(l Learned) bool { return l.Codec == codec && l.Level == level })
	s, err := t.learned[i].Code(ctx, img)
	if err != nil {
		return nil, err
	}
	return &Coded{Image: s.Image, Bytes: s.file(codec, level), Extension: ".uncd"}, nil
}

// file is the coded file.
func (s *Symbols) file(codec, level string) []byte {
	planes := make([]int32, len(s.Z))
	for i := range planes {
		planes[i] = int32(i / (len(s.Z) / s.Planes))
	}
	z := s.ZTable.encode(s.Z, planes)
	out := []byte(learnedMagic)
	for _, name := range []string{codec, level} {
		out = append(append(out, byte(len(name))), name...)
	}
	for _, n := range []int{s.Image.Rect.Dx(), s.Image.Rect.Dy(), len(z)} {
		out = binary.LittleEndian.AppendUint32(out, uint32(n))
	}
	return append(append(out, z...), s.YTable.encode(s.Y, s.Scales)...)
}

// missingNetwork says why a learned codec can't code at a level ("": at any), or is empty.
func (t *Toolbox) missingNetwork(codec, level string) string {
	if slices.ContainsFunc(t.learned, func(l Learned) bool { return l.Codec == codec && (level == "" || l.Level == level) }) {
		return ""
	}
	if level == "" {
		return "its networks are missing: `make codecs` trains them"
	}
	return "its network " + codec + "-" + level + ".onnx is missing: `make codecs` trains it"
}
