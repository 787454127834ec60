package studio

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"uncodec/assets"
	"uncodec/codec"
	"uncodec/fine"
	"uncodec/inference"
	"uncodec/quality"
	"uncodec/store"
)

// listed are codecs with their levels at even steps of strength, as the networks have them.
func listed(levels map[string][]string) (codecs []inference.Codec) {
	for _, name := range []string{"jpeg", "hevc"} {
		c := inference.Codec{Name: name, Trained: true}
		for n, level := range levels[name] {
			c.Levels = append(c.Levels, inference.Level{Level: level, Strength: 1 - float64(n)/float64(len(levels[name])-1)})
		}
		codecs = append(codecs, c)
	}
	return codecs
}

func TestAgreement(t *testing.T) {
	few := listed(map[string][]string{"jpeg": {"10", "20", "30", "40"}, "hevc": {"42", "37", "32", "27"}})
	many := listed(map[string][]string{"jpeg": {"50", "60", "70", "80", "90"}, "hevc": {"42", "27"}})
	uneven := []inference.Codec{{Name: "jpeg", Levels: []inference.Level{{Level: "10", Strength: 1}, {Level: "50", Strength: 0.6}, {Level: "90", Strength: 0.2}, {Level: "95", Strength: 0.1}, {Level: "97", Strength: 0}}}, few[1]}
	for name, c := range map[string]struct {
		codecs         []inference.Codec
		jpeg, strength float64
		quality        int
		want           float64
	}{
		"the file's own level":             {few, 1, 2.0 / 3, 20, 1},
		"half JPEG":                        {few, 0.5, 2.0 / 3, 20, 0.5},
		"no JPEG":                          {few, 0, 2.0 / 3, 20, 0},
		"a level gentler than the file":    {few, 1, 1.0 / 3, 20, 1},
		"four steps of QF harsher":         {few, 1, 2.0 / 3, 24, 1},
		"six, where steps are finer":       {many, 1, 1, 56, 0.8},
		"five, of a harsh file":            {few, 1, 1, 15, 0},
		"seven":                            {many, 1, 0.5, 77, 0.6},
		"a level harsher":                  {few, 1, 2.0 / 3, 30, 0},
		"much harsher":                     {few, 1, 1, 40, 0},
		"a file gentler than the list":     {few, 1, 0, 45, 1},
		"one that is far gentler":          {few, 1, 0, 90, 0},
		"that, and a harsher condition":    {few, 1, 1.0 / 3, 45, 0},
		"a list of one level":              {listed(map[string][]string{"jpeg": {"10"}}), 1, 1, 10, 0},
		"a file harsher than the list":     {few, 1, 1, 5, 1},
		"a file that tells no quality":     {few, 1, 1, 0, 0},
		"a model that knows no JPEG":       {few[1:], 1, 1, 10, 0},
		"a model whose levels have names":  {listed(map[string][]string{"jpeg": {"low", "high"}}), 1, 1, 10, 0},
		"between two levels of the file's": {many, 1, 0.25, 80, 1},
		"a level of two that are close":    {uneven, 1, 0.1, 97, 1},
		"the level before those":           {uneven, 1, 0.2, 97, 0.6},
		"far from those":                   {uneven, 1, 0.6, 97, 0},
	} {
		condition := inference.Condition{Codec: []float64{c.jpeg, 1 - c.jpeg}, Strength: c.strength}
		if got := agreement(c.codecs, condition, "jpeg", float64(c.quality)); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %.3f, not %.3f", name, got, c.want)
		}
		if other := agreement(c.codecs, condition, "webp", float64(c.quality)); other != 0 {
			t.Errorf("%s: a WebP agrees by %.3f", name, other)
		}
	}
	webp := []inference.Codec{few[1], {Name: "webp", Levels: []inference.Level{{Level: "20", Strength: 1}, {Level: "80", Strength: 0}}}}
	condition := inference.Condition{Codec: []float64{0.25, 0.75}, Strength: 0.5}
	if got := agreement(webp, condition, "webp", 51.3); got != 0.75 {
		t.Errorf("a WebP agrees by %.3f", got)
	}
	for qp, want := range map[float64]float64{32: 0.8, 37: 0.8, 29.5: 0.8, 27: 0.8 / 3, 26: 0, 12: 0} { // the condition is QP 32
		condition := inference.Condition{Codec: []float64{0.2, 0.8}, Strength: 1.0 / 3}
		if got := agreement(few, condition, "hevc", qp); math.Abs(got-want) > 1e-9 {
			t.Errorf("a HEIC of QP %v agrees by %.3f, not %.3f", qp, got, want)
		}
	}
	gentlest := inference.Condition{Codec: []float64{0, 1}}
	if near, far := agreement(few, gentlest, "hevc", 24), agreement(few, gentlest, "hevc", 20); near != 1 || far != 0 {
		t.Errorf("HEICs gentler than the list agree by %.3f and %.3f", near, far)
	}
	fine := listed(map[string][]string{"jpeg": {"10", "97"}, "hevc": {"27", "22", "17"}})
	for name, c := range map[string]struct{ hevc, strength, qp, want float64 }{
		"at the gentlest level, one as gentle":    {0.5, 0, 17, 0.8},
		"one that is far gentler":                 {0.5, 0, 5, 0.8},
		"hardly that codec":                       {0.1, 0, 5, 0.4 / 1.3},
		"another codec":                           {0, 0, 5, 0},
		"three steps of QP harsher than the list": {0.5, 0.3, 5, 0.8},
		"a level harsher":                         {1, 0.5, 5, 1.0 / 3},
		"two":                                     {1, 1, 5, 0},
		"at a level that is named, and not sure":  {0.5, 0.5, 22, 0.5},
	} {
		if got := agreement(fine, inference.Condition{Codec: []float64{1 - c.hevc, c.hevc}, Strength: c.strength}, "hevc", c.qp); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %.3f, not %.3f", name, got, c.want)
		}
	}
}

// TestAgreementWhichever: an AVIF that is gentler than all that is named is held whatever codec is believed in, if nothing harsher is.
func TestAgreementWhichever(t *testing.T) {
	av1 := inference.Codec{Name: "av1"}
	for n, level := range []string{"35", "25", "15"} {
		av1.Levels = append(av1.Levels, inference.Level{Level: level, Strength: 1 - float64(n)/2})
	}
	codecs := append(listed(map[string][]string{"jpeg": {"10", "97"}}), av1)
	for name, c := range map[string]struct{ av1, strength, crf, want float64 }{
		"another codec, as gentle as is named":   {0, 0, 8, 1},
		"another codec, between two levels":      {0, 0.125, 8, 0.5},
		"another codec, a level harsher":         {0, 0.5, 8, 0},
		"its own, between two levels":            {1, 0.125, 8, 1},
		"another codec, of a file that is named": {0, 0, 20, 0},
	} {
		condition := inference.Condition{Codec: []float64{1 - c.av1, 0, c.av1}, Strength: c.strength}
		if got := agreement(codecs, condition, "av1", c.crf); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %.3f, not %.3f", name, got, c.want)
		}
	}
}

// toHold is what the JPEG of a picture says of it, and grey in its place, to be held to that.
func toHold(t *testing.T, original *image.NRGBA, quality int, chroma string) (*codec.Constraint, *image.NRGBA) {
	t.Helper()
	var file bytes.Buffer
	if err := codec.EncodeJPEG(&file, original, quality, chroma); err != nil {
		t.Fatal(err)
	}
	says, err := codec.ReadConstraint(t.Context(), file.Bytes(), codec.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	grey := image.NewNRGBA(original.Bounds())
	draw.Draw(grey, grey.Bounds(), image.NewUniform(color.Gray{128}), image.Point{}, draw.Src)
	return says, grey
}

// TestHold holds a wrong picture to a file under a map: where the map disagrees nothing moves.
func TestHold(t *testing.T) {
	original := drawn(128, 64)
	says, grey := toHold(t, original, 20, "4:2:0")
	m := &inference.Model{Facts: inference.Facts{Codecs: listed(map[string][]string{"jpeg": {"10", "20", "30"}, "hevc": {"42", "27"}})}}
	jpeg, hevc := inference.Condition{Codec: []float64{1, 0}, Strength: 0.5}, inference.Condition{Codec: []float64{0, 1}}
	jpeg.Map = &inference.Map{Cell: 64, Columns: 2, Cells: []uint8{0, 1}, Conditions: []inference.Condition{hevc}}
	same := crop(grey, image.Rect(0, 0, 127, 64)) // a copy of the left
	if share, err := holdTo(t.Context(), says, m, jpeg, codec.Header{}, original, fine.Of(grey)); err != nil || share != 0.5 {
		t.Fatalf("held by %v, %v", share, err)
	}
	left, right, untouched := image.Rect(0, 0, 64, 64), image.Rect(64, 0, 127, 64), image.Rect(0, 0, 63, 64)
	if !bytes.Equal(crop(grey, right).Pix, crop(same, untouched).Pix) {
		t.Error("what disagrees with the file was moved")
	}
	if m, err := quality.Compare(crop(original, left), crop(grey, left)); err != nil || m.PSNR < 20 {
		t.Errorf("held to the file it is %.1f dB from the original, %v", m.PSNR, err)
	}
	nearly := inference.Condition{Codec: []float64{1 - 1e-7, 1e-7}, Strength: 0.5}
	if share, err := holdTo(t.Context(), says, m, nearly, codec.Header{}, original, fine.Of(grey)); err != nil || share != 1 {
		t.Errorf("a belief that is sure but for a trace holds by %v, %v", share, err)
	}
	before := bytes.Clone(grey.Pix)
	if share, err := holdTo(t.Context(), says, m, hevc, codec.Header{}, original, fine.Of(grey)); share != 0 || err != nil || !bytes.Equal(grey.Pix, before) {
		t.Errorf("under another codec it was held by %v, %v", share, err)
	}
}

// TestHoldFiner: where the condition disagrees with a file of 4:4:4, its colours' detail alone is taken from it.
func TestHoldFiner(t *testing.T) {
	original := drawn(127, 64)
	says, answer := toHold(t, original, 60, "4:4:4")
	m := &inference.Model{Facts: inference.Facts{Codecs: listed(map[string][]string{"jpeg": {"10", "60", "90"}, "hevc": {"42", "27"}})}}
	c, hevc := inference.Condition{Codec: []float64{1, 0}, Strength: 0.5}, inference.Condition{Codec: []float64{0, 1}}
	c.Map = &inference.Map{Cell: 64, Columns: 2, Cells: []uint8{0, 1}, Conditions: []inference.Condition{hevc}}
	h := codec.Header{Format: "jpeg", Subsampling: "4:4:4", Orientation: 1, Width: 127, Height: 64}
	if share, err := holdTo(t.Context(), says, m, c, h, original, fine.Of(answer)); err != nil || share != 0.5039 { // 64 of 127 columns
		t.Fatalf("held by %v, %v", share, err)
	}
	left, right := image.Rect(0, 0, 64, 64), image.Rect(64, 0, 127, 64)
	if m, err := quality.Compare(crop(original, left), crop(answer, left)); err != nil || m.PSNR < 20 {
		t.Errorf("held to the file it is %.1f dB from the original, %v", m.PSNR, err)
	}
	beyond := crop(answer, right)
	coloured := !inference.IsGrey(beyond)
	inference.MakeGrey(fine.Of(beyond))
	for i := 0; i < len(beyond.Pix); i += 4 {
		if v := int(beyond.Pix[i]); v < 126 || v > 130 {
			t.Fatalf("what disagrees with the file became as light as %d", v)
		}
	}
	if !coloured {
		t.Error("what disagrees with the file has none of its colours' detail")
	}
}

// TestHeldGrey: what becomes of a grey picture in a JPEG of colours is grey once it is held to that, which leaves a trace of
// some: in one pixel of a million by the arithmetic alone, and here more to be seen.
func TestHeldGrey(t *testing.T) {
	e, grey := newEngine(t), drawn(160, 128)
	inference.MakeGrey(fine.Of(grey))
	coded, err := e.Tools.Compress(t.Context(), grey, "jpeg", "20")
	if err != nil {
		t.Fatal(err)
	}
	order := Order{Constraint: func(ctx context.Context) (*codec.Constraint, error) {
		return codec.ReadConstraint(ctx, coded.Bytes, codec.DefaultLimits())
	}}
	m := &inference.Model{Facts: inference.Facts{Codecs: listed(map[string][]string{"jpeg": {"10", "20"}})}}
	restored := drawn(160, 128)
	_, held, err := order.hold(t.Context(), m, inference.Condition{Codec: []float64{1}}, coded.Image, fine.Of(restored))
	if err != nil || held != 1 || !inference.IsGrey(restored) {
		t.Errorf("held by %v, %v: it has colours", held, err)
	}
	inColours := drawn(160, 128)
	if _, _, err := order.hold(t.Context(), m, inference.Condition{Codec: []float64{1}}, drawn(160, 128), fine.Of(inColours)); err != nil || inference.IsGrey(inColours) {
		t.Errorf("%v: a picture of colours has lost them", err)
	}
}

// TestHeldRestoration restores a bundled photograph through the queue: held to its file it comes
// nearer to its original and its row says so; a picture of no JPEG, and one that is to depart from the file, are not held.
func TestHeldRestoration(t *testing.T) {
	s := newStudio(t, t.TempDir())
	naming, err := openModel("studio") // fast has no name for WebP
	must(t, err)
	s.Models = append(s.Models, naming)
	start(t, s)
	data, err := assets.Samples().Open("pexels_0001.jpg")
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	whole, err := s.TakeIn(t.Context(), Upload{Owner: "ann", Name: "photo.jpg", File: data})
	if err != nil {
		t.Fatal(err)
	}
	img, err := s.Pixels(t.Context(), whole.Hash)
	if err != nil {
		t.Fatal(err)
	}
	var plain bytes.Buffer
	if err := codec.EncodePNG(&plain, crop(img, image.Rect(0, 0, 256, 192))); err != nil {
		t.Fatal(err)
	}
	pristine, err := s.TakeIn(t.Context(), Upload{Owner: "ann", Name: "pristine.png", File: bytes.NewReader(plain.Bytes())})
	if err != nil {
		t.Fatal(err)
	}
	finish := func(id, model string, c ConditionRequest) store.Restoration {
		t.Helper()
		r, err := s.Start(t.Context(), id, "ann", Request{Model: model, Condition: c})
		if err != nil {
			t.Fatal(err)
		}
		if e := end(t, s, r.ID, "ann"); e.State != store.Done {
			t.Fatalf("the job ended as %+v", e)
		}
		kept, err := s.Store.Restoration(t.Context(), r.ID, "ann")
		if err != nil {
			t.Fatal(err)
		}
		return kept
	}
	far := func(r store.Restoration) float64 {
		restored, err := s.Pixels(t.Context(), r.ResultHash)
		if err != nil {
			t.Fatal(err)
		}
		m, err := quality.Compare(crop(img, image.Rect(0, 0, 256, 192)), restored)
		if err != nil {
			t.Fatal(err)
		}
		return m.PSNR
	}
	for setting, model := range map[string]string{"jpeg:40": "fast", "webp:80": "studio"} {
		coded, err := s.Damage(t.Context(), pristine.ID, "ann", setting)
		if err != nil {
			t.Fatal(err)
		}
		held, free := finish(coded.ID, model, ConditionRequest{}), finish(coded.ID, model, ConditionRequest{Unheld: true})
		if held.Held < 0.5 || free.Held != 0 {
			t.Errorf("%s: held by %v, and left as it is by %v", setting, held.Held, free.Held)
		}
		if far(held) <= far(free) {
			t.Errorf("%s: held to the file it is %.3f dB from the original, and else %.3f", setting, far(held), far(free))
		}
	}
	if r := finish(pristine.ID, "fast", ConditionRequest{}); r.Held != 0 {
		t.Errorf("a PNG was held by %v", r.Held)
	}
}
