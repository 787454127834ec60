package hold

import "math"

// hidden is how many values each of an estimator's two hidden layers has.
const hidden = 16

// An Estimator says what a frequency of the original is to be expected at, from what the file and R-Net's answer have there: a
// perceptron that was taught by restored pictures and their originals (training/estimator, whose network.py has it in
// Python). R-Net sees pixels. It is told neither the intervals that the file's values stand for, nor that within one the
// value nearer to zero is the likelier, nor how far off its answer lies in the rest of the block.
type Estimator struct {
	value  [3]sums // weights of the first layer, by its input: what a frequency is described by,
	step   sums    // the step that its values are multiples of,
	place  []sums  // its place in the block, as the codec describes it,
	block  [4]sums // and its block
	bias   sums
	second [hidden]sums // by its input
	then   sums
	last   [2]sums // by its output
	end    [2]float32
}

// sums are a hidden layer's values.
type sums [hidden]float32

// Kind is a kind of blocks: what an estimator is told of each of their frequencies that no block changes.
type Kind struct {
	Steps [64]float32 // which the file's values are multiples of
	sums  [64]sums
}

// Flag is what an estimator is told for true and false.
func Flag(is bool) float32 {
	if is {
		return 1
	}
	return 0
}

// Kind prepares for blocks of such steps, in which place describes each frequency.
func (e *Estimator) Kind(steps [64]float32, place func(k int) []float32) *Kind {
	of := &Kind{Steps: steps}
	for k, step := range steps {
		of.sums[k] = e.bias
		of.sums[k].add(log(step)/3, &e.step)
		for i, v := range place(k) {
			of.sums[k].add(v, &e.place[i])
		}
	}
	return of
}

// Estimate writes what a block's frequencies lack to be what they are expected at; false where that is nothing. The file
// says how many steps each is.
func (e *Estimator) Estimate(to, found *Block, says *[64]int16, of *Kind) (any bool) {
	around := e.around(found, says, &of.Steps)
	for k, v := range found {
		level := float32(says[k])
		off := v/of.Steps[k] - level
		if says[k] == 0 && max(off, -off) < nothing {
			to[k] = 0
			continue
		}
		outward := float32(1) // away from zero
		if level < 0 || level == 0 && off < 0 {
			outward = -1
		}
		x := of.sums[k]
		x.add(1, &around)
		x.add(outward*min(max(off, -3), 3), &e.value[0])
		if says[k] == 0 {
			x.add(1, &e.value[1])
		} else {
			x.add(log(1+outward*level), &e.value[2])
		}
		keep, push := e.answer(&x)
		expected := sigmoid(keep+1.5)*min(max(off, -1), 1) + 0.3*outward*push
		to[k] = (min(max(expected, -0.6), 0.6) - off) * of.Steps[k]
		any = true
	}
	return any
}

// around is what a block adds to the first layer's sums of each of its frequencies: how far R-Net's answer lies beyond the file's
// intervals, how many frequencies the file has, and how far the two are apart, in steps and in levels.
func (e *Estimator) around(found *Block, says *[64]int16, steps *[64]float32) (of sums) {
	var beyond, there, squares, apart float32
	for k, v := range found {
		off := v/steps[k] - float32(says[k])
		beyond += max(0, max(off, -off)-0.5)
		squares += off * off
		apart += max(off, -off) * steps[k]
		if says[k] != 0 {
			there++
		}
	}
	const share = 1.0 / 64
	of.add(float32(math.Sqrt(float64(beyond*share))), &e.block[0])
	of.add(there*share, &e.block[1])
	of.add(log(squares*share+1e-4)/3, &e.block[2])
	of.add(log(1+apart*share), &e.block[3])
	return of
}

// nothing is how many steps a frequency that the file has as 0 may be from that and stay as it is.
const nothing = 0.02

// answer is what follows on the first layer's sums.
func (e *Estimator) answer(x *sums) (keep, push float32) {
	y := e.then
	for i, v := range x {
		if v > 0 {
			y.add(v, &e.second[i])
		}
	}
	keep, push = e.end[0], e.end[1]
	for j, v := range y {
		if v > 0 {
			keep += v * e.last[0][j]
			push += v * e.last[1][j]
		}
	}
	return keep, push
}

// add adds weights as far as their input says.
func (t *sums) add(input float32, weights *sums) {
	for j, w := range weights {
		t[j] += input * w
	}
}

func log(v float32) float32 { return float32(math.Log(float64(v))) }

func sigmoid(v float32) float32 { return 1 / (1 + float32(math.Exp(-float64(v)))) }
