package heif

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzRead holds the parser to what the decoder relies on.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("../testdata/foreign/*.[ha][ev]i[cf]")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read(data)
		if err != nil {
			return
		}
		for _, l := range []*Layer{&p.Layer, p.Alpha} {
			if l == nil {
				continue
			}
			if len(l.Tiles) != l.Columns*l.Rows || len(l.Tiles) == 0 || len(l.Tiles) > maxTiles {
				t.Fatalf("%d tiles for %d × %d", len(l.Tiles), l.Columns, l.Rows)
			}
			bytes := 0
			for _, tile := range l.Tiles {
				bytes += len(tile)
			}
			if bytes > 4*len(data)+64<<10 {
				t.Fatalf("%d bytes of tiles in %d bytes", bytes, len(data))
			}
			if l.Width > l.Columns*l.TileWidth || l.Height > l.Rows*l.TileHeight {
				t.Fatalf("the tiles leave gaps: %+v", l)
			}
		}
		width, height := p.Width, p.Height
		for _, turn := range p.Turns {
			if c := turn.Crop; c[2] > 0 {
				if c[0] < 0 || c[1] < 0 || c[0]+c[2] > width || c[1]+c[3] > height {
					t.Fatalf("crop %v of %d × %d", c, width, height)
				}
				width, height = c[2], c[3]
			}
			if turn.Quarter&1 == 1 {
				width, height = height, width
			}
		}
	})
}
