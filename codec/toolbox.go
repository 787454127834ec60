package codec

import (
	"bytes"
	"context"
	"errors"
	"image"
	"slices"
	"strconv"
	"strings"
)

// Toolbox decodes files and compresses pictures with real codecs: JPEG and WebP in
// process, the video codecs in a child process. It is safe for concurrent use.
type Toolbox struct {
	ffmpeg  string
	known   *known
	learned []Learned
}

// NewToolbox takes the path of the ffmpeg program, or "" where there is none, and the
// learned codecs whose networks are here. The program is first run when its codecs are
// asked for.
func NewToolbox(ffmpeg string, learned ...Learned) *Toolbox {
	return &Toolbox{ffmpeg, new(known), learned}
}

// Info describes a codec.
type Info struct {
	Name      string   // jpeg, webp, hevc, avc, vvc, av1, cheng_psnr, cheng_ssim, hific
	Label     string   // as people write it
	LevelName string   // QF, QP, CRF, quality or rate
	Min       int      // lowest level; learned codecs have those of Levels alone
	Max       int      // highest level
	Levels    []string // those to choose from, worst first
	Chroma    []string // what may follow a level after a slash, "95/444"; without it chroma is the first of them
	Available bool
	Missing   string // why it isn't available and how to get it
}

// Coded is a picture that went through a codec.
type Coded struct {
	Image     *image.NRGBA // what a decoder shows; opaque
	Bytes     []byte       // the coded file or bitstream
	Header    Header       // of a JPEG or WebP: what the file says
	Extension string       // .jpg, .webp, .265, .264, .266, .obu or .uncd
}

// BPP is the bits spent per pixel.
func (c *Coded) BPP() float64 {
	return 8 * float64(len(c.Bytes)) / float64(c.Image.Rect.Dx()*c.Image.Rect.Dy())
}

// Compress codes the picture at a level and decodes it again; a JPEG's may end with its chroma: "95/444". Alpha is
// dropped; colours are coded as they stand. An unknown codec or level and a codec that
// is absent are an *[InputError]; once ctx is done the answer is ctx.Err().
func (t *Toolbox) Compress(ctx context.Context, img *image.NRGBA, codec, level string) (*Coded, error) {
	tool, known := toolOf(codec)
	if !known {
		return nil, fault(BadRequest, "There is no codec %q here. These are: %s.", printable(codec), t.namesHere())
	}
	n, chroma, err := tool.info.read(level, tool.network)
	if err != nil {
		return nil, err
	}
	if why := t.missing(tool, level); why != "" {
		return nil, fault(Absent, "%s can't be used: %s.", tool.info.Label, why)
	}
	if img.Rect.Empty() {
		return nil, fault(BadRequest, "The picture has no pixels.")
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	switch {
	case tool.network:
		return t.codeLearned(ctx, img, codec, level)
	case tool.video != nil:
		return t.codeVideo(ctx, tool, img, n)
	}
	return t.codeStill(ctx, tool, img, n, chromaText(chroma))
}

// read takes a level apart, into its number, which a network's need not be, and its chroma.
func (info Info) read(level string, network bool) (n int, chroma string, err error) {
	number, chroma, chosen := strings.Cut(level, "/")
	n, none := strconv.Atoi(number)
	switch {
	case chosen && len(info.Chroma) == 0:
		err = fault(BadRequest, "%s has one kind of chroma, so %q names too much: give a %s alone.", info.Label, printable(level), info.LevelName)
	case chosen && !slices.Contains(info.Chroma, chroma):
		err = fault(BadRequest, "The chroma of %s is one of %s, not %q.", info.Label, strings.Join(info.Chroma, ", "), printable(chroma))
	case network && !slices.Contains(info.Levels, level):
		err = fault(BadRequest, "%s takes a %s of %s, not %q.", info.Label, info.LevelName, strings.Join(info.Levels, ", "), printable(level))
	case !network && (none != nil || n < info.Min || n > info.Max):
		err = fault(BadRequest, "%s takes a %s from %d to %d, not %q.", info.Label, info.LevelName, info.Min, info.Max, printable(level))
	case !chosen && len(info.Chroma) > 0:
		chroma = info.Chroma[0]
	}
	return n, chroma, err
}

// IsLearned tells whether a codec is a network.
func IsLearned(codec string) bool {
	t, _ := toolOf(codec)
	return t.network
}

// namesHere lists the codecs that can be used.
func (t *Toolbox) namesHere() string {
	var all []string
	for _, info := range t.Codecs() {
		if info.Available {
			all = append(all, info.Name)
		}
	}
	return strings.Join(all, ", ")
}

// codeVideo codes with one of the video codecs, and says what a failure means for who asked.
func (t *Toolbox) codeVideo(ctx context.Context, tool tool, img *image.NRGBA, level int) (*Coded, error) {
	coded, err := t.codeIntra(ctx, tool.video, img, level)
	switch {
	case err == nil || ctx.Err() != nil || errors.Is(err, ErrStarved):
	case t.noProgram() != "":
		err = fault(Absent, "%s can't be used: %s.", tool.info.Label, t.noProgram())
	default:
		err = fault(BadRequest, "%s cannot code this picture of %d × %d pixels at %s %d (%v). Try another level, or a picture of another size.",
			tool.info.Label, img.Rect.Dx(), img.Rect.Dy(), tool.info.LevelName, level, err)
	}
	return coded, err
}

// codeStill codes with one of the picture codecs.
func (t *Toolbox) codeStill(ctx context.Context, tool tool, img *image.NRGBA, level int, chroma string) (*Coded, error) {
	var file bytes.Buffer
	if err := tool.encode(&file, Opaque(img), level, chroma); err != nil {
		return nil, err
	}
	decoded, err := t.Decode(ctx, file.Bytes(), Limits{})
	if err != nil {
		return nil, err
	}
	return &Coded{decoded.Image, file.Bytes(), decoded.Header, tool.extension}, nil
}
