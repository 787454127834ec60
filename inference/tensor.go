package inference

// tensor holds float32 values in row-major order.
type tensor struct {
	shape []int64
	data  []float32
	free  func() // gives the values back where they are not in Go's memory; nil else
}

func (t tensor) close() {
	if t.free != nil {
		t.free()
	}
}

func closeAll(tensors []tensor) {
	for _, t := range tensors {
		t.close()
	}
}
