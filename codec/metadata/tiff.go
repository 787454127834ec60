package metadata

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
)

// field is an entry of a directory, its value in the file's byte order.
type field struct {
	tag, kind uint16
	count     uint32
	value     []byte
}

const (
	kindASCII = 2
	kindShort = 3
	kindLong  = 4
)

// sizes are the bytes of a value, by kind.
var sizes = map[uint16]uint64{1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}

// tiff is an EXIF block that is being read.
type tiff struct {
	data  []byte
	order interface {
		binary.ByteOrder
		binary.AppendByteOrder
	}
}

// readTIFF opens an EXIF block and reads its first directory.
func readTIFF(block []byte) (t tiff, main []field, err error) {
	t.data = block
	switch {
	case len(block) == 0:
		return t, nil, errUnread
	case len(block) < 8:
		return t, nil, errors.New("it is cut")
	case len(block) > mostEXIF:
		return t, nil, errors.New("it is too large")
	case string(block[:4]) == "II*\x00":
		t.order = binary.LittleEndian
	case string(block[:4]) == "MM\x00*":
		t.order = binary.BigEndian
	default:
		return t, nil, errors.New("it does not begin as EXIF does")
	}
	main, found := t.directory(t.order.Uint32(block[4:]))
	if !found {
		return t, nil, errors.New("its directory is cut")
	}
	return t, main, nil
}

// directory reads the entries at an offset, without those that reach outside the block
// or stand twice. It follows no further directory, so a loop can't hold it.
func (t tiff) directory(offset uint32) (fields []field, found bool) {
	at, end := uint64(offset), uint64(len(t.data))
	if at+2 > end {
		return nil, false
	}
	count := int(t.order.Uint16(t.data[at:]))
	at += 2
	seen := map[uint16]bool{}
	room := end // values that overlap could add up without end
	for ; count > 0 && at+12 <= end; count, at = count-1, at+12 {
		entry := t.data[at : at+12]
		f := field{tag: t.order.Uint16(entry), kind: t.order.Uint16(entry[2:]), count: t.order.Uint32(entry[4:])}
		size, value := sizes[f.kind]*uint64(f.count), entry[8:]
		if size == 0 || size > maxEXIF || size > room || seen[f.tag] {
			continue
		}
		if size > 4 {
			from := uint64(t.order.Uint32(value))
			if from+size > end {
				continue
			}
			value = t.data[from:]
		}
		f.value = value[:size]
		room -= size
		seen[f.tag] = true
		fields = append(fields, f)
	}
	return fields, true
}

// write lays the directories out one after the other.
func (t tiff) write(main, exif, gps []field) []byte {
	pointer := func(tag uint16, at int) field {
		return field{tag, kindLong, 1, t.order.AppendUint32(nil, uint32(at))}
	}
	// Pointers take room wherever they point, so that the lengths are known beforehand.
	if len(exif) > 0 {
		main = append(main, pointer(tagEXIF, 0))
	}
	if len(gps) > 0 {
		main = append(main, pointer(tagGPS, 0))
	}
	at := 8 + len(t.lay(main, 8))
	for _, sub := range []struct {
		tag    uint16
		fields []field
	}{{tagEXIF, exif}, {tagGPS, gps}} {
		if len(sub.fields) > 0 {
			main[slices.IndexFunc(main, func(f field) bool { return f.tag == sub.tag })] = pointer(sub.tag, at)
			at += len(t.lay(sub.fields, 0))
		}
	}
	out := append([]byte(nil), t.data[:4]...)
	out = append(t.order.AppendUint32(out, 8), t.lay(main, 8)...)
	for _, fields := range [][]field{exif, gps} {
		if len(fields) > 0 {
			out = append(out, t.lay(fields, uint32(len(out)))...)
		}
	}
	return out
}

// lay writes a directory that begins at an offset, its longer values behind it.
func (t tiff) lay(fields []field, offset uint32) []byte {
	slices.SortFunc(fields, func(a, b field) int { return int(a.tag) - int(b.tag) })
	out := t.order.AppendUint16(nil, uint16(len(fields)))
	var values []byte
	behind := offset + uint32(2+12*len(fields)+4)
	for _, f := range fields {
		out = t.order.AppendUint16(t.order.AppendUint16(out, f.tag), f.kind)
		out = t.order.AppendUint32(out, f.count)
		if len(f.value) <= 4 {
			out = append(out, append(bytes.Clone(f.value), 0, 0, 0, 0)[:4]...)
			continue
		}
		out = t.order.AppendUint32(out, behind+uint32(len(values)))
		values = append(values, f.value...)
		if len(values)%2 == 1 {
			values = append(values, 0)
		}
	}
	return append(t.order.AppendUint32(out, 0), values...)
}
