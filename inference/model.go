package inference

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Model is a P-Net and an R-Net that belong together. It may be used by many
// goroutines at once.
type Model struct {
	Facts
	// Hash is the SHA-256 over those of the three files in order, in hex: what results are filed under.
	Hash string
	// Checked says that there was a sum for each file, and that it was right.
	Checked bool

	backend Backend
	pnet    network
	encoder network // nil where the backend runs R-Net as one
	decoder network
	pstride int
	live    *liveDecoder
	scale   *featureScale
	view    view // by which it looks at pictures
}

// Looking is the model as it looks at pictures that an EXIF orientation, 1 to 8, turned, or that their container turned alike: as
// their files have them. Codecs go from the upper left to the lower right, and so does what they leave: of HEVC that was mirrored
// or turned, a tenth of the gain is lost. Close is the model's own.
func (m *Model) Looking(orientation int) *Model {
	looking := *m
	looking.view = viewOf(orientation)
	return &looking
}

// files are the three networks of a model.
var files = [...]string{"pnet.onnx", "rnet_encoder.onnx", "rnet_decoder.onnx"}

// liveFile is the decoder once more, most of it in 8-bit integers (training/live.py). A
// model may lack it: previews then take longer.
const liveFile = "rnet_decoder_live.onnx"

// Open reads the model in a folder of fsys, and makes it ready on the backend. Files are
// checked against SHA256SUMS where that lies beside them, before ONNX Runtime sees them.
func Open(ctx context.Context, b Backend, fsys fs.FS, dir string) (*Model, error) {
	data, live, hash, checked, err := readFiles(fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("model %s: %w", dir, err)
	}
	m := &Model{Hash: hash, Checked: checked, backend: b, live: new(liveDecoder), scale: new(featureScale)}
	if err = m.adopt(data); err == nil {
		err = m.ready(ctx, data, live)
	}
	if err != nil {
		m.Close()
		return nil, fmt.Errorf("model %s: %w", dir, err)
	}
	return m, nil
}

// ready makes the networks ready.
func (m *Model) ready(ctx context.Context, data [len(files)][]byte, live []byte) (err error) {
	var of [len(files)]source
	for i, file := range files {
		of[i] = source{m.Name, m.Hash, strings.TrimSuffix(file, ".onnx"), data[i]}
	}
	if m.pnet, err = m.backend.open(ctx, of[0], 1); err != nil {
		return fmt.Errorf("%s: %w", files[0], err)
	}
	if m.decoder, err = m.backend.joined(ctx, of[1], of[2]); err != nil {
		return err
	}
	if m.decoder == nil {
		if m.encoder, err = m.backend.open(ctx, of[1], 1); err != nil {
			return fmt.Errorf("%s: %w", files[1], err)
		}
		if m.decoder, err = m.backend.open(ctx, of[2], 1); err != nil {
			return fmt.Errorf("%s: %w", files[2], err)
		}
	}
	if err := m.checkPorts(); err != nil {
		return err
	}
	decoder := of[2] // by itself, that the other files are not held in memory with it
	if live != nil {
		decoder.data = live
	}
	m.live.open = func() (network, error) { return m.backend.live(decoder, m.decoder) }
	return nil
}

// liveDecoder is the decoder that answers while a hand moves: the live file where the
// model has one, within a level or two of the decoder, and every thread within one
// run, since the tiles of a region are too few to keep threads busy with one each, and
// cutting it further would decode what they share twice. It is opened when the first
// region asks.
type liveDecoder struct {
	open func() (network, error)
	mu   sync.Mutex
	made network // nil until it could be opened
}

func (d *liveDecoder) get() (made network, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.made == nil {
		if made, err = d.open(); err != nil { // memory may be short for now: it is tried again
			return nil, err
		}
		d.made, d.open = made, nil // which held the file
	}
	return d.made, nil
}

// adopt makes one set of facts out of three files' and checks that they belong together.
func (m *Model) adopt(data [len(files)][]byte) error {
	var facts [len(files)]Facts
	for i, file := range data {
		text, err := factsText(file)
		if err == nil {
			facts[i], err = parseFacts(text)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", files[i], err)
		}
	}
	if encoder, decoder := facts[1], facts[2]; encoder.Name != decoder.Name || encoder.Version != decoder.Version ||
		encoder.Commit != decoder.Commit || encoder.Date != decoder.Date || !reflect.DeepEqual(encoder.Codecs, decoder.Codecs) {
		return errors.New("R-Net's encoder and decoder are of two exports: export them together")
	}
	m.Facts, m.pstride = facts[1], facts[0].Stride
	for t, c := range facts[0].Codecs {
		if t >= len(m.Codecs) || m.Codecs[t].Name != c.Name || !slices.Equal(m.Codecs[t].Levels, c.Levels) {
			return errors.New("P-Net and R-Net list different codecs or levels: export them together")
		}
		// A codec can be named by hand if R-Net knows it, whether P-Net does or not.
		m.Codecs[t].Believable = c.Trained
	}
	if m.Tile == 0 {
		m.Tile = roundUp(512, m.Stride)
	}
	if m.Tile%m.Stride != 0 || m.Overlap%m.Stride != 0 || m.Overlap < 0 || 2*m.Overlap > m.Tile {
		return fmt.Errorf("tiles of %d with an overlap of %d do not fit the stride %d", m.Tile, m.Overlap, m.Stride)
	}
	return nil
}

// Close frees the networks. No call may be under way.
func (m *Model) Close() {
	for _, n := range []network{m.pnet, m.encoder, m.decoder, m.live.made} {
		if n != nil {
			n.close()
		}
	}
}

// Threads is how many of the model's networks run at once.
func (m *Model) Threads() int { return m.backend.Threads() }

// Elsewhere tells whether the model's networks run on a server, which may be slow to answer or away.
func (m *Model) Elsewhere() bool {
	_, remote := m.backend.(*Remote)
	return remote
}
