package codec

import (
	"fmt"
	"image"
	"strings"
	"testing"
)

// TestOwnEncodeIsBounded: what codes a picture of ours ends by itself where whoever began it cannot end it any more, the later
// the larger the picture is.
func TestOwnEncodeIsBounded(t *testing.T) {
	program := script(t, `cat > /dev/null
for n in $(seq 500); do test "$(ulimit -t)" = unlimited || break; done
echo "it has $(ulimit -t) s" >&2
exit 1`)
	for side, seconds := range map[int]int{64: 120, 1000: 150} {
		_, err := NewToolbox(program).Compress(t.Context(), image.NewNRGBA(image.Rect(0, 0, side, side)), "hevc", "32")
		if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("it has %d s", seconds)) {
			t.Errorf("%d pixels a side: %v", side, err)
		}
	}
}
