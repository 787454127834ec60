package metadata

import (
	"bytes"
	"encoding/binary"
	"iter"
)

// WebPChunk is one of a WebP's RIFF container.
type WebPChunk struct {
	Kind string // four letters
	Body []byte // as much of it as there is
	Cut  bool   // the file ends within it
}

// WebPChunks are a WebP's chunks up to the file's end.
func WebPChunks(file []byte) iter.Seq[WebPChunk] {
	return func(yield func(WebPChunk) bool) {
		for rest := file[12:]; len(rest) >= 8; {
			size, here := uint64(binary.LittleEndian.Uint32(rest[4:])), uint64(len(rest))
			if !yield(WebPChunk{string(rest[:4]), rest[8:min(8+size, here)], 8+size > here}) {
				return
			}
			rest = rest[min(8+size+size&1, here):]
		}
	}
}

func readWebP(file []byte) (b Blocks) {
	for c := range WebPChunks(file) {
		if c.Cut {
			c.Body = []byte{}
		}
		switch {
		case c.Kind == "EXIF" && b.EXIF == nil:
			b.EXIF = bytes.TrimPrefix(c.Body, []byte(exifStart))
		case c.Kind == "XMP " && b.XMP == nil:
			b.XMP = c.Body
		case c.Kind == "ICCP" && b.ICC == nil:
			b.ICC = c.Body
		}
	}
	return b
}
