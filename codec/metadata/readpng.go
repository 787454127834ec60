package metadata

import (
	"bytes"
	"encoding/binary"
	"iter"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// PNGChunks are a PNG's chunks, their kinds and bodies, up to the picture's end or where the file is cut. What stands
// behind that end no decoder reads.
func PNGChunks(file []byte) iter.Seq2[string, []byte] {
	return func(yield func(kind string, body []byte) bool) {
		for rest := file[len(pngSignature):]; len(rest) >= 12; {
			n := uint64(binary.BigEndian.Uint32(rest))
			kind := string(rest[4:8])
			if n+12 > uint64(len(rest)) || kind == "IEND" || !yield(kind, rest[8:8+n]) {
				return
			}
			rest = rest[12+n:]
		}
	}
}

func readPNG(file []byte) (b Blocks) {
	tried := map[string]bool{} // what is inflated, once: thousands of blocks may each be a bomb
	for kind, body := range PNGChunks(file) {
		switch {
		case kind == "eXIf" && b.EXIF == nil:
			b.EXIF = bytes.TrimPrefix(body, []byte(exifStart))
		case kind == "iTXt" && !tried[kind] && bytes.HasPrefix(body, []byte(xmpKey)):
			tried[kind] = true
			b.XMP = xmpText(body)
		case kind == "iCCP" && !tried[kind]:
			tried[kind] = true
			_, after, _ := bytes.Cut(body, []byte{0}) // the name, and how it is compressed
			b.ICC = inflate(after[min(1, len(after)):], maxICC)
		}
	}
	return b
}

// xmpKey is the keyword of a PNG's international text that holds XMP.
const xmpKey = "XML:com.adobe.xmp\x00"

// xmpText takes the packet out of international text that begins with xmpKey: keyword, two flags, language, translation.
// It is empty where it is cut.
func xmpText(body []byte) []byte {
	if len(body) < len(xmpKey)+2 {
		return []byte{}
	}
	compressed, rest := body[len(xmpKey)] == 1, body[len(xmpKey)+2:]
	for range 2 {
		_, after, ok := bytes.Cut(rest, []byte{0})
		if !ok {
			return []byte{}
		}
		rest = after
	}
	if compressed {
		return inflate(rest, maxXMP)
	}
	return rest
}
