package codec

import "encoding/binary"

// wideColours are those that ITU-T H.273 numbers and a screen of sRGB would show wrongly: red, green and blue as XYZ
// under D50, in steps of 1/65536; of film's, which have a white of their own, the name alone.
var wideColours = map[int]struct {
	name string
	xyz  [3][3]int32
}{
	9:  {"BT.2020", [3][3]int32{{44136, 18287, -127}, {10857, 44259, 1965}, {8195, 2989, 52222}}},
	11: {name: "DCI-P3"},
	12: {"Display P3", [3][3]int32{{33759, 15807, -69}, {19135, 45367, 2745}, {10296, 4363, 51384}}},
}

const sRGBTransfer = 13

// hdrCurves are those that an ordinary screen shows flat.
var hdrCurves = map[int]string{16: "PQ", 18: "HLG"}

// colourNotes say what of the colours that a file tells by numbers is not kept.
func colourNotes(f *facts) (notes []string) {
	if name := hdrCurves[f.transfer]; name != "" {
		notes = append(notes, "This picture is HDR ("+name+"); its tones are worked on as they are coded and look flat on an ordinary screen.")
	}
	if name := wideColours[f.primaries].name; len(f.metadata.ICC) == 0 && name != "" {
		notes = append(notes, "The colours are "+name+" without a profile that could be kept; they are taken as sRGB and look weaker than they are.")
	}
	return notes
}

// numberedProfile is the ICC profile (version 4) of colours that a file tells by their numbers alone; nil for
// those that need none, and for curves other than sRGB's.
func numberedProfile(primaries, transfer int) []byte {
	of := wideColours[primaries]
	if of.xyz[0][0] == 0 || transfer != sRGBTransfer {
		return nil
	}
	numbers := func(kind string, v ...int32) []byte {
		out := []byte(kind + "\x00\x00\x00\x00")
		for _, n := range v {
			out = binary.BigEndian.AppendUint32(out, uint32(n))
		}
		return out
	}
	text := numbers("mluc", 1, 12, 'e'<<24|'n'<<16|'U'<<8|'S', int32(2*len(of.name)), 28)
	for _, c := range []byte(of.name) {
		text = append(text, 0, c)
	}
	curve := numbers("para", 3<<16, 157286, 62119, 3417, 5072, 2651) // ((x + 0.055) / 1.055)^2.4, or x / 12.92 below 0.04045
	tags := []struct {
		name string
		body []byte
	}{
		{"desc", text}, {"cprt", text}, {"wtpt", numbers("XYZ ", 63190, 65536, 54061)},
		{"chad", numbers("sf32", 68674, 1502, -3291, 1939, 64912, -1119, -606, 988, 49262)}, // D65 → D50
		{"rXYZ", numbers("XYZ ", of.xyz[0][:]...)}, {"gXYZ", numbers("XYZ ", of.xyz[1][:]...)}, {"bXYZ", numbers("XYZ ", of.xyz[2][:]...)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	head := make([]byte, 128)
	copy(head[8:], "\x04\x30\x00\x00mntrRGB XYZ ")
	copy(head[36:], "acsp")
	copy(head[68:], numbers("", 63190, 65536, 54061)[4:])
	table := binary.BigEndian.AppendUint32(head, uint32(len(tags)))
	at := len(table) + 12*len(tags)
	var bodies []byte
	for _, t := range tags {
		table = append(table, t.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(at+len(bodies)))
		table = binary.BigEndian.AppendUint32(table, uint32(len(t.body)))
		bodies = append(bodies, t.body...)
		bodies = append(bodies, make([]byte, -len(bodies)&3)...)
	}
	profile := append(table, bodies...)
	binary.BigEndian.PutUint32(profile, uint32(len(profile)))
	return profile
}
