package av1

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"sync"
)

// A chance is what is expected of a symbol of n + 1 values (8.2.6): 2¹⁵ times how likely one greater than each of the first n is, and then how
// often it was read, which tells how fast that is to change. Room behind that is not used.

// chances are what is expected of all that a tile says.
type chances struct {
	levelChances
	modeChances
}

// levelChances are of transform blocks' levels: by the logarithm of a block's area as the standard counts it (txSzCtx), by whether it is of
// chroma, and by what is beside.
type levelChances struct {
	End    [7][2][2][16]uint16 // the logarithm of where levels end, by that of how many there can be less 4
	Last   [5][2][4][4]uint16  // the last level: 1, 2 or more
	Level  [5][2][41][4]uint16 // others: 0, 1, 2 or more
	More   [4][2][21][4]uint16 // by how much more: 0, 1, 2, or more yet
	EndBit [5][2][11][2]uint16 // the first bit of where they end
	None   [5][13][2]uint16    // whether there are none
	Sign   [2][3][2]uint16     // of the mean's
}

// modeChances are of coding blocks and what is said beside them.
type modeChances struct {
	Mode         [5][5][16]uint16   // of luma, by those above and left
	UVMode       [2][13][16]uint16  // by whether it may be by luma, and by luma's mode
	Partition    [5][4][16]uint16   // by side, 128 first
	Alpha        [6][16]uint16      // of prediction by luma,
	AlphaSigns   [8]uint16          //
	Kinds        [2][13][8]uint16   // of transforms, of seven
	FewerKinds   [3][13][8]uint16   // and of five
	Delta        [8][8]uint16       // of directions
	Recursive    [8]uint16          // which filter
	Segment      [3][8]uint16       //
	PaletteSize  [2][7][8]uint16    //
	PaletteIndex [2][7][5][8]uint16 //
	Smaller      [4][3][4]uint16    // by how much transforms are smaller than they could be
	DeltaQ       [4]uint16          // by how much superblocks' steps differ,
	DeltaLF      [5][4]uint16       // and their filters
	Restoration  [4]uint16          //
	Wiener       [2]uint16          //
	SelfGuided   [2]uint16          //
	UseRecursive [6][6][2]uint16    // by the logarithms of the block's sides less 2: wide, high
	Skip         [3][2]uint16       //
	Palette      [7][3][2]uint16    //
	UVPalette    [2][2]uint16       //
	Copied       [2]uint16          // units that are copies
	Joint        [4]uint16          // in which directions a vector is off the likely one,
	Vector       [2]distanceChances // and by how much: down, across
	Split        [7][3][2]uint16    // of copied units' transforms, by size and how often, the largest first
	SixteenKinds [2][16]uint16      // of these, of sixteen,
	TwelveKinds  [16]uint16         // of twelve,
	TwoKinds     [4][2]uint16       // and of two
}

// distanceChances are of a part of a vector.
type distanceChances struct {
	Class [16]uint16 // its logarithm
	Sign  [2]uint16
	Two   [2]uint16 // of the first class: whether it is 1 or 2
	Bits  [10][2]uint16
}

// chanceTable is the four default sets for levels, from fine steps to coarse ones, and that for modes, in the order of their types, as 16 bits each,
// little-endian (9.3).
//
//go:embed chances.bin
var chanceTable []byte

var defaults = sync.OnceValue(func() (d struct {
	Levels [4]levelChances
	Modes  modeChances
}) {
	if err := binary.Read(bytes.NewReader(chanceTable), binary.LittleEndian, &d); err != nil {
		panic("chances.bin: " + err.Error())
	}
	return d
})

// startingChances are what is expected where a tile begins, by its picture's quantiser index.
func startingChances(index int) chances {
	d := defaults()
	fineness := 0
	for _, from := range [3]int{20, 60, 120} {
		if index > from {
			fineness++
		}
	}
	return chances{d.Levels[fineness], d.Modes}
}
