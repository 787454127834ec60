package metadata

import (
	"bytes"
	"compress/zlib"
	"io"

	"uncodec/codec/jpeg"
)

// What the blocks begin with in JPEG segments.
const (
	exifStart = "Exif\x00\x00"
	xmpStart  = "http://ns.adobe.com/xap/1.0/\x00"
	iccStart  = "ICC_PROFILE\x00"
	iptcStart = "Photoshop 3.0\x00"
)

// Read finds the blocks of a JPEG, PNG or WebP file. It takes the first of each kind,
// and bounds what it inflates and joins; it never fails.
func Read(file []byte) Blocks {
	switch {
	case bytes.HasPrefix(file, []byte("\xff\xd8")):
		return readJPEG(file)
	case bytes.HasPrefix(file, []byte(pngSignature)):
		return readPNG(file)
	case len(file) >= 12 && string(file[:4]) == "RIFF" && string(file[8:12]) == "WEBP":
		return readWebP(file)
	}
	return Blocks{}
}

// readJPEG reads the segments ahead of the first scan.
func readJPEG(file []byte) (b Blocks) {
	chunks, total := map[byte][]byte{}, byte(0)
	for marker, body := range jpeg.Segments(file) {
		if marker == jpeg.SOS {
			break
		}
		switch {
		case marker == 0xe1 && b.EXIF == nil && bytes.HasPrefix(body, []byte(exifStart)):
			b.EXIF = body[len(exifStart):]
		case marker == 0xe1 && b.XMP == nil && bytes.HasPrefix(body, []byte(xmpStart)):
			b.XMP = body[len(xmpStart):]
		case marker == 0xed && bytes.HasPrefix(body, []byte(iptcStart)) && bytes.Contains(body, []byte("8BIM\x04\x04")):
			b.IPTC = true
		case marker == 0xe2 && bytes.HasPrefix(body, []byte(iccStart)) && len(body) > len(iccStart)+2:
			at := body[len(iccStart):]
			total = at[1]
			chunks[at[0]] = at[2:]
		}
	}
	b.ICC = join(chunks, total)
	return b
}

// join puts a profile's numbered pieces together; it is empty if one is missing, nil if there are none.
func join(chunks map[byte][]byte, total byte) []byte {
	if len(chunks) == 0 {
		return nil
	}
	all := []byte{}
	for i := 1; i <= int(total); i++ {
		chunk, ok := chunks[byte(i)]
		if !ok || len(all)+len(chunk) > maxICC {
			return []byte{}
		}
		all = append(all, chunk...)
	}
	return all
}

// inflate is empty for what is broken or larger than limit.
func inflate(data []byte, limit int64) []byte {
	if int64(len(data)) > limit+limit/8 { // blocks that give nothing could go on without end
		return []byte{}
	}
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return []byte{}
	}
	out, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil || int64(len(out)) > limit {
		return []byte{}
	}
	return out
}
