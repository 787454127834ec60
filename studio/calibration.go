package studio

// calibrationBins is how finely confidence is told apart (Guo et al. 2017).
const calibrationBins = 15

// calibration holds how sure a classifier was, and how often rightly so.
type calibration struct {
	bins [calibrationBins]struct {
		n, right   int
		confidence float64 // summed
	}
}

func (c *calibration) add(confidence float64, right bool) {
	b := &c.bins[min(int(confidence*calibrationBins), calibrationBins-1)]
	b.n++
	b.confidence += confidence
	if right {
		b.right++
	}
}

func (c *calibration) merge(other calibration) {
	for i, o := range other.bins {
		b := &c.bins[i]
		b.n, b.right, b.confidence = b.n+o.n, b.right+o.right, b.confidence+o.confidence
	}
}

func (c *calibration) count() (n int) {
	for _, b := range c.bins {
		n += b.n
	}
	return n
}

// accuracy is the share that was right; nil where nothing was judged.
func (c *calibration) accuracy() *float64 {
	right := 0
	for _, b := range c.bins {
		right += b.right
	}
	return share(right, c.count())
}

// ece is the expected calibration error: Σ n_b/n · |accuracy_b − confidence_b|, in 0…1.
func (c *calibration) ece() *float64 {
	n := c.count()
	if n == 0 {
		return nil
	}
	sum := 0.0
	for _, b := range c.bins {
		gap := float64(b.right) - b.confidence
		sum += max(gap, -gap)
	}
	return new(sum / float64(n))
}

// Recognition is how well P-Net names what did the damage, over all pictures of
// settings that it has a name for; null where there is none.
type Recognition struct {
	CodecAccuracy *float64 `json:"codec_accuracy"`
	LevelAccuracy *float64 `json:"level_accuracy"`
	LevelError    *float64 `json:"level_error"` // in steps
	CodecECE      *float64 `json:"codec_ece"`   // expected calibration error
	LevelECE      *float64 `json:"level_ece"`
}

func recognition(tallies []tally) Recognition {
	var all recognised
	for _, t := range tallies {
		all.codec.merge(t.codec)
		all.level.merge(t.level)
		all.steps += t.steps
	}
	return Recognition{
		CodecAccuracy: all.codec.accuracy(), LevelAccuracy: all.level.accuracy(), LevelError: share(all.steps, all.level.count()),
		CodecECE: all.codec.ece(), LevelECE: all.level.ece(),
	}
}
