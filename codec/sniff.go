package codec

import (
	"bytes"
	"strings"
)

// readable ends every refusal with what would work.
const readable = "Please save it as JPEG, PNG or WebP."

// foreign are the beginnings of files that we know but don't read.
var foreign = []struct{ magic, name string }{
	{"GIF8", "a GIF"},
	{"BM", "a BMP"},
	{"II*\x00", "a TIFF"}, {"MM\x00*", "a TIFF"},
	{"\xff\x0a", "a JPEG XL picture"}, {"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"},
	{"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"},
	{"8BPS", "a Photoshop file"},
	{"%PDF", "a PDF"}, {"%!PS", "a PostScript file"},
	{"PK\x03\x04", "a ZIP archive"},
	{"\x00\x00\x01\x00", "an icon file"},
}

// sniff tells the format from the content; names and media types lie.
func sniff(data []byte) (string, error) {
	switch {
	case len(data) == 0:
		return "", fault(Empty, "The file is empty. %s", readable)
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		return "jpeg", nil
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return "png", nil
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return "webp", nil
	case len(bytes.Trim(data, "\x00")) == 0:
		return "", fault(Empty, "The file holds nothing but zeros. %s", readable)
	}
	return "", fault(Unsupported, "This looks like %s, which is not read here. %s", guess(data), readable)
}

// guess names a file that is not ours to read.
func guess(data []byte) string {
	for _, f := range foreign {
		if bytes.HasPrefix(data, []byte(f.magic)) {
			return f.name
		}
	}
	if len(data) >= 12 && string(data[4:8]) == "ftyp" {
		return brand(string(data[8:12]))
	}
	start := data[:min(len(data), 512)]
	if bytes.Contains(start, []byte("<svg")) {
		return "an SVG drawing"
	}
	if isText(start) {
		return "text"
	}
	return "something other than a picture"
}

// brand names the members of the ISO media family.
func brand(b string) string {
	switch {
	case strings.HasPrefix(b, "avi"):
		return "an AVIF picture"
	case strings.HasPrefix(b, "he"), b == "mif1", b == "msf1":
		return "a HEIC picture"
	}
	return "a video"
}

func isText(b []byte) bool {
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}
