package metadata

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// Write puts cleaned blocks into a file of ours, "jpeg", "png" or "webp", which has none yet.
func Write(file []byte, format string, b Blocks) ([]byte, error) {
	if b.Empty() {
		return file, nil
	}
	switch format {
	case "jpeg":
		return writeJPEG(file, b), nil
	case "png":
		return writePNG(file, b), nil
	case "webp":
		return writeWebP(file, b)
	}
	return nil, errors.New("metadata: no such format: " + format)
}

// writeJPEG puts segments behind the file's first marker.
func writeJPEG(file []byte, b Blocks) []byte {
	const most = 65533 - len(iccStart) - 2 // of a profile in a segment
	out := append([]byte(nil), file[:2]...)
	segment := func(marker byte, parts ...[]byte) {
		body := bytes.Join(parts, nil)
		out = binary.BigEndian.AppendUint16(append(out, 0xff, marker), uint16(len(body)+2))
		out = append(out, body...)
	}
	if b.EXIF != nil {
		segment(0xe1, []byte(exifStart), b.EXIF)
	}
	if b.XMP != nil {
		segment(0xe1, []byte(xmpStart), b.XMP)
	}
	pieces := (len(b.ICC) + most - 1) / most
	for i := range pieces {
		piece := b.ICC[i*most : min((i+1)*most, len(b.ICC))]
		segment(0xe2, []byte(iccStart), []byte{byte(i + 1), byte(pieces)}, piece)
	}
	return append(out, file[2:]...)
}

// writePNG puts chunks behind the header chunk.
func writePNG(file []byte, b Blocks) []byte {
	const header = len(pngSignature) + 25
	out := append([]byte(nil), file[:header]...)
	chunk := func(kind string, parts ...[]byte) {
		body := bytes.Join(append([][]byte{[]byte(kind)}, parts...), nil)
		out = binary.BigEndian.AppendUint32(out, uint32(len(body)-4))
		out = append(out, body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
	}
	if b.ICC != nil {
		var packed bytes.Buffer
		z := zlib.NewWriter(&packed)
		z.Write(b.ICC) // to memory: it cannot fail
		z.Close()
		chunk("iCCP", []byte("ICC profile\x00\x00"), packed.Bytes())
	}
	if b.EXIF != nil {
		chunk("eXIf", b.EXIF)
	}
	if b.XMP != nil {
		chunk("iTXt", []byte(xmpKey+"\x00\x00\x00\x00"), b.XMP)
	}
	return append(out, file[header:]...)
}

// The flags of WebP's extended header.
const (
	flagXMP   = 0x04
	flagEXIF  = 0x08
	flagAlpha = 0x10
	flagICC   = 0x20
)

// writeWebP lays the container anew, in the order that it prescribes.
func writeWebP(file []byte, b Blocks) ([]byte, error) {
	var picture []WebPChunk
	header := make([]byte, 10)
	for c := range WebPChunks(file) {
		switch c.Kind {
		case "VP8X":
			copy(header, c.Body)
			continue
		case "VP8 ":
			w, h := binary.LittleEndian.Uint16(c.Body[6:])&0x3fff, binary.LittleEndian.Uint16(c.Body[8:])&0x3fff
			put24(header[4:], uint32(w)-1)
			put24(header[7:], uint32(h)-1)
		case "VP8L":
			bits := binary.LittleEndian.Uint32(c.Body[1:])
			put24(header[4:], bits&0x3fff)
			put24(header[7:], bits>>14&0x3fff)
			header[0] |= byte(bits>>28&1) * flagAlpha
		case "ALPH":
			header[0] |= flagAlpha
		}
		picture = append(picture, c)
	}
	if len(picture) == 0 {
		return nil, errors.New("metadata: a WebP file without a picture")
	}
	out := []byte("RIFF\x00\x00\x00\x00WEBP")
	add := func(kind string, body []byte) {
		out = binary.LittleEndian.AppendUint32(append(out, kind...), uint32(len(body)))
		if out = append(out, body...); len(body)%2 == 1 {
			out = append(out, 0)
		}
	}
	for flag, block := range map[byte][]byte{flagICC: b.ICC, flagEXIF: b.EXIF, flagXMP: b.XMP} {
		if block != nil {
			header[0] |= flag
		}
	}
	add("VP8X", header)
	if b.ICC != nil {
		add("ICCP", b.ICC)
	}
	for _, c := range picture {
		add(c.Kind, c.Body)
	}
	if b.EXIF != nil {
		add("EXIF", b.EXIF)
	}
	if b.XMP != nil {
		add("XMP ", b.XMP)
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, nil
}

func put24(to []byte, v uint32) { to[0], to[1], to[2] = byte(v), byte(v>>8), byte(v>>16) }
