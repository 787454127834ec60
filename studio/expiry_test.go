package studio

import (
	"testing"
	"time"

	"uncodec/store"
)

// TestExpiresInTime: what is brought to a batch or a picture goes with it, and no later than what comes now, though those
// came when pictures were kept for longer.
func TestExpiresInTime(t *testing.T) {
	s, never := withoutNetworks(t, t.TempDir()), time.Time{}
	soon := time.Now().Add(time.Hour).Truncate(time.Millisecond)
	late := soon.Add(time.Hour)
	for _, c := range []struct{ there, brought, want time.Time }{
		{never, never, never}, {never, soon, soon}, {soon, never, soon}, {soon, late, soon}, {late, soon, soon},
	} {
		picture, reference := upload(t, "ann", 64, 64), asPNG(t, "ann", 64, 64)
		b, err := s.Store.CreateBatch(t.Context(), store.Batch{Owner: "ann", Model: "fast", Expires: c.there})
		if err != nil {
			t.Fatal(err)
		}
		picture.Expires = c.brought
		i, err := s.AddToBatch(t.Context(), b, "", picture)
		if err != nil || !i.Expires.Equal(c.want) {
			t.Errorf("of %v and %v, in a batch: %v, %v", c.there, c.brought, i.Expires, err)
		}
		first := upload(t, "ann", 64, 64)
		first.Expires, reference.Expires = c.there, c.brought
		if i, err = s.TakeIn(t.Context(), first); err == nil {
			i, err = s.AddReference(t.Context(), i.ID, reference)
		}
		if err != nil {
			t.Fatal(err)
		}
		if r, err := s.Store.Image(t.Context(), i.ReferenceID, "ann"); err != nil || !r.Expires.Equal(c.want) {
			t.Errorf("of %v and %v, a reference: %v, %v", c.there, c.brought, r.Expires, err)
		}
	}
}
