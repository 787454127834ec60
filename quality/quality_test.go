package quality

import (
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestFigures compares with what scikit-image and NumPy say, on the pictures
// beside testdata/reference.py, which made them and says how to check on LIVE1.
func TestFigures(t *testing.T) {
	folders := []string{"testdata"}
	if more := os.Getenv("UNCODECTEST_PAIRS"); more != "" {
		folders = append(folders, more)
	}
	for _, folder := range folders {
		worst := Measures{}
		for _, c := range mustReadFigures(t, folder) {
			t.Run(c.Name, func(t *testing.T) {
				got, err := Compare(mustOpen(t, folder, c.Name+"_reference.png"), mustOpen(t, folder, c.Name+".png"))
				if err != nil {
					t.Fatal(err)
				}
				near(t, "PSNR", got.PSNR, c.PSNR, 1e-3, &worst.PSNR)
				near(t, "SSIM", got.SSIM, c.SSIM, 1e-4, &worst.SSIM)
				near(t, "PSNR-B", got.PSNRB, c.PSNRB, 1e-3, &worst.PSNRB)
			})
		}
		t.Logf("%s: furthest apart: %+v", folder, worst)
	}
}

type namedMeasures struct {
	Name              string
	PSNR, SSIM, PSNRB float64
}

func mustReadFigures(t *testing.T, folder string) (cases []namedMeasures) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "figures.json"))
	if err == nil {
		err = json.Unmarshal(text, &cases)
	}
	if err != nil || len(cases) == 0 {
		t.Fatalf("no figures (run testdata/reference.py): %v", err)
	}
	return cases
}

func mustOpen(t *testing.T, folder, name string) *image.NRGBA {
	t.Helper()
	f, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	decoded, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	picture := image.NewNRGBA(decoded.Bounds())
	for y := range decoded.Bounds().Dy() {
		for x := range decoded.Bounds().Dx() {
			picture.Set(x, y, decoded.At(x, y))
		}
	}
	return picture
}

func near(t *testing.T, what string, got, want, tolerance float64, worst *float64) {
	t.Helper()
	apart := math.Abs(got - want)
	if !(apart <= tolerance) {
		t.Errorf("%s is %.6f, should be %.6f", what, got, want)
	}
	*worst = max(*worst, apart)
}

func TestIdentical(t *testing.T) {
	picture := noise(40, 30, 1)
	m, err := Compare(picture, picture)
	if err != nil || !math.IsInf(m.PSNR, 1) || m.SSIM != 1 {
		t.Errorf("got %+v, %v", m, err)
	}
	flat := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	if m, _ := Compare(flat, flat); !math.IsInf(m.PSNRB, 1) {
		t.Errorf("PSNR-B without blocking is %v", m.PSNRB)
	}
}

func TestSizesDiffer(t *testing.T) {
	_, err := Compare(noise(40, 30, 1), noise(40, 31, 1))
	if err == nil || !strings.Contains(err.Error(), "40×30") || !strings.Contains(err.Error(), "40×31") {
		t.Errorf("the error should name both sizes: %v", err)
	}
	if _, err := Compare(&image.NRGBA{}, &image.NRGBA{}); err == nil {
		t.Error("empty pictures should be refused")
	}
}

// TestSmall: every size up to a window and a bit works, and has an SSIM exactly
// if a window fits in.
func TestSmall(t *testing.T) {
	for w := 1; w <= 13; w++ {
		for h := 1; h <= 13; h++ {
			m, err := Compare(noise(w, h, 1), noise(w, h, 2))
			if err != nil || math.IsNaN(m.PSNR) || math.IsNaN(m.PSNRB) {
				t.Fatalf("%d×%d: %+v, %v", w, h, m, err)
			}
			if math.IsNaN(m.SSIM) != (w < Window || h < Window) {
				t.Errorf("%d×%d: SSIM %v", w, h, m.SSIM)
			}
		}
	}
}

// TestSeparate: PSNR and SSIM alone are what Compare gives, and neither the
// origin of a picture nor its alpha nor the number of cores matters.
func TestSeparate(t *testing.T) {
	reference, picture := noise(600, 300, 1), noise(600, 300, 2)
	want, _ := Compare(reference, picture)
	psnr, _ := PSNR(reference, picture)
	ssim, _ := SSIM(reference, picture)
	if got := (Measures{psnr, ssim, want.PSNRB}); got != want {
		t.Errorf("separately %+v, together %+v", got, want)
	}
	moved := image.NewNRGBA(image.Rect(-8, 16, 592+3, 316+2)).SubImage(image.Rect(-8, 16, 592, 316)).(*image.NRGBA) // by whole blocks
	for y := range 300 {
		for x := range 600 {
			c := picture.NRGBAAt(x, y)
			c.A = uint8(x)
			moved.SetNRGBA(x-8, y+16, c)
		}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if got, err := Compare(reference, moved); got != want {
		t.Errorf("moved: %+v, %v; should be %+v", got, err, want)
	}
}

func TestJSON(t *testing.T) {
	for _, c := range []struct {
		m    Measures
		text string
	}{
		{Measures{30.5, 0.9, 30.25}, `{"psnr":30.5,"ssim":0.9,"psnrb":30.25}`},
		{Measures{math.Inf(1), 1, math.Inf(1)}, `{"psnr":null,"ssim":1,"psnrb":null}`},
		{Measures{20, math.NaN(), 19}, `{"psnr":20,"ssim":null,"psnrb":19}`},
	} {
		text, err := json.Marshal(c.m)
		if err != nil || string(text) != c.text {
			t.Errorf("%+v is written as %s, %v", c.m, text, err)
		}
		var back Measures
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatal(err)
		}
		if again, _ := json.Marshal(back); string(again) != c.text || back.PSNR != c.m.PSNR {
			t.Errorf("%s is read as %+v", c.text, back)
		}
	}
}

// BenchmarkCompare measures a 24-megapixel picture.
func BenchmarkCompare(b *testing.B) {
	reference, picture := noise(6000, 4000, 1), noise(6000, 4000, 2)
	all := func(a, b *image.NRGBA) (float64, error) { m, err := Compare(a, b); return m.PSNRB, err }
	for name, measure := range map[string]func(a, b *image.NRGBA) (float64, error){"PSNR": PSNR, "SSIM": SSIM, "all": all} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				measure(reference, picture)
			}
		})
	}
}

// noise is an opaque picture of reproducible noise.
func noise(width, height int, seed uint64) *image.NRGBA {
	random := rand.New(rand.NewPCG(seed, 0))
	picture := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			v := random.Uint32()
			picture.SetNRGBA(x, y, color.NRGBA{uint8(v), uint8(v >> 8), uint8(v >> 16), 255})
		}
	}
	return picture
}

// TestPSNRBGrid: block edges are looked for where the picture's bounds say that the grid lies.
func TestPSNRBGrid(t *testing.T) {
	blocky := image.NewNRGBA(image.Rect(0, 0, 61, 53))
	for i := range blocky.Pix {
		x, y := i%blocky.Stride/4, i/blocky.Stride
		blocky.Pix[i] = uint8(16 * (((x+3)/8 + (y+5)/8) % 8))
	}
	if off := blockingEffect(blocky); off != 0 {
		t.Errorf("off the grid it has blocks: %v", off)
	}
	blocky.Rect = blocky.Rect.Add(image.Pt(3, 5))
	if on := blockingEffect(blocky); on < 10 {
		t.Errorf("on the grid it has none: %v", on)
	}
}
