package studio

import (
	"uncodec/codec"
	"uncodec/inference"
)

// doubtful is how little a belief may agree with a JPEG to tell that its picture was compressed before.
const doubtful = 0.05

// shownAs is a file's header as far as R-Net is concerned. A picture that P-Net believes to be compressed harder than its file
// tells was of 4:2:0 before, as nearly all are: it is of the kind that R-Net knows, however its file has it, and thinned
// out once more it would be softer than that.
func shownAs(m *inference.Model, believed *Prediction, h codec.Header) codec.Header {
	if h.Finer() && h.Quality > 0 && agreement(m.Codecs, m.Believed(believed.posterior), h.Quality) < doubtful {
		return h.AsItIs()
	}
	return h
}
