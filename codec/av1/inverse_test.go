package av1

import (
	"math"
	"math/rand/v2"
	"testing"
)

// basis is the orthonormal transform of so many samples that a kind comes near to, [frequency][sample].
func basis(kind int8, side int) [][]float64 {
	rows := make([][]float64, side)
	for k := range rows {
		rows[k] = make([]float64, side)
		for n := range rows[k] {
			switch {
			case kind == samples:
				if k == n {
					rows[k][n] = 1
				}
			case kind == flipped:
				rows[k][n] = basis(sines, side)[k][side-1-n]
			case kind == sines && side == 4:
				rows[k][n] = 2 / math.Sqrt(9) * math.Sin(math.Pi*float64(2*k+1)*float64(n+1)/9)
			case kind == sines:
				rows[k][n] = math.Sqrt(2/float64(side)) * math.Sin(math.Pi*float64(2*k+1)*float64(2*n+1)/float64(4*side))
			default:
				rows[k][n] = math.Sqrt(2/float64(side)) * math.Cos(math.Pi*float64(k)*float64(2*n+1)/float64(2*side))
				if k == 0 {
					rows[k][n] = math.Sqrt(1 / float64(side))
				}
			}
		}
	}
	return rows
}

// everyKind calls f for all blocks that there are of frequencies.
func everyKind(f func(b *block)) {
	for wide := 2; wide <= 6; wide++ {
		for high := max(2, wide-2); high <= min(6, wide+2); high++ {
			for _, across := range []int8{cosines, sines, samples, flipped} {
				for _, down := range []int8{cosines, sines, samples, flipped} {
					longest := max(wide, high)
					if longest == 6 && (across != cosines || down != cosines) || longest == 5 && (across != down || across == sines || across == flipped) {
						continue
					}
					f(&block{blockHead: blockHead{wide: wide, high: high, across: across, down: down, dc: 37, ac: 53}})
				}
			}
		}
	}
}

// exactly is what a block's levels say without any rounding.
func exactly(b *block) []float64 {
	width, height := b.width(), b.height()
	across, down := basis(b.across, width), basis(b.down, height)
	short := min(width, 32)
	rows := make([]float64, width*height)
	for v := range min(height, 32) {
		for u := range short {
			step := b.ac
			if u+v == 0 {
				step = b.dc
			}
			for x := range width {
				rows[v*width+x] += float64(int(b.levels[v*short+u])*step) / 8 * across[u][x]
			}
		}
	}
	to := make([]float64, width*height)
	for v := range min(height, 32) {
		for y := range height {
			for x := range width {
				to[y*width+x] += rows[v*width+x] * down[v][y]
			}
		}
	}
	return to
}

func TestResidual(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	to := make([]int32, 4096)
	count := 0
	everyKind(func(b *block) {
		count++
		for _, filled := range []int{1, 1, 3, 1024} {
			var worst float64
			for range 5 {
				b.levels = [1024]int32{}
				for i := range min(filled, 1<<(min(b.wide, 5)+min(b.high, 5))) {
					b.levels[i] = int32(random.IntN(21) - 10)
				}
				for i := range to {
					to[i] = 12345
				}
				b.residual(10, to)
				for i, want := range exactly(b) {
					worst = max(worst, math.Abs(want-float64(to[i])))
				}
			}
			if worst > 2 {
				t.Errorf("%d × %d by %d and %d, %d levels: off by %v", b.width(), b.height(), b.across, b.down, filled, worst)
			}
		}
	})
	if count == 0 {
		t.Fatal("no kinds")
	}
}

func TestMeanAlone(t *testing.T) {
	for _, level := range []int32{1, -1, 77, -1500, 1 << 22} {
		in, fast, slow := make([]int32, 64), make([]int32, 64), make([]int32, 64)
		in[0] = level
		for side := 4; side <= 64; side *= 2 {
			inverse(cosines, in[:side], fast[:side], 1, 1<<17-1)
			inverseCosines(in[:side], slow[:side], 1<<17-1)
			for i := range side {
				if fast[i] != slow[i] {
					t.Fatalf("%d of %d: %d, want %d", i, side, fast[i], slow[i])
				}
			}
		}
	}
}

func TestDequantise(t *testing.T) {
	scale := make([]uint8, 16)
	for i := range scale {
		scale[i] = uint8(32 + i)
	}
	b := block{blockHead: blockHead{wide: 2, high: 2, dc: 10, ac: 20, scale: scale}}
	copy(b.levels[:], []int32{3, -3, 1 << 20, -(1 << 23)})
	var to [64]int32
	if count := b.dequantise(0, 1<<15-1, &to); count != 4 {
		t.Errorf("%d frequencies", count)
	}
	for i, want := range []int32{30, -3 * ((20*33 + 16) / 32), min(21<<20&0xffffff, 1<<15-1), 0} {
		if to[i] != want && i != 3 {
			t.Errorf("%d: %d, want %d", i, to[i], want)
		}
	}
}

// TestExact turns samples into levels by the transform that Walsh–Hadamard's inverse undoes.
func TestExact(t *testing.T) {
	forward := func(a, b, c, d int32) [4]int32 { // of samples in order
		// out = a−b, b, c, d+c of the inverse, turned round step by step.
		a0, b0, c0, d0 := a+b, b, c, d-c
		e := (a0 - d0) >> 1
		b0, c0 = e-b0, e-c0
		return [4]int32{a0 - c0, c0, d0 + b0, b0}
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 1000 {
		var want, columns [16]int32
		for i := range want {
			want[i] = int32(random.IntN(511) - 255)
		}
		for x := range 4 {
			column := forward(want[x], want[4+x], want[8+x], want[12+x])
			for y, v := range column {
				columns[4*y+x] = v
			}
		}
		b := block{blockHead: blockHead{wide: 2, high: 2, across: exact, down: exact, dc: 4, ac: 4}}
		for y := range 4 {
			row := forward(columns[4*y], columns[4*y+1], columns[4*y+2], columns[4*y+3])
			copy(b.levels[4*y:], row[:])
		}
		var to [16]int32
		b.residual(8, to[:])
		if to != want {
			t.Fatalf("%v, want %v", to, want)
		}
	}
}

// TestAnyLevels is that nothing is out of range, whatever the levels are.
func TestAnyLevels(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	to := make([]int32, 4096)
	everyKind(func(b *block) {
		b.dc, b.ac = 21387, 29247
		for _, depth := range []int{8, 10, 12} {
			for i := range b.levels {
				b.levels[i] = int32(random.IntN(1<<24) - 1<<23)
			}
			b.residual(depth, to)
			for _, v := range to[:b.width()*b.height()] {
				if v >= 1<<20 || v < -1<<20 {
					t.Fatalf("%d", v)
				}
			}
		}
	})
}

func BenchmarkResidual(b *testing.B) {
	to := make([]int32, 4096)
	for _, log2 := range []int{2, 3, 4, 5, 6} {
		for _, name := range []string{"mean", "few", "full"} {
			of := block{blockHead: blockHead{wide: log2, high: log2, dc: 37, ac: 53}}
			of.levels[0] = 10
			for i := range of.levels {
				across := min(log2, 5)
				if name == "full" || name == "few" && i>>across+i&(1<<across-1) < 4 {
					of.levels[i] = int32(i%5 - 2)
				}
			}
			b.Run(string(rune('0'+log2))+name, func(b *testing.B) {
				b.SetBytes(int64(1 << (2 * log2)))
				b.ReportAllocs()
				for b.Loop() {
					of.residual(8, to)
				}
			})
		}
	}
}
