package inference

// Posterior is what P-Net believes of a picture: π_t over codecs (Eq. 2) and
// π_(l|t) over each codec's levels (Eq. 3), in the order of the model's Facts,
// and the state value V (Eq. 4).
type Posterior struct {
	Codec []float64   // sums to 1
	Level [][]float64 // each sums to 1
	Value float64
}

// Best is the likeliest codec and its likeliest level.
func (p Posterior) Best() (codec, level int) {
	codec = argmax(p.Codec)
	return codec, argmax(p.Level[codec])
}

// Strength is Σ_t π_t Σ_l π_(l|t)·strength(l), in 0…1.
func (p Posterior) Strength(codecs []Codec) float64 {
	var sum float64
	for t := range codecs {
		sum += p.Codec[t] * p.LevelStrength(codecs, t)
	}
	return min(sum, 1) // which rounding can pass
}

// LevelStrength is the strength expected of codec t if it was that one: Σ_l π_(l|t)·strength(l).
func (p Posterior) LevelStrength(codecs []Codec, t int) float64 {
	var sum float64
	for l, level := range codecs[t].Levels {
		sum += p.Level[t][l] * level.Strength
	}
	return min(sum, 1)
}

func argmax(v []float64) int {
	best := 0
	for i := range v {
		if v[i] > v[best] {
			best = i
		}
	}
	return best
}

// average joins what several crops say: the joint probabilities p(t)·p(l|t) are
// averaged, so that a crop speaks of a codec's level as far as it believes in the codec.
func average(crops []Posterior) Posterior {
	out := Posterior{Codec: make([]float64, len(crops[0].Codec)), Level: make([][]float64, len(crops[0].Level))}
	share := 1 / float64(len(crops))
	for t := range out.Level {
		out.Level[t] = make([]float64, len(crops[0].Level[t]))
	}
	for _, p := range crops {
		out.Value += share * p.Value
		for t := range p.Codec {
			out.Codec[t] += share * p.Codec[t]
			for l := range p.Level[t] {
				// The small constant lets an unlikely codec keep an average of its levels.
				out.Level[t][l] += share * (p.Codec[t] + 1e-6) * p.Level[t][l]
			}
		}
	}
	for t := range out.Level {
		normalise(out.Level[t])
	}
	normalise(out.Codec)
	return out
}

func normalise(v []float64) {
	var sum float64
	for _, x := range v {
		sum += x
	}
	for i := range v {
		if sum > 0 {
			v[i] /= sum
		}
	}
}
