// Squares reads WebPs and streams of HEVC, AV1 and AVC beside pictures from standard input, and writes what the files say of their squares, which
// training/estimator/reader.py asks for. All numbers are little-endian: for each file its length, the pictures' width and
// height (uint32), the file, and of both pictures R, G and B of each pixel (float32, levels of 255). What comes back: how
// many squares there are (uint32), and of each its plane, its shape, and the kinds of its transforms (uint8), its steps (64 float32),
// levels (64 int16), and the pictures' frequencies (2 times 64 float32).
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"io"
	"log"
	"os"

	"uncodec/codec/av1"
	"uncodec/codec/avc"
	"uncodec/codec/hevc"
	"uncodec/codec/hold"
	"uncodec/codec/metadata"
	"uncodec/codec/vp8"
	"uncodec/fine"
)

func main() {
	log.SetFlags(0)
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	for {
		if err := answer(in, out); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			log.Fatal("squares: ", err)
		}
	}
}

// answer answers for one file. io.EOF tells that there are no more.
func answer(in io.Reader, out *bufio.Writer) error {
	var head struct{ Length, Width, Height uint32 }
	if err := binary.Read(in, binary.LittleEndian, &head); err != nil {
		return err
	}
	file := make([]byte, head.Length)
	if _, err := io.ReadFull(in, file); err != nil {
		return io.ErrUnexpectedEOF
	}
	var pictures []*fine.Image
	for range 2 {
		picture := fine.New(image.Pt(int(head.Width), int(head.Height)))
		levels := make([][3]float32, head.Width*head.Height)
		if err := binary.Read(in, binary.LittleEndian, levels); err != nil {
			return io.ErrUnexpectedEOF
		}
		for n, p := range levels {
			picture.Set(4*n, p[0], p[1], p[2])
		}
		pictures = append(pictures, picture)
	}
	var squares bytes.Buffer
	count := uint32(0)
	err := read(file, [2]*fine.Image(pictures), func(parts ...any) {
		count++
		for _, part := range parts {
			binary.Write(&squares, binary.LittleEndian, part) // into memory
		}
	})
	if err != nil {
		return err
	}
	binary.Write(out, binary.LittleEndian, count) // Flush gives its error
	out.Write(squares.Bytes())
	return out.Flush()
}

// read shows what a file says of its squares.
func read(file []byte, pictures [2]*fine.Image, show func(parts ...any)) error {
	if bytes.HasPrefix(file, []byte("RIFF")) {
		return readWebP(file, pictures, show)
	}
	size := pictures[0].Bounds().Size()
	tiles := []hold.Tile{{Stream: file, Size: size, Lie: hold.Lying(size)}}
	says, err := readerOf(file)(context.Background(), tiles, hold.Training)
	if err != nil {
		return err
	}
	return says.Squares(pictures, func(s *hold.Square) {
		show(uint8(s.Plane), uint8(s.Shape), uint8(s.Sort), s.Kind.Steps, s.Levels, [2]hold.Block(s.Found))
	})
}

// readerOf tells by how a stream begins what reads it.
func readerOf(stream []byte) func(context.Context, []hold.Tile, hold.Colour) (*hold.Tiles, error) {
	before, unit, _ := bytes.Cut(stream, []byte{0, 0, 1})
	switch {
	case bytes.HasPrefix(stream, []byte{0x12, 0x00}): // the delimiter that AV1's begin with
		return av1.ReadConstraint
	case len(bytes.Trim(before, "\x00")) == 0 && isAVC(unit):
		return avc.ReadConstraint
	}
	return hevc.ReadConstraint
}

// isAVC tells a stream that begins with a unit from one of HEVC by that one's kind: a sequence's set, or a border between pictures.
func isAVC(unit []byte) bool {
	return len(unit) > 0 && (unit[0]&31 == 7 || unit[0]&31 == 9)
}

func readWebP(file []byte, pictures [2]*fine.Image, show func(parts ...any)) error {
	var frame []byte
	for chunk := range metadata.WebPChunks(file) {
		if chunk.Kind == "VP8 " {
			frame = chunk.Body
		}
	}
	says, err := vp8.ReadConstraint(frame, 1)
	if err != nil {
		return err
	}
	return says.Squares(pictures[:], func(s vp8.Square) {
		show(uint8(s.Plane), s.Whole, uint8(0), s.Steps, s.Levels, [2]hold.Block(s.Pictures))
	})
}
