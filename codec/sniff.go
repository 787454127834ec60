package codec

import (
	"bytes"

	"uncodec/codec/heif"
)

// readableFormats ends every refusal with what would work.
const readableFormats = "Please save it as JPEG, PNG or WebP; GIF and BMP are read too, and HEIC, AVIF and JPEG XL by way of ffmpeg."

const raw = "a camera's raw file"

// otherFormats are the beginnings of files that we know but don't read.
var otherFormats = []struct{ magic, name string }{
	{"II*\x00", "a TIFF, or a camera's raw file"}, {"MM\x00*", "a TIFF, or a camera's raw file"},
	{"FUJIFILMCCD-RAW", raw}, {"IIRO", raw}, {"IIRS", raw}, {"MMOR", raw}, {"IIU\x00", raw}, {"\x00\x00\x00\x18ftypcrx ", raw},
	{"II\xbc\x01", "a JPEG XR picture"},
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
		return "", fault(Empty, "The file is empty. Choose it once more, or fetch it again from where it came.")
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		return "jpeg", nil
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return "png", nil
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return "webp", nil
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return "gif", nil
	case isBMP(data):
		return "bmp", nil
	case bytes.HasPrefix(data, []byte("\xff\x0a")), bytes.HasPrefix(data, []byte(jxlContainer)):
		return "jxl", nil
	case isHEIF(data):
		return "heic", nil // or AVIF, as its picture will tell
	case len(bytes.Trim(data, "\x00")) == 0:
		return "", fault(Empty, "The file holds nothing but zeros. %s", readableFormats)
	}
	if isVideo(data) {
		return "", fault(Unsupported, "This is a video, and a picture is wanted: a frame of it. The studio's first page lets you choose one; a line for it: ffmpeg -ss 3 -i clip.mp4 -frames:v 1 frame.png")
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
	if len(data) >= 12 && string(data[4:12]) == "ftypM4A " {
		return "sound without a picture"
	}
	start := bytes.ToLower(data[:min(len(data), 512)])
	if bytes.Contains(start, []byte("<html")) {
		return "a web page"
	}
	if bytes.Contains(start, []byte("<svg")) {
		return "an SVG drawing"
	}
	if isText(start) {
		return "text"
	}
	return "something other than a picture"
}

// isVideo knows the containers that videos mostly come in.
func isVideo(data []byte) bool {
	at := func(offset int, magic string) bool {
		return len(data) >= offset+len(magic) && string(data[offset:offset+len(magic)]) == magic
	}
	return at(4, "ftyp") && !at(8, "crx ") && !at(8, "M4A ") || at(4, "moov") || at(0, "\x1a\x45\xdf\xa3") || at(0, "RIFF") && at(8, "AVI ") || at(0, "\x00\x00\x01\xba") ||
		at(0, "G") && at(188, "G") && at(376, "G") || at(0, "FLV\x01") || at(0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11")
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
