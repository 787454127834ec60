package av1

import (
	"math/bits"
	"slices"
)

// cosine128 is 4096 times the cosines of 128ths of half a turn, as the standard rounds them.
var cosine128 = func() (all [256]int32) {
	quarter := [65]int32{4096, 4095, 4091, 4085, 4076, 4065, 4052, 4036, 4017, 3996, 3973, 3948, 3920, 3889, 3857, 3822,
		3784, 3745, 3703, 3659, 3612, 3564, 3513, 3461, 3406, 3349, 3290, 3229, 3166, 3102, 3035, 2967, 2896, 2824, 2751, 2675, 2598,
		2520, 2440, 2359, 2276, 2191, 2106, 2019, 1931, 1842, 1751, 1660, 1567, 1474, 1380, 1285, 1189, 1092, 995, 897, 799, 700, 601,
		501, 401, 301, 201, 101, 0}
	for i, v := range quarter {
		all[128-i], all[128+i] = -v, -v
		all[i], all[(256-i)&255] = v, v
	}
	return all
}()

// rotated is a pair turned by so many 128ths of half a turn (B of 7.13.2.1).
func rotated(a, b int32, angle uint8) (int32, int32) {
	c, s := int(cosine128[angle]), int(cosine128[angle-64])
	return int32((int(a)*c - int(b)*s + 2048) >> 12), int32((int(a)*s + int(b)*c + 2048) >> 12)
}

// met is a pair's sum and difference (H of 7.13.2.1).
func met(a, b, most int32) (sum, difference int32) { return clamp(a+b, most), clamp(a-b, most) }

// turns is by how much pairs are turned, where there are 1, 2, 4, 8 or 16.
var turns = [17][]uint8{
	1: {48}, 2: {56, 24}, 4: {60, 28, 44, 12}, 8: {62, 30, 46, 14, 54, 22, 38, 6}, 16: {63, 31, 47, 15, 55, 23, 39, 7, 59, 27, 43, 11, 51, 19, 35, 3},
}

// turnedOver is the numbers below 4, 8, 16, 32 and 64, each with its bits the other way round.
var turnedOver = func() (all [65][]uint8) {
	for log2 := 2; log2 <= 6; log2++ {
		for i := range 1 << log2 {
			all[1<<log2] = append(all[1<<log2], bits.Reverse8(uint8(i))>>(8-log2))
		}
	}
	return all
}()

// inverse transforms a row or column of frequencies, of which those from count on are 0 (7.13.2).
func inverse(kind int8, in, out []int32, count int, most int32) {
	switch {
	case kind == cosines && count == 1: // a mean alone
		fill(out, clamp(scaled(in[0], 2896), most))
	case kind == cosines:
		inverseCosines(in, out, most)
	case kind == sines && len(in) == 4:
		inverseSines4(in, out)
	case kind == sines:
		inverseSines(in, out, most)
	case kind == flipped:
		inverse(sines, in, out, count, most)
		slices.Reverse(out)
	case kind == samples:
		factor := [33]int{4: 5793, 8: 8192, 16: 11586, 32: 16384}[len(in)] // √(side ÷ 2)
		for i, v := range in {
			out[i] = scaled(v, factor)
		}
	default: // Walsh–Hadamard (7.13.2.10)
		a, d := in[0]+in[1], in[2]-in[3]
		half := (a - d) >> 1
		b, c := half-in[3], half-in[1]
		out[0], out[1], out[2], out[3] = a-b, b, c, d+c
	}
}

// inverseCosines is the inverse DCT (7.13.2.3). Odd frequencies are in the latter half, and so on in the former.
func inverseCosines(in, t []int32, most int32) {
	for i, k := range turnedOver[len(in)] {
		t[i] = in[k]
	}
	t[1], t[0] = rotated(t[0], t[1], 32)
	for half := 2; half < len(t); half *= 2 {
		oddCosines(t[half:2*half], most)
		for i, j := 0, 2*half-1; i < j; i, j = i+1, j-1 {
			t[i], t[j] = met(t[i], t[j], most)
		}
	}
}

// oddCosines does all that odd frequencies take before they meet the even ones.
func oddCosines(t []int32, most int32) {
	last := len(t) - 1
	for i, angle := range turns[len(t)/2] {
		t[i], t[last-i] = rotated(t[i], t[last-i], angle)
	}
	for side := 2; side < len(t); side *= 2 {
		for from := 0; from < len(t); from += 2 * side { // groups in which outer ones meet, every other upside down
			for i, j := from, from+side-1; i < j; i, j = i+1, j-1 {
				t[i], t[j] = met(t[i], t[j], most)
			}
			for i, j := from+side, from+2*side-1; i < j; i, j = i+1, j-1 {
				t[j], t[i] = met(t[j], t[i], most)
			}
		}
		if 2*side == len(t) {
			for i := side / 2; i < side; i++ {
				t[i], t[last-i] = rotated(t[last-i], t[i], 32)
			}
		}
		for n, angle := range turns[len(t)/4/side] {
			from := side/2 + 2*side*n
			for i := from; i < from+side/2; i++ {
				t[i], t[last-i] = rotated(t[last-i], t[i], angle)
			}
			for i := from + side/2; i < from+side; i++ {
				t[i], t[last-i] = rotated(t[last-i], t[i], angle+64)
			}
		}
	}
}

// inverseSines4 is the inverse ADST of 4 (7.13.2.6).
func inverseSines4(in, out []int32) {
	a, b, c, d := int(in[0]), int(in[1]), int(in[2]), int(in[3])
	first, second, both := 1321*a+3803*c+2482*d, 2482*a-1321*c-3803*d, 3344*b
	out[0], out[1] = int32((first+both+2048)>>12), int32((second+both+2048)>>12)
	out[2], out[3] = int32((3344*(a-c+d)+2048)>>12), int32((first+second-both+2048)>>12)
}

// inverseSines is the inverse ADST of 8 or 16 (7.13.2.7, 7.13.2.8).
func inverseSines(in, out []int32, most int32) {
	var all [16]int32
	n := len(in)
	t := all[:n]
	for i := 0; i < n; i += 2 {
		t[i+1], t[i] = rotated(in[n-1-i], in[i], uint8(64-32/n-64/n*i))
	}
	for half := n / 2; half >= 2; half /= 2 {
		for from := 0; from < n; from += 2 * half {
			for i := from; i < from+half; i++ {
				t[i], t[i+half] = met(t[i], t[i+half], most)
			}
			latter := t[from+half:][:half]
			if half == 2 {
				latter[1], latter[0] = rotated(latter[0], latter[1], 32)
			}
			for i, angle := range turns[half/4] {
				j, k := 2*i, 2*i+half/2
				latter[j+1], latter[j] = rotated(latter[j], latter[j+1], angle)
				latter[k], latter[k+1] = rotated(latter[k+1], latter[k], 64-angle)
			}
		}
	}
	for i := range out {
		out[i] = t[turnedOver[n][i^i>>1]]
		if i&1 == 1 {
			out[i] = -out[i]
		}
	}
}
