package codec

import (
	"context"
	"errors"
	"image"
	"strconv"
	"strings"
)

// plainFormats are those that need nothing besides the program.
const plainFormats = "The picture saved as JPEG or PNG would work."

// frameMargin is by how many pixels a side a frame in memory may be larger than what is seen of it: codecs work in whole
// blocks, and ffmpeg aligns its rows.
const frameMargin = 128

// decodeUntrusted decodes a stranger's stream with ffmpeg, in a child process that can reach
// nothing but the stream, may not use more memory than a picture of maxOutput bytes needs,
// and ends at the first thing that is wrong, such as a frame larger than the container
// told, before there is memory for it.
func (t *Toolbox) decodeUntrusted(ctx context.Context, name string, stream []byte, frame image.Point, maxOutput int, args ...string) ([]byte, error) {
	absent := func() error {
		return fault(Unsupported, "%s pictures can't be read here, because %s. %s", name, t.noProgram(), plainFormats)
	}
	if t.ffmpeg == "" {
		return nil, absent()
	}
	careful := []string{"-protocol_whitelist", "pipe,fd", "-err_detect", "explode", "-xerror", "-noautorotate", "-max_pixels", strconv.Itoa((frame.X + frameMargin) * (frame.Y + frameMargin))}
	out, err := t.run(ctx, stream, append(careful, args...), maxOutput)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, ErrStarved):
		return nil, err
	case err != nil && t.noProgram() != "":
		return nil, absent()
	case err != nil && isInability(err.Error()):
		return nil, fault(Unsupported, "%s pictures can't be read by this ffmpeg: run `make setup` to get one that can. %s", name, plainFormats)
	case err != nil:
		return nil, broken(name, "its picture data makes no sense")
	}
	return out, nil
}

// isInability reports whether ffmpeg says that it is not able to, whatever the file.
func isInability(said string) bool {
	for _, inability := range []string{"Unknown input format", "Unrecognized option", "Unknown decoder", "Decoder not found", "Unknown encoder"} {
		if strings.Contains(said, inability) {
			return true
		}
	}
	return strings.Contains(said, "Decoder (codec") && strings.Contains(said, "not found")
}
