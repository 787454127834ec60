package hold

import "encoding/json"

// MustEstimator reads an estimator's weights as training/estimator writes them.
func MustEstimator(text []byte) *Estimator {
	type layer struct {
		Weight [][]float32
		Bias   []float32
	}
	var w struct{ First, Second, Last layer }
	if err := json.Unmarshal(text, &w); err != nil {
		panic("estimator.json: " + err.Error())
	}
	e := &Estimator{place: make([]sums, len(w.First.Weight[0])-8)}
	for j, row := range w.First.Weight {
		for i := range e.value {
			e.value[i][j] = row[i]
		}
		e.step[j] = row[3]
		for i := range e.place {
			e.place[i][j] = row[4+i]
		}
		for i := range e.block {
			e.block[i][j] = row[4+len(e.place)+i]
		}
	}
	for j, row := range w.Second.Weight {
		for i, v := range row {
			e.second[i][j] = v
		}
	}
	copy(e.bias[:], w.First.Bias)
	copy(e.then[:], w.Second.Bias)
	for o := range e.last {
		copy(e.last[o][:], w.Last.Weight[o])
		e.end[o] = w.Last.Bias[o]
	}
	return e
}
