package inference

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"slices"

	"uncodec/fine"
)

// CoderFacts is what a learned codec's network file says of itself.
type CoderFacts struct {
	Codec  string `json:"codec"`
	Level  string `json:"level"`
	Stride int    `json:"stride"` // sides have to be multiples of it; callers need not care
	Tables struct {
		Y CoderTables `json:"y"`
		Z CoderTables `json:"z"`
	} `json:"tables"`
}

// CoderTables are an entropy coder's: rows of cumulative frequencies, each without its
// first 0 and its last 65536, one after the other as 16-bit little-endian numbers.
type CoderTables struct {
	Lengths    []int   `json:"lengths"` // of the rows, those two included
	Offsets    []int32 `json:"offsets"`
	Cumulative []byte  `json:"cumulative"`
}

// Coder is a learned codec at one level. It may be used by many goroutines at once.
type Coder struct {
	CoderFacts
	network network
	at      map[string]int // where each output stands
}

// Coded is what the network says of a picture: whole numbers to be coded, and the picture
// that a decoder makes of them.
type Coded struct {
	Image  *image.NRGBA
	Y      []int32 // the latent, less its means
	Scales []int32 // for each of Y, its row of the tables
	Z      []int32 // channel by channel
	Planes int     // channels of Z
}

// OpenCoder reads a network file that training/learned/export.py wrote.
func (r *Runtime) OpenCoder(data []byte) (*Coder, error) {
	text, err := factsText(data)
	if err != nil {
		return nil, err
	}
	c := &Coder{at: map[string]int{}}
	if err := json.Unmarshal([]byte(text), &c.CoderFacts); err != nil || c.Stride < 1 {
		return nil, errors.New("its facts make no sense: export it with training/learned/export.py")
	}
	if !c.Tables.Y.sound() || !c.Tables.Z.sound() {
		return nil, errors.New("it has no tables to code with: files of published weights are for training pictures only")
	}
	// The two sides of a coder have to compute the same to the bit, wherever they are.
	n, err := r.openOn(CPU, source{data: data}, 1)
	if err != nil {
		return nil, err
	}
	c.network = n
	for _, name := range []string{"picture", "y", "tables", "z"} {
		if c.at[name] = slices.Index(names(n.outputs()), name); c.at[name] < 0 {
			n.close()
			return nil, fmt.Errorf("it has no output %q: export it with training/learned/export.py", name)
		}
	}
	return c, nil
}

// sound reports whether the rows are all there. A row's numbers rise, so that there are at most 65537.
func (t CoderTables) sound() bool {
	numbers := 0
	for _, length := range t.Lengths {
		if length < 2 || length > 1<<16+1 {
			return false
		}
		numbers += length - 2
	}
	return len(t.Lengths) > 0 && len(t.Offsets) == len(t.Lengths) && len(t.Cumulative) == 2*numbers
}

// Rows spreads out the rows of sound tables, each with its first 0 and its last 65536.
func (t CoderTables) Rows() [][]uint32 {
	rows, rest := make([][]uint32, len(t.Lengths)), t.Cumulative
	for i, length := range t.Lengths {
		row := []uint32{0}
		for range length - 2 {
			row = append(row, uint32(binary.LittleEndian.Uint16(rest)))
			rest = rest[2:]
		}
		rows[i] = append(row, 1<<16)
	}
	return rows
}

// Close frees the network. No call may be under way.
func (c *Coder) Close() { c.network.close() }

// Code takes a picture through the codec. Alpha is left out. It stops when ctx ends.
func (c *Coder) Code(ctx context.Context, img *image.NRGBA) (*Coded, error) {
	size := img.Bounds().Size()
	w, h := roundUp(size.X, c.Stride), roundUp(size.Y, c.Stride)
	outputs, err := c.network.run(ctx, []tensor{planes(img, 0, 0, w, h)})
	if err != nil {
		return nil, err
	}
	z := outputs[c.at["z"]]
	return &Coded{
		Image:  cropped(outputs[c.at["picture"]].data, w, h, size),
		Y:      whole(outputs[c.at["y"]]),
		Scales: whole(outputs[c.at["tables"]]),
		Z:      whole(z),
		Planes: int(z.shape[1]),
	}, nil
}

// cropped makes an opaque picture of the upper left of planes [3, h, w].
func cropped(values []float32, w, h int, size image.Point) *image.NRGBA {
	out := fine.Of(image.NewNRGBA(image.Rectangle{Max: size}))
	plane := h * w
	for y := range size.Y {
		for x := range size.X {
			at, from := y*out.Stride+4*x, y*w+x
			out.Set(at, 255*values[from], 255*values[from+plane], 255*values[from+2*plane])
			out.Pix[at+3] = 255
		}
	}
	return out.NRGBA
}

// whole reads whole numbers, which networks give as floats.
func whole(t tensor) []int32 {
	out := make([]int32, len(t.data))
	for i, f := range t.data {
		out[i] = int32(f)
	}
	return out
}
