package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// fill keeps n restorations of an owner, a second apart, over one picture for every ten:
// their gains differ, and every fifth was measured against nothing.
func fill(t testing.TB, s *Store, owner string, n int) {
	t.Helper()
	must(t, s.write(t.Context(), "fill", func(tx *sql.Tx) error {
		for i := range n {
			image := fmt.Sprintf("%s-image-%d", owner, i/10)
			if i%10 == 0 {
				if _, err := tx.Exec(`INSERT INTO images (id, hash, name, format, width, height, bytes, source, owner, created)
					VALUES (?, ?, ?, 'jpeg', 100, 80, 1, 'upload', ?, 0)`, image, strings.Repeat("a", 64), fmt.Sprintf("Picture %d.jpg", i/10), owner); err != nil {
					return err
				}
			}
			codec, mode, model := []string{"jpeg", "webp", "hevc"}[i%3], []string{"auto", "manual"}[i%2], []string{"studio", "fast"}[i/10%2]
			var measures any
			if i%5 > 0 {
				measures = fmt.Sprintf(`{"input":{"psnr":25,"ssim":0.5,"psnrb":24},"restored":{"psnr":%g,"ssim":%g,"psnrb":25}}`, 25+float64(i*7%100)/50, 0.5+float64(i*3%100)/1000)
			}
			if _, err := tx.Exec(`INSERT INTO restorations (id, image_id, owner, model, model_hash, condition, mode, state, measures, consistency, timings, result_hash, created, codec)
				VALUES (?, ?, ?, ?, 'm', ?, ?, 'done', ?, ?, ?, ?, ?, ?)`, fmt.Sprintf("%s-%d", owner, i), image, owner, model,
				`{"asked":{"mode":"`+mode+`","map":{"cells":"AAAA"}},"taken":{"codec":{"`+codec+`":1},"strength":0.5}}`, mode, measures,
				0.9+float64(i%100)/1000, fmt.Sprintf(`{"seconds":%d,"megapixels":0.1}`, i%60), strings.Repeat("b", 64), 1000*i, codec); err != nil {
				return err
			}
		}
		return nil
	}))
}

// TestListRestorations goes through a list by every order, in pages: by offsets and by
// cursors the same rows come, each once, and in order.
func TestListRestorations(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	const n = 90 // the last page is full, and no empty one follows
	fill(t, s, "ann", n)
	fill(t, s, "bob", 3)
	keys := map[string]func(Listed) any{
		"when": func(l Listed) any { return float64(l.Created.UnixMilli()) }, "picture": func(l Listed) any { return strings.ToLower(l.Name) },
		"model": func(l Listed) any { return l.Model }, "codec": func(l Listed) any { return codecOf(t, l) },
		"psnr": func(l Listed) any { return gain(t, l, "psnr") }, "ssim": func(l Listed) any { return gain(t, l, "ssim") },
		"consistency": func(l Listed) any { return *l.Consistency }, "seconds": func(l Listed) any { return secondsOf(t, l) },
	}
	if len(keys) != len(RestorationSorts()) {
		t.Fatalf("there is more to sort by: %v", RestorationSorts())
	}
	for sort, key := range keys {
		for _, ascending := range []bool{false, true} {
			var byCursor, byOffset []string
			var last any
			var after *Cursor
			for {
				page := Page{Sort: sort, Ascending: ascending, After: after, Limit: 10}
				rows, next, err := s.ListRestorations(t.Context(), "ann", Filter{}, page)
				must(t, err)
				for _, l := range rows {
					if now := key(l); len(byCursor) > 0 && !inOrder(last, now, ascending) {
						t.Errorf("by %s, ascending %v: %v before %v", sort, ascending, last, now)
					}
					last = key(l)
					byCursor = append(byCursor, l.ID)
				}
				if len(rows) != 10 {
					t.Fatalf("by %s, ascending %v: a page of %d rows", sort, ascending, len(rows))
				}
				if next == nil {
					break
				}
				after, err = ParseCursor(next.String(), sort)
				must(t, err)
			}
			for at := 0; at < n; at += 10 {
				rows, _, err := s.ListRestorations(t.Context(), "ann", Filter{}, Page{Sort: sort, Ascending: ascending, Offset: at, Limit: 10})
				must(t, err)
				for _, l := range rows {
					byOffset = append(byOffset, l.ID)
				}
			}
			if !slices.Equal(byCursor, byOffset) {
				t.Errorf("by %s, ascending %v: cursors give %v and offsets %v", sort, ascending, byCursor, byOffset)
			}
			slices.Sort(byCursor)
			if byCursor = slices.Compact(byCursor); len(byCursor) != n || !strings.HasPrefix(byCursor[0], "ann-") || !strings.HasPrefix(byCursor[n-1], "ann-") {
				t.Errorf("by %s, ascending %v: %d of %d rows", sort, ascending, len(byCursor), n)
			}
		}
	}
	if _, _, err := s.ListRestorations(t.Context(), "ann", Filter{}, Page{Sort: "owner; --", Limit: 1}); err == nil {
		t.Error("it is sorted by anything")
	}
}

// gain reads a row's gain, nil where it was not measured.
func gain(t *testing.T, l Listed, name string) any {
	t.Helper()
	if l.Measures == nil {
		return nil
	}
	var m struct{ Input, Restored map[string]float64 }
	must(t, json.Unmarshal(l.Measures, &m))
	return m.Restored[name] - m.Input[name]
}

// codecOf is the codec that weighs all in a row's condition, and secondsOf what it took.
func codecOf(t *testing.T, l Listed) any {
	t.Helper()
	var c struct {
		Taken struct{ Codec map[string]float64 }
	}
	must(t, json.Unmarshal(l.Condition, &c))
	return slices.Collect(maps.Keys(c.Taken.Codec))[0]
}

func secondsOf(t *testing.T, l Listed) any {
	t.Helper()
	var cost struct{ Seconds float64 }
	must(t, json.Unmarshal(l.Timings, &cost))
	return cost.Seconds
}

// inOrder tells whether b may follow a; what is missing comes last.
func inOrder(a, b any, ascending bool) bool {
	if a == nil || b == nil {
		return b == nil
	}
	if x, ok := a.(float64); ok {
		return x == b.(float64) || (x < b.(float64)) == ascending
	}
	return a == b || (a.(string) < b.(string)) == ascending
}

func TestFilters(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	fill(t, s, "ann", 60)
	fill(t, s, "bob", 10)
	must(t, s.NoteRestoration(t.Context(), "ann-7", "ann", "100 % odd_one"))
	must(t, s.NoteRestoration(t.Context(), "ann-9", "ann", "Größe, a\u0308hnlich")) // the last as a Mac writes names
	at := func(i int64) time.Time { return time.UnixMilli(1000 * i) }
	yes, no := true, false
	for name, c := range map[string]struct {
		filter Filter
		want   int
	}{
		"all": {Filter{}, 60}, "by name": {Filter{Text: "picture 3"}, 10}, "by note": {Filter{Text: "ODD"}, 1}, "no pattern": {Filter{Text: "%"}, 1},
		"no wildcard": {Filter{Text: "d_o"}, 1}, "nor here": {Filter{Text: "o_d"}, 0}, "backslash": {Filter{Text: `\`}, 0},
		"capitals": {Filter{Text: "GRÖẞ"}, 1}, "accents": {Filter{Text: "Ähn"}, 1}, "no accent": {Filter{Text: "ahn"}, 0},
		"model": {Filter{Model: "fast"}, 30}, "codec": {Filter{Codec: "webp"}, 20}, "mode": {Filter{Mode: "manual"}, 30}, "state": {Filter{State: Done}, 60},
		"no state": {Filter{State: Failed}, 0}, "measured": {Filter{Measured: &yes}, 48}, "not measured": {Filter{Measured: &no}, 12},
		"time": {Filter{From: at(10), Until: at(20)}, 10}, "both": {Filter{Model: "fast", Codec: "jpeg", Mode: "auto"}, 5}, "injection": {Filter{Model: "' OR 1=1 --"}, 0},
	} {
		n, err := s.CountRestorations(t.Context(), "ann", c.filter)
		must(t, err)
		rows, _, err := s.ListRestorations(t.Context(), "ann", c.filter, Page{Limit: 100})
		must(t, err)
		if n != c.want || len(rows) != c.want {
			t.Errorf("%s: counted %d, listed %d, should be %d", name, n, len(rows), c.want)
		}
	}
	rows, _, err := s.ListRestorations(t.Context(), "ann", Filter{Text: "odd"}, Page{Limit: 1})
	must(t, err)
	if l := rows[0]; l.Note != "100 % odd_one" || l.Name != "Picture 0.jpg" || l.Width != 100 || l.Owner != "ann" || strings.Contains(string(l.Condition), "cells") || !strings.Contains(string(l.Condition), "webp") {
		t.Errorf("%+v", l)
	}
	models, codecs, err := s.Told(t.Context(), "ann", "")
	if must(t, err); !slices.Equal(models, []string{"fast", "studio"}) || !slices.Equal(codecs, []string{"hevc", "jpeg", "webp"}) {
		t.Errorf("%v %v", models, codecs)
	}
	for kind, grid := range map[string]string{KindSweep: `{"model":"quality"}`, KindEvaluation: `{}`} {
		_, err := s.CreateExperiment(t.Context(), Experiment{Kind: kind, Owner: "ann", Grid: json.RawMessage(grid)})
		must(t, err)
	}
	for kind, want := range map[string][]string{KindSweep: {"quality"}, KindEvaluation: nil} {
		if models, codecs, err = s.Told(t.Context(), "ann", kind); err != nil || !slices.Equal(models, want) || codecs != nil {
			t.Errorf("%s: %v %v, %v", kind, models, codecs, err)
		}
	}
}

// TestListIsolation: nobody lists, notes or deletes another's rows; a shared store's are everybody's.
func TestListIsolation(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	image := mustImage(t, s, "ann", "hers")
	hash := mustRestore(t, s, image.ID, "restored")
	all, err := s.Restorations(t.Context(), image.ID)
	must(t, err)
	sweep, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindSweep, ImageID: image.ID, Owner: "ann"})
	must(t, err)
	count := func(owner string) int {
		restorations, _, err := s.ListRestorations(t.Context(), owner, Filter{}, Page{Limit: 9})
		must(t, err)
		sweeps, _, err := s.ListExperiments(t.Context(), owner, Filter{}, Page{Limit: 9})
		must(t, err)
		n, err := s.CountRestorations(t.Context(), owner, Filter{})
		must(t, err)
		m, err := s.CountExperiments(t.Context(), owner, Filter{})
		must(t, err)
		if n != len(restorations) || m != len(sweeps) {
			t.Errorf("%q: %d and %d are counted, %d and %d listed", owner, n, m, len(restorations), len(sweeps))
		}
		return n + m
	}
	for _, owner := range []string{"", "bob", "ANN", "%"} {
		if n := count(owner); n > 0 {
			t.Errorf("%q lists %d", owner, n)
		}
		for _, err := range []error{
			s.NoteRestoration(t.Context(), all[0].ID, owner, "x"), s.NoteExperiment(t.Context(), sweep.ID, owner, "x"),
			s.DeleteRestoration(t.Context(), all[0].ID, owner),
		} {
			mustBe(t, err, ErrNotFound)
		}
	}
	if n := count("ann"); n != 2 {
		t.Errorf("she lists %d", n)
	}
	s.Shared = true
	if n := count("bob"); n != 2 {
		t.Errorf("in a shared store he lists %d", n)
	}
	must(t, s.NoteRestoration(t.Context(), all[0].ID, "bob", "his"))
	if _, err := s.ReadFile(hash); err != nil {
		t.Error(err)
	}
}

func TestListExperiments(t *testing.T) {
	s := mustOpen(t, t.TempDir())
	pass := setClock(s)
	image := mustImage(t, s, "ann", "hers")
	var ids []string
	for _, gains := range []string{`25,26,24`, `25,25.5,28`, ``} {
		rows := json.RawMessage(`[]`)
		if gains != "" {
			v := strings.Split(gains, ",")
			rows = json.RawMessage(`[{"condition":"input","measures":{"psnr":` + v[0] + `}},{"condition":"posterior","measures":{"psnr":40}},{"condition":"jpeg:10","measures":{"psnr":` + v[1] + `}},{"condition":"webp:5","measures":{"psnr":` + v[2] + `}}]`)
		}
		e, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindSweep, ImageID: image.ID, Owner: "ann", Grid: json.RawMessage(`{"model":"fast"}`), Rows: rows})
		must(t, err)
		ids = append(ids, e.ID)
		pass(time.Second)
	}
	for _, gains := range [][]string{{`26`, `25.5`}, {`24`, `30`}, {`40`, `null`}, nil} { // null: without error
		e, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindEvaluation, Owner: "ann", State: Running})
		must(t, err)
		for n := range gains { // as it is measured, a setting after the other
			rows := `[{"input":{"psnr":25},"restored":{"psnr":` + strings.Join(gains[:n+1], `}},{"input":{"psnr":25},"restored":{"psnr":`) + `}}]`
			must(t, s.GrowExperiment(t.Context(), e.ID, json.RawMessage(rows)))
		}
		ids = append(ids, e.ID)
		pass(time.Second)
	}
	yes := true
	for name, c := range map[string]struct {
		filter Filter
		page   Page
		want   []string
	}{
		"the newest first": {Filter{Kind: KindSweep}, Page{}, []string{ids[2], ids[1], ids[0]}},
		"the best first":   {Filter{Kind: KindSweep}, Page{Sort: "gain"}, []string{ids[1], ids[0], ids[2]}},
		"the worst first":  {Filter{Kind: KindSweep}, Page{Sort: "gain", Ascending: true}, []string{ids[0], ids[1], ids[2]}},
		"measured":         {Filter{Measured: &yes, Model: "fast"}, Page{Sort: "picture", Ascending: true}, []string{ids[0], ids[1]}},
		"evaluations":      {Filter{Kind: KindEvaluation}, Page{Sort: "gain"}, []string{ids[4], ids[3], ids[6], ids[5]}},
		"both":             {Filter{Measured: &yes}, Page{Sort: "gain", Ascending: true}, []string{ids[3], ids[0], ids[4], ids[1], ids[5], ids[6]}},
		"another model":    {Filter{Model: "studio"}, Page{Sort: "model"}, nil},
	} {
		c.page.Limit = 10
		rows, _, err := s.ListExperiments(t.Context(), "ann", c.filter, c.page)
		must(t, err)
		var got []string
		for _, l := range rows {
			got = append(got, l.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, should be %v", name, got, c.want)
		}
		n, err := s.CountExperiments(t.Context(), "ann", c.filter)
		if must(t, err); n != len(c.want) {
			t.Errorf("%s: counted %d", name, n)
		}
	}
	rows, _, err := s.ListExperiments(t.Context(), "ann", Filter{}, Page{Limit: 1})
	must(t, err)
	if rows[0].Kind != KindEvaluation || rows[0].Name != "" {
		t.Errorf("%+v", rows[0])
	}
}

// TestSweepGain: what the best cell of a sweep gains, which no figure tells where a cell is without error; so, too, of sweeps
// that an older program kept.
func TestSweepGain(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir)
	image := mustImage(t, s, "ann", "hers")
	want := map[string]sql.NullFloat64{}
	for figures, gain := range map[string]sql.NullFloat64{`25 26 24`: {Float64: 1, Valid: true}, `25 null 26`: {}, `null 26 24`: {}, `25 null null`: {}} {
		v := strings.Fields(figures)
		rows := fmt.Sprintf(`[{"condition":"input","measures":{"psnr":%s}},{"condition":"none","measures":{"psnr":null}},
			{"condition":"jpeg:10","measures":{"psnr":%s}},{"condition":"webp:5","measures":{"psnr":%s}}]`, v[0], v[1], v[2])
		e, err := s.CreateExperiment(t.Context(), Experiment{Kind: KindSweep, ImageID: image.ID, Owner: "ann", Rows: json.RawMessage(rows)})
		must(t, err)
		want[e.ID] = gain
	}
	check := func(when string) {
		t.Helper()
		for id, want := range want {
			var got sql.NullFloat64
			if must(t, s.reader.QueryRow(`SELECT gain FROM experiments WHERE id = ?`, id).Scan(&got)); got != want {
				t.Errorf("%s: %+v, want %+v", when, got, want)
			}
		}
	}
	check("kept")
	_, err := s.writer.Exec(`UPDATE experiments SET gain = 7; DELETE FROM migrations WHERE name = '0018_exact.sql'`)
	must(t, errors.Join(err, s.Close()))
	s = mustOpen(t, dir)
	check("kept before")
}
