package inference

import (
	"image"
	"slices"
	"testing"
	"time"
)

// Seconds per megapixel of each network and of the whole, two tiles at a time
// where there are two processors. Compare ratios within one run: machines differ.

func perMegapixel(b *testing.B, pixels int) {
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/(float64(pixels)/1e6), "s/Mpx")
}

func BenchmarkPNet(b *testing.B) {
	m := openFast(b)
	img := scene(1024, 768)
	read := 0
	for _, c := range crops(img.Bounds().Size(), image.Point{}, m.pstride) {
		read += c.Dx() * c.Dy()
	}
	for b.Loop() {
		if _, err := m.Predict(b.Context(), img); err != nil {
			b.Fatal(err)
		}
	}
	perMegapixel(b, read)
}

func BenchmarkRestore(b *testing.B) {
	m := openFast(b)
	img := scene(1280, 896)
	c, _ := m.At("jpeg", "10")
	for b.Loop() {
		if _, err := m.Restore(b.Context(), img, c, 1, nil); err != nil {
			b.Fatal(err)
		}
	}
	perMegapixel(b, 1280*896)
}

// BenchmarkTile times the parts of one tile, one after the other on one thread:
// R-Net's encoder, its decoder, and all that is not spent inside ONNX Runtime.
func BenchmarkTile(b *testing.B) {
	m := openFast(b)
	img := scene(m.Tile, m.Tile)
	c, _ := m.At("jpeg", "10")
	g := newGrid(img.Bounds().Size(), image.Point{}, m.Tile, m.Overlap, m.Stride, 1)
	var encoder, decoder, outside time.Duration
	must := func(values []tensor, err error) []tensor {
		if err != nil {
			b.Fatal(err)
		}
		return values
	}
	for b.Loop() {
		begun := time.Now()
		input := []tensor{planes(img, 0, 0, m.Tile, m.Tile)}
		told := c.tensors(len(m.Codecs), image.Point{}, image.Pt(m.Tile, m.Tile), 0)
		outside += time.Since(begun)

		begun = time.Now()
		features := must(m.encoder.run(b.Context(), input))
		encoder += time.Since(begun)

		begun = time.Now()
		restored := must(m.decoder.run(b.Context(), slices.Concat(input, features, told)))
		decoder += time.Since(begun)

		begun = time.Now()
		newBlender(g, img, false).add(0, 0, restored[0].data)
		outside += time.Since(begun)
	}
	megapixels := float64(m.Tile*m.Tile) / 1e6 * float64(b.N)
	b.ReportMetric(encoder.Seconds()/megapixels, "encoder-s/Mpx")
	b.ReportMetric(decoder.Seconds()/megapixels, "decoder-s/Mpx")
	b.ReportMetric(100*outside.Seconds()/(encoder+decoder+outside).Seconds(), "%outside-ORT")
}
