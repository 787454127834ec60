package jpeg

import "encoding/binary"

// quantTable is a quantisation table in zigzag order, as files hold it.
type quantTable [64]uint16

func (t *quantTable) inReadingOrder() *quantTable {
	var out quantTable
	for i, place := range zigzag {
		out[place] = t[i]
	}
	return &out
}

// readTables reads a DQT segment; what is malformed is left out.
func readTables(b []byte, tables *[4]*quantTable) {
	for len(b) > 0 {
		wide, id := int(b[0]>>4), b[0]&15
		size := 64 << min(wide, 1)
		if b = b[1:]; id > 3 || wide > 1 || len(b) < size {
			return
		}
		t := new(quantTable)
		for i := range t {
			if t[i] = uint16(b[i]); wide == 1 {
				t[i] = binary.BigEndian.Uint16(b[2*i:])
			}
		}
		tables[id], b = t, b[size:]
	}
}

// The example tables of the JPEG standard (annex K), which libjpeg scales by
// its quality setting; in reading order.
var annexK = [2][64]int{{
	16, 11, 10, 16, 24, 40, 51, 61,
	12, 12, 14, 19, 26, 58, 60, 55,
	14, 13, 16, 24, 40, 57, 69, 56,
	14, 17, 22, 29, 51, 87, 80, 62,
	18, 22, 37, 56, 68, 109, 103, 77,
	24, 35, 55, 64, 81, 104, 113, 92,
	49, 64, 78, 87, 103, 121, 120, 101,
	72, 92, 95, 98, 112, 100, 103, 99,
}, {
	17, 18, 24, 47, 99, 99, 99, 99,
	18, 21, 26, 66, 99, 99, 99, 99,
	24, 26, 56, 99, 99, 99, 99, 99,
	47, 66, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99,
	99, 99, 99, 99, 99, 99, 99, 99,
}}

// zigzag gives the place in reading order of each coefficient of a file.
var zigzag = [64]int{
	0, 1, 8, 16, 9, 2, 3, 10,
	17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34,
	27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36,
	29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46,
	53, 60, 61, 54, 47, 55, 62, 63,
}

// standardTable is IJG's luma (0) or chroma (1) table at a quality of 1 to 100.
func standardTable(which, quality int) (t quantTable) {
	scale := 200 - 2*quality
	if quality < 50 {
		scale = 5000 / quality
	}
	for i, place := range zigzag {
		t[i] = uint16(min(max((annexK[which][place]*scale+50)/100, 1), 255))
	}
	return t
}

// estimateQuality finds the IJG quality whose tables are nearest, and whether
// they are exactly these. chroma is nil for grey pictures.
func estimateQuality(luma, chroma *quantTable) (quality int, exact bool) {
	best := -1
	for q := 100; q >= 1; q-- {
		d := distance(luma, standardTable(0, q))
		if chroma != nil {
			d += distance(chroma, standardTable(1, q))
		}
		if best < 0 || d < best {
			best, quality = d, q
		}
	}
	return quality, best == 0
}

func distance(t *quantTable, other quantTable) (sum int) {
	for i := range t {
		d := int(t[i]) - int(other[i])
		sum += max(d, -d)
	}
	return sum
}
