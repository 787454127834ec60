package codec

import "encoding/binary"

// inspectWebP walks the chunks of the RIFF container.
func inspectWebP(data []byte, f *facts) error {
	var s webpScout
	for rest := data[12:]; len(rest) >= 8; {
		size := uint64(binary.LittleEndian.Uint32(rest[4:]))
		body := rest[8:min(8+size, uint64(len(rest)))] // a cut chunk still shows its beginning
		s.see(string(rest[:4]), body, f)
		if 8+size+size&1 >= uint64(len(rest)) {
			break
		}
		rest = rest[8+size+size&1:]
	}
	return s.judge(f)
}

// webpScout holds the sizes as the container and as the picture state them.
type webpScout struct {
	canvasW, canvasH int
	w, h             int
	animated         bool
}

func (s *webpScout) see(kind string, b []byte, f *facts) {
	switch {
	case kind == "VP8X" && len(b) >= 10:
		s.animated = b[0]&0x02 != 0
		f.Alpha = b[0]&0x10 != 0
		s.canvasW, s.canvasH = 1+uint24(b[4:]), 1+uint24(b[7:])
	case kind == "VP8 " && len(b) >= 10 && s.w == 0:
		s.w = int(binary.LittleEndian.Uint16(b[6:])) & 0x3fff
		s.h = int(binary.LittleEndian.Uint16(b[8:])) & 0x3fff
		f.Subsampling = "4:2:0"
	case kind == "VP8L" && len(b) >= 5 && s.w == 0:
		bits := binary.LittleEndian.Uint32(b[1:])
		s.w, s.h = 1+int(bits&0x3fff), 1+int(bits>>14&0x3fff)
		f.Alpha = bits>>28&1 != 0
		f.Lossless = true
	case kind == "ANMF":
		s.animated = true
	}
}

func (s *webpScout) judge(f *facts) error {
	f.Width, f.Height = max(s.w, s.canvasW), max(s.h, s.canvasH)
	switch {
	case s.animated:
		return fault(Animated, "This WebP is animated, and only still pictures are read here. One frame saved as PNG would work.")
	case s.w == 0:
		return broken("WebP", "it holds no picture")
	case s.canvasW > 0 && (s.canvasW != s.w || s.canvasH != s.h):
		return broken("WebP", "it states two different sizes")
	}
	return nil
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
