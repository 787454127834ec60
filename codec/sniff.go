package codec

import (
	"bytes"

	"uncodec/codec/heif"
)

// readableFormats ends every refusal with what would work.
const readableFormats = "Please save it as JPEG, PNG or WebP; HEIC, AVIF, JPEG XL, GIF and BMP are read too."

// otherFormats are the beginnings of files that we know but don't read.
var otherFormats = []struct{ magic, name string }{
	{"II*\x00", "a TIFF"}, {"MM\x00*", "a TIFF"},
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
		return "", fault(Empty, "The file is empty. %s", readableFormats)
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		return "jpeg", nil
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return "png", nil
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return "webp", nil
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return "gif", nil
	case bytes.HasPrefix(data, []byte("BM")) && len(data) >= 26:
		return "bmp", nil
	case bytes.HasPrefix(data, []byte("\xff\x0a")), bytes.HasPrefix(data, []byte(jxlContainer)):
		return "jxl", nil
	case isHEIF(data):
		return "heic", nil // or AVIF, as its picture will tell
	case len(bytes.Trim(data, "\x00")) == 0:
		return "", fault(Empty, "The file holds nothing but zeros. %s", readableFormats)
	}
	return "", fault(Unsupported, "This looks like %s, which is not read here. %s", guessFormat(data), readableFormats)
}

// guessFormat names a file that is not ours to read.
func guessFormat(data []byte) string {
	for _, f := range otherFormats {
		if bytes.HasPrefix(data, []byte(f.magic)) {
			return f.name
		}
	}
	if len(data) >= 12 && string(data[4:8]) == "ftyp" {
		return "a video"
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

// isHEIF looks for a brand of still pictures among those that the file claims.
func isHEIF(data []byte) bool {
	for kind, body := range heif.Boxes(data) {
		if kind != "ftyp" {
			return false
		}
		for ; len(body) >= 4; body = body[4:] {
			switch string(body[:4]) {
			case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis":
				return true
			}
		}
		return false
	}
	return false
}

func isText(b []byte) bool {
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}
