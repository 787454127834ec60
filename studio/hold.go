package studio

import (
	"context"
	"errors"
	"image"
	"math"
	"slices"
	"strconv"

	"uncodec/codec"
	"uncodec/fine"
	"uncodec/inference"
)

// Holds says whether what a model makes of a file of this header is held to it: it says something, and the model knows its codec.
func Holds(m *inference.Model, h codec.Header) bool {
	return h.Constrains() && knows(m, h.Coder())
}

func knows(m *inference.Model, codec string) bool {
	return slices.ContainsFunc(m.Codecs, func(known inference.Codec) bool { return known.Name == codec })
}

// hold makes the restoration out of R-Net's answer: held to the file that the picture comes from, where that is wanted and
// known, and says how far. A file that cannot be read any more costs the restoration nothing else.
func (o *Order) hold(ctx context.Context, m *inference.Model, c inference.Condition, picture *image.NRGBA, answer *fine.Image) (*image.NRGBA, float64, error) {
	var file *codec.Constraint
	if o.Constraint != nil && !o.Condition.Unheld {
		var err error
		if file, err = o.Constraint(ctx); err != nil && !errors.As(err, new(*codec.InputError)) {
			return nil, 0, err
		}
	}
	if file == nil {
		return o.Header.Answered(answer, picture, image.Point{}), 0, nil
	}
	held, err := holdTo(ctx, file, m, c, o.Header, picture, answer)
	return answer.NRGBA, held, err
}

// holdTo brings R-Net's answer to a picture into what the file that it comes from allows of the original,
// as far as the condition agrees with that file, and says how far that was: 0…1, the mean over
// the picture. What the file has of its colours beyond 4:2:0 counts wholly.
func holdTo(ctx context.Context, file *codec.Constraint, m *inference.Model, c inference.Condition, h codec.Header, picture *image.NRGBA, restored *fine.Image) (float64, error) {
	var shares []float64 // of the parts
	for _, part := range c.Parts() {
		shares = append(shares, agreement(m.Codecs, part, file.Codec, file.Level))
	}
	var sum float64
	weight := func(x, y int) float64 {
		share := shares[c.Map.Here(x, y)]
		sum += share
		return share
	}
	var err error
	switch {
	case h.Finer():
		held := restored.Clone()
		if err = file.Hold(ctx, held, wholly); err == nil {
			h.MoveTo(restored, held, weight)
		}
	case slices.Max(shares) > 0:
		err = file.Hold(ctx, restored, weight)
	}
	if inference.IsGrey(picture) { // the arithmetic of a file in colours is a trace off
		inference.MakeGrey(restored)
	}
	return math.Round(1e4*sum/float64(area(restored.NRGBA))) / 1e4, err // a belief that is sure but for a trace holds wholly
}

func wholly(int, int) float64 { return 1 }

// alike is by how many steps of QF or QP a condition may be harsher than a file of some level and still
// count as the same: P-Net is about that sure. Twice as far, and it says that the picture was
// compressed before, so that what the file allows is not the original. Tables of harsh JPEGs are
// farther apart, step for step.
func alike(codec string, level float64) float64 {
	switch codec {
	case "jpeg":
		return min(5, level/6)
	case "hevc", "avc":
		return 3
	}
	return 5
}

// leavesLittle is from which level on what a codec did to a picture is so little that P-Net tells codecs apart with pains.
var leavesLittle = map[string]float64{"jpeg": 95, "webp": 95, "hevc": 17, "avc": 17, "av1": 15}

// odds is how much likelier the codec of a file is than P-Net believes, if the file is as gentle as that. It is what suits files
// of HEVC at a QP of 5 to 17 and costs little where those were JPEGs, WebPs or AVC before.
const odds = 4

// whichever are the codecs whose files, if as gentle as that, are held whatever codec is believed in, as long as what it did is believed to be as
// gentle. Of AVIFs P-Net hardly knows one then; those that were JPEGs, WebPs, AVC or HEVC as gentle before lose 0.02 dB at the most by it, and
// mostly gain.
var whichever = map[string]bool{"av1": true}

// agreement says how far a condition agrees with a codec's file of some level that this file is all
// that happened to the original: the weight of the codec in the condition, less if that stands for
// harsher steps than the file's. A condition as gentle as the model can name stands for that level, or, if
// that leaves little, for all that are gentler, and for some codecs for any.
func agreement(codecs []inference.Codec, c inference.Condition, name string, level float64) float64 {
	t, levels := levelsOf(codecs, name)
	if levels == nil || level == 0 {
		return 0
	}
	var gentleness []float64
	for _, l := range codecs[t].Levels {
		gentleness = append(gentleness, -l.Strength)
	}
	sign, gentlest := 1.0, levels[len(levels)-1]
	if levels[0] > gentlest { // the less, the gentler
		sign = -1
	}
	weight := c.Codec[t]
	gentle := sign*(gentlest-leavesLittle[name]) >= 0 && sign*(level-gentlest) >= 0
	if gentle {
		level = gentlest
		weight *= odds / (1 + (odds-1)*weight)
	}
	harsher := sign * (level - along(gentleness, levels, -c.Strength)) / alike(name, level)
	if gentle && whichever[name] {
		weight = max(weight, 1-harsher)
	}
	return weight * min(max(2-harsher, 0), 1)
}

// levelsOf is the place of a codec among those that are named, and the levels that they name of it; nil where these are not two or more.
func levelsOf(codecs []inference.Codec, name string) (t int, levels []float64) {
	t = slices.IndexFunc(codecs, func(known inference.Codec) bool { return known.Name == name })
	if t < 0 || len(codecs[t].Levels) < 2 {
		return t, nil
	}
	for _, l := range codecs[t].Levels {
		n, err := strconv.ParseFloat(l.Level, 64)
		if err != nil {
			return t, nil
		}
		levels = append(levels, n)
	}
	return t, levels
}

// along is the value at v of the line through the points of xs, rising and two or more, and ys:
// before the first it is the first's, beyond the last the last's.
func along(xs, ys []float64, v float64) float64 {
	n, _ := slices.BinarySearch(xs, v)
	switch n {
	case 0:
		return ys[0]
	case len(xs):
		return ys[n-1]
	}
	return ys[n-1] + (ys[n]-ys[n-1])*(v-xs[n-1])/(xs[n]-xs[n-1])
}
