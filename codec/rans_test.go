package codec

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"testing"
)

// TestRANS holds the entropy coder against CompressAI's: the same bytes, for symbols in
// their tables and far outside.
func TestRANS(t *testing.T) {
	var golden struct {
		Tables
		Symbols, Which []int32
		Coded          string
	}
	if err := json.Unmarshal(readFile(t, "testdata/rans.json"), &golden); err != nil {
		t.Fatal(err)
	}
	want, err := hex.DecodeString(golden.Coded)
	if err != nil {
		t.Fatal(err)
	}
	if got := golden.encode(golden.Symbols, golden.Which); !bytes.Equal(got, want) {
		t.Errorf("%d bytes, of CompressAI %d, or others", len(got), len(want))
	}
	if got := golden.encode(nil, nil); len(got) != 8 {
		t.Errorf("nothing takes %d bytes", len(got))
	}
}
