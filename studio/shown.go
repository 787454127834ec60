package studio

import (
	"slices"

	"uncodec/codec"
	"uncodec/inference"
)

// doubtful is how little a belief may agree with a JPEG to tell that its picture was compressed before.
const doubtful = 0.05

// shownAs is a file's header as far as R-Net is concerned. A picture that P-Net believes to be compressed harder than its file
// tells was of 4:2:0 before, as nearly all are: it is of the kind that R-Net knows, however its file has it, and thinned
// out once more it would be softer than that. Of a file that is gentler than the model has a name for, a belief tells nothing.
func shownAs(m *inference.Model, believed *Prediction, h codec.Header) codec.Header {
	_, qualities := namedJPEG(m.Codecs)
	if quality := float64(h.Quality); !h.Finer() || quality == 0 || qualities == nil || quality > slices.Max(qualities)+alike(quality) {
		return h
	}
	if agreement(m.Codecs, m.Believed(believed.posterior), h.Quality) < doubtful {
		return h.AsItIs()
	}
	return h
}
