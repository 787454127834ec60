package inference

// tensor holds float32 values in row-major order.
type tensor struct {
	shape []int64
	data  []float32
}
