package vp8

// How a block is predicted (RFC 6386, 12). The first four are those of whole squares, too.
const (
	dcMode = iota
	trueMotion
	vertical
	horizontal
	rightDown
	verticalRight
	leftDown
	verticalLeft
	horizontalDown
	horizontalUp
	modes
	apart = modes // luma block by block
)

// The trees that modes are coded by, and how likely their branches are (11.2, 8.1).
var (
	lumaTree    = []int8{-apart, 2, 4, 6, -dcMode, -vertical, -horizontal, -trueMotion}
	chromaTree  = []int8{-dcMode, 2, -vertical, 4, -horizontal, -trueMotion}
	segmentTree = []int8{2, 4, -0, -1, -2, -3}
	blockTree   = []int8{
		-dcMode, 2, -trueMotion, 4, -vertical, 6, 8, 12,
		-horizontal, 10, -rightDown, -verticalRight, -leftDown, 14, -verticalLeft, 16, -horizontalDown, -horizontalUp,
	}

	lumaChances   = []uint8{145, 156, 163, 128}
	chromaChances = []uint8{142, 114, 183}
)

// modeReader reads macroblocks' modes, row by row, which depend on those above and to the left.
type modeReader struct {
	of    *frame
	coded boolean
	above []int // of each column of blocks
	left  [4]int
}

func newModeReader(f *frame) *modeReader {
	return &modeReader{of: f, coded: f.modes, above: make([]int, 4*f.across)}
}

// row begins a row.
func (r *modeReader) row() { r.left = [4]int{} }

// read reads macroblock x of the row, all but its levels and prediction.
func (r *modeReader) read(x int, m *macroblock) {
	b := &r.coded
	if r.of.mapped {
		m.segment = b.tree(segmentTree, r.of.segmentChance[:])
	}
	m.skip = r.of.skips && b.bit(r.of.skipChance)
	m.luma = b.tree(lumaTree, lumaChances)
	m.whole = m.luma != apart
	above := r.above[4*x:][:4]
	for n := range m.blocks {
		i, j := n%4, n/4
		mode := m.luma
		if !m.whole {
			mode = b.tree(blockTree, blockModeProbabilities[above[i]][r.left[j]][:])
		}
		m.blocks[n], above[i], r.left[j] = mode, mode, mode
	}
	m.chroma = b.tree(chromaTree, chromaChances)
}
