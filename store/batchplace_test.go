package store

import "testing"

// TestPlaceInBatch: a picture stands among those of its batch that could be taken, also as some of them go.
func TestPlaceInBatch(t *testing.T) {
	ctx, s := t.Context(), mustOpen(t, t.TempDir())
	b := mustBatch(t, s, "ann", "one", "two")
	must(t, s.AddBatchFile(ctx, b.ID, "ann", BatchFile{Name: "no picture", Error: "no picture"}))
	i, alone := mustImage(t, s, "ann", "three"), mustImage(t, s, "ann", "alone")
	must(t, s.AddBatchFile(ctx, b.ID, "ann", BatchFile{Name: "three", Image: &i}))
	mustBatch(t, s, "ann", "of another")
	files, err := s.BatchFiles(ctx, b.ID)
	must(t, err)
	one, two, three := files[0].Image.ID, files[1].Image.ID, files[3].Image.ID

	is := func(image string, want BatchPlace) {
		t.Helper()
		if got, err := s.PlaceInBatch(ctx, image); err != nil || got != want {
			t.Errorf("%+v, %v; want %+v", got, err, want)
		}
	}
	is(one, BatchPlace{Batch: b.ID, N: 1, Of: 3, After: two})
	is(two, BatchPlace{Batch: b.ID, N: 2, Of: 3, Before: one, After: three})
	is(three, BatchPlace{Batch: b.ID, N: 3, Of: 3, Before: two})
	is(alone.ID, BatchPlace{})
	is("none", BatchPlace{})
	must(t, s.DeleteImage(ctx, two, "ann"))
	is(three, BatchPlace{Batch: b.ID, N: 2, Of: 2, Before: one})
}
