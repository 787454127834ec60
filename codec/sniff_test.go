package codec

import (
	"strings"
	"testing"
)

// TestSniffForeign: what is not read here is named, and the refusal says what would work.
func TestSniffForeign(t *testing.T) {
	stream := strings.Repeat("G"+strings.Repeat("\x00", 187), 3)
	for data, says := range map[string]string{
		"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isom": "ffmpeg -ss", "\x1a\x45\xdf\xa3\x9f\x42": "ffmpeg -ss", "RIFF\x00\x01\x00\x00AVI LIST": "ffmpeg -ss",
		stream: "ffmpeg -ss", "FLV\x01\x05": "ffmpeg -ss", "GGGG": "text", "RIFF\x00\x01\x00\x00WAVEfmt ": "other than a picture",
		"II*\x00\x08\x00": "a TIFF", "IIRO\x08\x00": "a camera's raw file", "II\xbc\x01\x08\x00": "a JPEG XR", "\x00\x00\x00\x20ftypM4A \x00\x00": "sound", "\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01": "a camera's raw file", "%PDF-1.7": "a PDF", "PK\x03\x04\x14": "a ZIP", "<?xml?><svg>": "an SVG", "\x01\x02\x03\x04": "other than a picture",
	} {
		format, err := sniff([]byte(data))
		if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "PNG") && !strings.Contains(err.Error(), ".png") {
			t.Errorf("%.16q is %q: %v", data, format, err)
		}
	}
}
