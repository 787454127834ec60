package codec

import (
	"bytes"
	"image"
	"os/exec"
	"strings"
	"testing"

	"uncodec/codec/heif"
)

// tileSide is how large the tiles of tests are.
const tileSide = 64

// codedTile is a tile of one colour as HEVC, made of RGB by a matrix as swscale calls it.
func codedTile(t *testing.T, colour [3]byte, matrix string) []byte {
	t.Helper()
	command := exec.Command(ffmpegPath(t), "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "64x64", "-i", "pipe:0",
		"-vf", scaleFilter+":out_color_matrix="+matrix+":out_range=tv,format=yuv444p", "-c:v", "libx265", "-x265-params", "qp=4:log-level=0", "-f", "hevc", "pipe:1")
	command.Stdin = bytes.NewReader(bytes.Repeat(colour[:], tileSide*tileSide))
	stream, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	return stream
}

// layerOf is a grid of tiles that are of one colour each, whose last row and column stand out over the picture.
func layerOf(t *testing.T, columns int, matrix string, colours ...[3]byte) heif.Layer {
	t.Helper()
	rows := len(colours) / columns
	l := heif.Layer{Codec: heif.HEVC, Columns: columns, Rows: rows, TileWidth: tileSide, TileHeight: tileSide, Width: columns*tileSide - 10, Height: rows*tileSide - 20}
	for _, colour := range colours {
		l.Tiles = append(l.Tiles, codedTile(t, colour, matrix))
	}
	return l
}

func near(a, b byte) bool { return max(a, b)-min(a, b) <= 3 }

// TestTiles: each tile of a grid is where the container says, in the colours that it says.
func TestTiles(t *testing.T) {
	colours := [][3]byte{{200, 40, 40}, {40, 200, 40}, {40, 40, 200}, {200, 200, 40}, {40, 200, 200}, {200, 40, 200}}
	for name, matrix := range map[string]int{"bt709": 1, "fcc": 4, "bt601": 6, "smpte240m": 7, "bt2020": 9} {
		p := &heif.Picture{Layer: layerOf(t, 3, name, colours...), Colour: heif.Colour{Known: true, Matrix: matrix}}
		img, _, err := box.decodeHEIF(t.Context(), &facts{Header: Header{Format: "heic"}, heif: p})
		if err != nil {
			t.Fatal(err)
		}
		if img.Rect != image.Rect(0, 0, 3*tileSide-10, 2*tileSide-20) {
			t.Fatalf("the picture is %v", img.Rect)
		}
		for i, want := range colours {
			left, top := i%3*tileSide, i/3*tileSide
			for _, at := range []image.Point{{left, top}, {min(left+tileSide, img.Rect.Max.X) - 1, min(top+tileSide, img.Rect.Max.Y) - 1}} {
				got := img.NRGBAAt(at.X, at.Y)
				if !near(got.R, want[0]) || !near(got.G, want[1]) || !near(got.B, want[2]) || got.A != 255 {
					t.Errorf("%s: tile %d is %v at %v, want %v", name, i, got, at, want)
				}
			}
		}
	}
}

// TestTilesOfAnotherShape: a tile that has as many pixels as the container says, and lies otherwise, is refused.
func TestTilesOfAnotherShape(t *testing.T) {
	l := layerOf(t, 1, "bt601", [3]byte{200, 40, 40}, [3]byte{40, 200, 40})
	l.TileWidth, l.TileHeight, l.Width, l.Height = 2*tileSide, tileSide/2, 2*tileSide, tileSide
	flat := heif.Layer{Codec: heif.HEVC, Columns: 1, Rows: 2, TileWidth: tileSide, TileHeight: tileSide, Width: tileSide, Height: 2 * tileSide, Tiles: l.Tiles}
	for name, p := range map[string]heif.Picture{"colours": {Layer: l}, "alpha": {Layer: flat, Alpha: &l}} {
		_, _, err := box.decodeHEIF(t.Context(), &facts{Header: Header{Format: "heic"}, heif: &p})
		if e, ok := asInput(err); !ok || !strings.Contains(e.Message, "not of the size that it states") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPremultiplied: colours that alpha took light from get it back; what is codectest.Wholly transparent stays as it is.
func TestPremultiplied(t *testing.T) {
	alpha := layerOf(t, 2, "bt601", [3]byte{128, 128, 128}, [3]byte{})
	p := &heif.Picture{
		Layer: layerOf(t, 2, "bt601", [3]byte{100, 50, 20}, [3]byte{70, 70, 70}), Alpha: &alpha, Premultiplied: true,
		Colour: heif.Colour{Known: true, Matrix: 6},
	}
	img, _, err := box.decodeHEIF(t.Context(), &facts{Header: Header{Format: "heic"}, heif: p})
	if err != nil {
		t.Fatal(err)
	}
	for x, want := range map[int][4]byte{10: {199, 100, 40, 128}, tileSide + 10: {70, 70, 70, 0}} {
		got := img.NRGBAAt(x, 10)
		for i, v := range []byte{got.R, got.G, got.B, got.A} {
			if max(v, want[i])-min(v, want[i]) > 6 {
				t.Errorf("at %d: %v, want %v", x, got, want)
				break
			}
		}
	}
}
