package studio

import (
	"context"
	"image"
	"slices"
	"strconv"

	"uncodec/codec/jpeg"
	"uncodec/inference"
)

// Constrained is the codec, and the format of files, that a [jpeg.Constraint] speaks of.
const Constrained = "jpeg"

// hold brings a restored picture into what the JPEG that it comes from allows of the original,
// as far as the condition agrees with that file, and says how far that was: 0…1, the mean over
// the picture. file may be nil.
func hold(ctx context.Context, m *inference.Model, c inference.Condition, file *jpeg.Constraint, restored *image.NRGBA) (float64, error) {
	if file == nil {
		return 0, nil
	}
	var shares []float64 // of the parts
	for _, part := range c.Parts() {
		shares = append(shares, agreement(m.Codecs, part, file.Quality))
	}
	if slices.Max(shares) == 0 {
		return 0, nil
	}
	var sum float64
	err := file.Hold(ctx, restored, func(x, y int) float64 {
		share := shares[c.Map.Here(x, y)]
		sum += share
		return share
	})
	return sum / float64(area(restored)), err
}

// agreement says how far a condition agrees with a JPEG of some quality that this file is all
// that happened to the original: the weight of JPEG in the condition, unless it stands for a
// harsher level than the file's tables. Half a level harsher counts as the same, a whole one not
// at all: the picture was compressed before, and what the file allows is not the original. A level
// is the list's mean step of strength, for where two lie close P-Net cannot tell them so well. Beyond
// the model's gentlest level strength goes on as between its last two.
func agreement(codecs []inference.Codec, c inference.Condition, quality int) float64 {
	t := slices.IndexFunc(codecs, func(known inference.Codec) bool { return known.Name == Constrained })
	if t < 0 || quality == 0 {
		return 0
	}
	var strengths, qualities []float64
	for _, l := range codecs[t].Levels {
		q, err := strconv.ParseFloat(l.Level, 64)
		if err != nil {
			return 0
		}
		strengths, qualities = append(strengths, l.Strength), append(qualities, q)
	}
	last := len(strengths) - 1
	if last < 1 {
		return 0
	}
	level := (strengths[0] - strengths[last]) / float64(last)
	harsher := (c.Strength - along(qualities, strengths, float64(quality))) / level
	return c.Codec[t] * min(max(2-2*harsher, 0), 1)
}

// along is the value at v of the line through the points of xs, rising and two or more, and ys.
// Before the first it is the first's; beyond the last it goes on as between the last two.
func along(xs, ys []float64, v float64) float64 {
	n, _ := slices.BinarySearch(xs, v)
	if n == 0 {
		return ys[0]
	}
	n = min(n, len(xs)-1)
	return ys[n-1] + (ys[n]-ys[n-1])*(v-xs[n-1])/(xs[n]-xs[n-1])
}
