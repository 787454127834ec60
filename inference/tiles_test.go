package inference

import (
	"bytes"
	"context"
	"errors"
	"image"
	"math"
	"sync/atomic"
	"testing"
)

// TestSpans: weights sum to 1 at every pixel, tiles are whole strides and start on the grid.
func TestSpans(t *testing.T) {
	for _, c := range []struct{ tile, overlap, stride int }{{512, 128, 128}, {256, 128, 128}, {128, 0, 128}, {640, 128, 128}, {64, 16, 16}, {64, 32, 8}} {
		for n := 1; n < 2100; n += 7 {
			sum := make([]float64, n)
			lead := n % block
			for _, s := range newGrid(image.Pt(n, 1), image.Pt(lead, 0), c.tile, c.overlap, c.stride, 1).cols {
				if (s.start-s.lead+lead)%block != 0 {
					t.Fatalf("%+v, %d pixels: a tile begins at %d, %d before the picture", c, n, s.start, s.lead)
				}
				if s.length%c.stride != 0 || s.length > max(c.tile, c.stride) || s.lead+s.inside > s.length {
					t.Fatalf("%+v, %d pixels: tile of %d, %d inside", c, n, s.length, s.inside)
				}
				for i, w := range s.weight {
					sum[s.start+i] += float64(w)
				}
			}
			for x, w := range sum {
				if math.Abs(w-1) > 1e-6 {
					t.Fatalf("%+v, %d pixels: weights at %d sum to %g", c, n, x, w)
				}
			}
		}
	}
}

// TestGrid: no tile is larger than asked, and there are as many as asked where there is room.
func TestGrid(t *testing.T) {
	for _, c := range []struct {
		w, h, least, tiles int
	}{
		{100, 100, 2, 1}, {256, 256, 2, 1}, {512, 512, 1, 1}, {512, 512, 2, 2}, {300, 640, 2, 2},
		{768, 512, 2, 2}, {1280, 896, 2, 6}, {6000, 4000, 2, 96}, {20000, 1, 2, 39},
	} {
		g := newGrid(image.Pt(c.w, c.h), image.Point{}, 640, 128, 128, c.least)
		if g.tiles() != c.tiles {
			t.Errorf("%d×%d in %d tiles or more: %d, want %d", c.w, c.h, c.least, g.tiles(), c.tiles)
		}
		for _, s := range append(g.cols, g.rows...) {
			if s.length > 640 {
				t.Errorf("%d×%d: a tile of %d", c.w, c.h, s.length)
			}
		}
	}
}

// TestBlenderIdentity: tiles that are the picture itself blend to the picture, alpha kept.
func TestBlenderIdentity(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {7, 300}, {640, 130}, {901, 777}} {
		img := scene(size.X, size.Y)
		g := newGrid(size, image.Pt(5, 11), 384, 128, 128, 2)
		b := newBlender(g, img, false)
		for row, r := range g.rows {
			for col, c := range g.cols {
				b.add(row, col, planes(img, c.start-c.lead, r.start-r.lead, c.length, r.length).data)
			}
		}
		if largest, _ := difference(b.out.NRGBA, img); largest != 0 {
			t.Errorf("%v: blended picture differs by %d", size, largest)
		}
	}
}

func TestMirror(t *testing.T) {
	want := []int{2, 1, 0, 1, 2, 3, 2, 1, 0, 1}
	for i, w := range want {
		if got := mirror(i-2, 4); got != w {
			t.Errorf("mirror(%d, 4) = %d, want %d", i-2, got, w)
		}
	}
	if mirror(-5, 1) != 0 {
		t.Error("a single pixel reflects to itself")
	}
}

// TestTiledEqualsWhole restores a 768×512 picture in tiles and in one piece.
func TestTiledEqualsWhole(t *testing.T) {
	m := openFast(t)
	img := scene(768, 512)
	c := m.Believed(mustPredict(t, m, img))
	tiled, err := m.Restore(t.Context(), img, c, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	if newGrid(img.Bounds().Size(), image.Point{}, m.Tile, m.Overlap, m.Stride, leastTiles).tiles() < 2 {
		t.Fatal("this picture is not tiled: the test says nothing")
	}
	one := newGrid(img.Bounds().Size(), image.Point{}, 768, m.Overlap, m.Stride, 1)
	whole := newBlender(one, img, false)
	if err := m.restoreTile(t.Context(), img, one, 0, 0, []Condition{c}, 1, []*blender{whole}, func() {}); err != nil {
		t.Fatal(err)
	}
	untiled := whole.out
	largest, mean := difference(tiled.NRGBA, untiled.NRGBA)
	t.Logf("largest difference %d levels, mean %.5f", largest, mean)
	if largest > 2 || mean > 0.05 {
		t.Errorf("tiled differs from whole by %d levels of 8 bits, %.3f on the mean; want at most 2 and 0.05", largest, mean)
	}
}

// TestRestoreEach: several conditions on one encoding give what each gives alone.
func TestRestoreEach(t *testing.T) {
	m := openFast(t)
	img := scene(300, 200)
	var told []Condition
	for _, level := range []string{"10", "40"} {
		c, err := m.At("jpeg", level)
		if err != nil {
			t.Fatal(err)
		}
		told = append(told, c)
	}
	together, err := m.RestoreEach(t.Context(), img, told, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	if largest, _ := difference(together[0].NRGBA, together[1].NRGBA); largest == 0 {
		t.Error("two conditions gave one picture")
	}
	for i, c := range told {
		alone, err := m.Restore(t.Context(), img, c, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		if largest, _ := difference(together[i].NRGBA, alone.NRGBA); largest != 0 {
			t.Errorf("condition %d differs from its own restoration by %d levels", i, largest)
		}
	}
}

// TestRegionEqualsWhole: a region is what the whole picture will be, at its borders too, and a
// viewer's preview is so but for the rounding of the live decoder.
func TestRegionEqualsWhole(t *testing.T) {
	m := openFast(t)
	img := scene(640, 512)
	c, err := m.At("jpeg", "10")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := m.Restore(t.Context(), img, c, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	off, on := image.Rect(37, 70, 410, 500), image.Rect(256, 128, 512, 384) // the networks' grid
	shown := preview(t, m, img, off, c)
	if shown.Bounds().Size() != off.Size() {
		t.Fatalf("the region is %v, want %v", shown.Bounds().Size(), off.Size())
	}
	if _, mean := difference(shown, cut(whole.NRGBA, off)); mean > 0.3 {
		t.Errorf("the preview differs from the whole by %.3f levels on average", mean)
	}
	for _, at := range []image.Rectangle{off, on} {
		got := encoded(t, m, img, at, c)
		for _, edge := range []image.Rectangle{at, {at.Min, image.Pt(at.Min.X+2, at.Max.Y)}, {at.Min, image.Pt(at.Max.X, at.Min.Y+2)}} {
			largest, mean := difference(cut(got, edge.Sub(at.Min)), cut(whole.NRGBA, edge))
			t.Logf("%v: %d levels, mean %.4f", edge, largest, mean)
			if largest > 2 || mean > 0.1 {
				t.Errorf("%v differs from the whole by %d levels, %.3f on average; want at most 2 and 0.1", edge, largest, mean)
			}
		}
	}
}

// TestRegionOfAll: a region that is the whole picture is what a restoration of it is, so that a sweep's cell and the
// restoration under its condition have the same figures.
func TestRegionOfAll(t *testing.T) {
	m := openFast(t)
	c, err := m.At("jpeg", "10")
	if err != nil {
		t.Fatal(err)
	}
	for _, origin := range []image.Point{{}, {5, 11}} { // on the codec's grid, and off it as a turned file's are
		img := scene(257, 201)
		img.Rect = img.Rect.Add(origin)
		whole, err := m.Restore(t.Context(), img, c, 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := encoded(t, m, img, whole.Bounds(), c)
		if !bytes.Equal(got.Pix, whole.Pix) {
			largest, mean := difference(got, whole.NRGBA)
			t.Errorf("from %v: %d levels, %.3f on average from the restoration of the whole", origin, largest, mean)
		}
	}
}

// TestCancel: once its context has ended, a restoration begins no other tile.
func TestCancel(t *testing.T) {
	m := openFast(t)
	condition := m.Believed(mustPredict(t, m, scene(64, 64)))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var done, all atomic.Int64
	_, err := m.Restore(ctx, scene(1500, 1500), condition, 1, func(_, total int) {
		done.Add(1)
		all.Store(int64(total))
		cancel()
	})
	if threads := int64(m.Threads()); !errors.Is(err, context.Canceled) || done.Load() > threads || all.Load() < 2*threads {
		t.Fatalf("got %v, want context.Canceled, after %d of %d tiles", err, done.Load(), all.Load())
	}
}

func mustPredict(t *testing.T, m *Model, img *image.NRGBA) Posterior {
	t.Helper()
	p, err := m.Predict(t.Context(), img)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
