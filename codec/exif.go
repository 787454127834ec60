package codec

import "encoding/binary"

// orientationTag is EXIF's "Orientation", a short in the first directory.
const orientationTag = 0x0112

// orientation reads the EXIF orientation, 1 to 8, from a TIFF block, with or
// without "Exif\0\0" before it. Whatever is missing or makes no sense is 1. It
// looks at the first directory only, so a loop of directories can't hold it.
func orientation(exif []byte) int {
	if len(exif) >= 6 && string(exif[:6]) == "Exif\x00\x00" {
		exif = exif[6:]
	}
	if len(exif) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(exif[:4]) {
	case "II*\x00":
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := uint64(order.Uint32(exif[4:]))
	if at+2 > uint64(len(exif)) {
		return 1
	}
	count := int(order.Uint16(exif[at:]))
	entries := exif[at+2:]
	for ; count > 0 && len(entries) >= 12; count-- {
		if value, ok := orientationOf(entries[:12], order); ok {
			return value
		}
		entries = entries[12:]
	}
	return 1
}

// orientationOf reads one directory entry.
func orientationOf(entry []byte, order binary.ByteOrder) (int, bool) {
	const short = 3
	if order.Uint16(entry) != orientationTag || order.Uint16(entry[2:]) != short {
		return 0, false
	}
	value := int(order.Uint16(entry[8:]))
	return value, value >= 1 && value <= 8
}
