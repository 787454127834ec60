package studio

import (
	"bytes"
	"image"
	"math"
	"testing"

	"github.com/disintegration/imaging"

	"uncodec/assets"
	"uncodec/codec"
	"uncodec/quality"
)

// turnable is a pristine picture, and its file as a camera that was held so would have it.
func turnable(t *testing.T, chroma string) (pristine *image.NRGBA, file func(orientation byte) []byte) {
	t.Helper()
	sample, err := assets.Samples().Open("gb82_0002.jpg")
	if err != nil {
		t.Fatal(err)
	}
	defer sample.Close()
	whole, err := imaging.Decode(sample)
	if err != nil {
		t.Fatal(err)
	}
	pristine = imaging.Crop(whole, image.Rect(96, 96, 96+509, 96+379))
	var stored bytes.Buffer
	if err := codec.EncodeJPEG(&stored, pristine, 20, chroma); err != nil {
		t.Fatal(err)
	}
	return pristine, func(orientation byte) []byte {
		exif := []byte("\xff\xe1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00")
		exif[28] = orientation
		return append(append([]byte("\xff\xd8"), exif...), stored.Bytes()[2:]...)
	}
}

// TestTurnedFiles: a picture that its file says to turn is believed, restored and compressed again on the
// grid that its codec worked on, which then begins at another corner and with part of a block.
func TestTurnedFiles(t *testing.T) {
	e := newEngine(t)
	pristine, file := turnable(t, "4:2:0")
	open := func(orientation byte) (*codec.Picture, *Prediction) {
		t.Helper()
		picture, err := e.Tools.Decode(t.Context(), file(orientation), codec.DefaultLimits())
		if err != nil || picture.Header.Orientation != int(orientation) {
			t.Fatal(err, picture.Header.Orientation)
		}
		believed, err := e.Predict(t.Context(), picture.Image, picture.Header, "", "")
		if err != nil {
			t.Fatal(err)
		}
		return picture, believed
	}
	restored := func(orientation byte) (*Prediction, *Restoration) {
		t.Helper()
		picture, believed := open(orientation)
		r, err := e.Restore(t.Context(), picture.Image, Order{Header: picture.Header, Believed: believed})
		if err != nil {
			t.Fatal(err)
		}
		return believed, r
	}
	swept := func(orientation byte) (at image.Rectangle, rows []SweepRow) {
		t.Helper()
		picture, believed := open(orientation)
		m, err := e.Model("")
		if err != nil {
			t.Fatal(err)
		}
		g := sweepGrid(m, picture.Header.OnGrid(picture.Image).Bounds(), "", believed)
		g.Cells = []string{ByPosterior, "jpeg:20"}
		err = e.Sweep(t.Context(), picture.Image, picture.Header, nil, g, believed, func(row SweepRow) error { rows = append(rows, row); return nil })
		if err != nil {
			t.Fatal(err)
		}
		return g.Part.rectangle(), rows
	}
	_, asStored := swept(1)
	believed, stored := restored(1)
	codecName, level := believed.Best()
	for orientation, turn := range map[byte]func(image.Image) *image.NRGBA{
		2: imaging.FlipH, 3: imaging.Rotate180, 4: imaging.FlipV, 5: imaging.Transpose, 6: imaging.Rotate270, 7: imaging.Transverse, 8: imaging.Rotate90,
	} {
		p, r := restored(orientation)
		if name, at := p.Best(); name != codecName || at != level || math.Abs(p.Strength-believed.Strength) > 0.005 {
			t.Errorf("orientation %d is believed to be %s %s at %.3f, the file as it is stored %s %s at %.3f", orientation, name, at, p.Strength, codecName, level, believed.Strength)
		}
		if *r.Consistency < *stored.Consistency-0.01 {
			t.Errorf("orientation %d: consistency %.4f, as stored %.4f", orientation, *r.Consistency, *stored.Consistency)
		}
		if orientation == 3 || orientation == 6 {
			at, rows := swept(orientation)
			for n, row := range rows {
				if math.Abs(*row.Consistency-*asStored[n].Consistency) > 0.01 {
					t.Errorf("orientation %d, swept in %v: consistency %.4f under %s, as stored %.4f", orientation, at, *row.Consistency, row.Condition, *asStored[n].Consistency)
				}
			}
		}
		before, after, err := gain(t.Context(), codec.Header{}, turn(pristine), r.Image, turn(stored.Image))
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("orientation %d: strength %.3f, consistency %.4f, %.3f dB, turned afterwards %.3f dB", orientation, p.Strength, *r.Consistency, before.PSNR, after.PSNR)
		if math.Abs(before.PSNR-after.PSNR) > 0.02 {
			t.Errorf("orientation %d is restored to %.3f dB, and to %.3f dB if it is turned afterwards", orientation, before.PSNR, after.PSNR)
		}
	}
}

// TestMiddle: the middle of a picture begins with a block of its codec's.
func TestMiddle(t *testing.T) {
	for _, c := range []struct {
		lead, w, h int
		want       image.Rectangle
	}{
		{0, 100, 100, image.Rect(0, 0, 100, 100)}, {0, 1000, 600, image.Rect(240, 32, 752, 544)},
		{5, 100, 100, image.Rect(11, 11, 100, 100)}, {5, 1000, 600, image.Rect(235, 43, 747, 555)}, {5, 9, 9, image.Rect(0, 0, 9, 9)},
	} {
		got := middle(image.Rect(c.lead, c.lead, c.lead+c.w, c.lead+c.h), 512)
		if got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// TestTurnedPreview: what is seen of a turned file while controls move is what it becomes.
func TestTurnedPreview(t *testing.T) {
	s := newStudio(t, t.TempDir())
	at := image.Rect(101, 87, 301, 287)
	for _, c := range []struct {
		orientation byte
		chroma      string
		at          image.Rectangle
		painted     *ConditionMap
	}{
		{3, "4:2:0", at, nil}, {6, "4:2:0", at, nil}, {1, "4:4:4", at, nil}, {6, "4:2:2", at, nil},
		{1, "4:4:4", image.Rect(280, 187, 480, 379), squares(480, 379, func(x, y int) bool { return x > 384 || y > 320 })},
	} {
		_, file := turnable(t, c.chroma)
		i, err := s.TakeIn(t.Context(), Upload{Owner: "ann", Name: "turned.jpg", File: bytes.NewReader(file(c.orientation))})
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.Preview(t.Context(), i.ID, "ann", "", c.at, ConditionRequest{Unheld: true, Map: c.painted})
		if err != nil {
			t.Fatal(err)
		}
		img, err := s.Pixels(t.Context(), i.Hash)
		if err != nil {
			t.Fatal(err)
		}
		believed, err := s.Prediction(t.Context(), i.ID, "ann", "")
		if err != nil {
			t.Fatal(err)
		}
		whole, err := s.Restore(t.Context(), img, Order{Header: Header(i), Believed: believed, Request: Request{Condition: ConditionRequest{Unheld: true, Map: c.painted}}})
		if err != nil {
			t.Fatal(err)
		}
		measured, err := quality.Compare(crop(whole.Image, c.at), p.NRGBA)
		if err != nil || measured.PSNR < 45 {
			t.Errorf("orientation %d, %s: the preview is %.1f dB from the restoration, %v", c.orientation, c.chroma, measured.PSNR, err)
		}
	}
}

// squares paints those squares of a picture as gentle HEVC whose upper left pixel is chosen.
func squares(w, h int, painted func(x, y int) bool) *ConditionMap {
	strength := 0.0
	m := &ConditionMap{Cell: 32, Columns: (w + 31) / 32, Conditions: []ConditionRequest{{Mode: Manual, Codec: map[string]float64{"hevc": 1}, Strength: &strength}}}
	for y := 0; y < h; y += 32 {
		for x := 0; x < w; x += 32 {
			cell := byte(0)
			if painted(x, y) {
				cell = 1
			}
			m.Cells = append(m.Cells, cell)
		}
	}
	return m
}
