package av1

import (
	_ "embed"
	"sync"
)

// matrixTable is, for each level, of luma and of chroma, the matrix of 32 × 16 row by row, and that of 32 × 32, of which no more is
// there than up to its diagonal, as it is symmetric (9.5). All others are drawn from these.
//
//go:embed matrices.bin
var matrixTable []byte

// matrices are by level, by whether they are chroma's, and by the logarithms of sides less 2: wide, high.
var matrices = sync.OnceValue(func() *[15][2][4][4][]uint8 {
	all, from := new([15][2][4][4][]uint8), matrixTable
	for level := range all {
		for chroma := range all[level] {
			oblong, square := from[:32*16], from[32*16:][:32*33/2]
			from = from[32*16+32*33/2:]
			of := &all[level][chroma]
			for wide := 2; wide <= 5; wide++ {
				of[wide-2][wide-2] = thinned(wide, wide, 32, func(u, v int) uint8 {
					u, v = min(u, v), max(u, v)
					return square[v*(v+1)/2+u]
				})
				for high := max(2, wide-2); high < wide; high++ {
					m := thinned(wide, high, 16, func(u, v int) uint8 { return oblong[32*v+u] })
					of[wide-2][high-2], of[high-2][wide-2] = m, turned(m, wide, high)
				}
			}
		}
	}
	return all
})

// thinned is a matrix whose sides have such logarithms, out of one of 32 by so many factors.
func thinned(wide, high, of int, at func(u, v int) uint8) (m []uint8) {
	across, down := 32>>wide, of>>high
	for v := range 1 << high {
		for u := range 1 << wide {
			m = append(m, at(u*across+(across-1)/2, v*down+(down-1)/2))
		}
	}
	return m
}

// turned is a matrix whose sides have such logarithms, its rows as columns.
func turned(m []uint8, wide, high int) []uint8 {
	to := make([]uint8, len(m))
	for i, v := range m {
		to[i&(1<<wide-1)<<high+i>>wide] = v
	}
	return to
}

// matrixOf is what each frequency's step is multiplied with, in 32nds, row by row, in a block whose sides have such logarithms; nil where
// that is 1.
func matrixOf(level, plane, wide, high int) []uint8 {
	if level >= 15 {
		return nil
	}
	return matrices()[level][min(plane, 1)][min(wide, 5)-2][min(high, 5)-2]
}
