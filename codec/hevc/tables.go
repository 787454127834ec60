package hevc

import "uncodec/codec/cabac"

// Where the contexts of each kind of decision begin.
const (
	saoMerge     = 0
	saoType      = saoMerge + 1
	splitCB      = saoType + 1
	bypassCB     = splitCB + 3
	partMode     = bypassCB + 1
	likelyMode   = partMode + 1
	chromaMode   = likelyMode + 1
	splitTB      = chromaMode + 1
	cbfLuma      = splitTB + 3
	cbfChroma    = cbfLuma + 2
	deltaQP      = cbfChroma + 5
	skipTB       = deltaQP + 2
	lastX        = skipTB + 2
	lastY        = lastX + 18
	codedSub     = lastY + 18
	significant  = codedSub + 4
	greaterOne   = significant + 42
	greaterTwo   = greaterOne + 24
	contextCount = greaterTwo + 6
)

// initial is how each context begins, where nothing but the picture itself is predicted from (tables 9-5 to 9-37).
var initial = [contextCount]uint8{
	saoMerge: 153,
	saoType:  200,
	splitCB:  139, 141, 157,
	bypassCB:   154,
	partMode:   184,
	likelyMode: 184,
	chromaMode: 63,
	splitTB:    153, 138, 138,
	cbfLuma: 111, 141,
	cbfChroma: 94, 138, 182, 154, 154,
	deltaQP: 154, 154,
	skipTB: 139, 139,
	lastX: 110, 110, 124, 125, 140, 153, 125, 127, 140, 109, 111, 143, 127, 111, 79, 108, 123, 63,
	lastY: 110, 110, 124, 125, 140, 153, 125, 127, 140, 109, 111, 143, 127, 111, 79, 108, 123, 63,
	codedSub: 91, 171, 134, 141,
	significant: 111, 111, 125, 110, 110, 94, 124, 108, 124, 107, 125, 141, 179, 153, 125, 107, 125, 141, 179, 153, 125,
	107, 125, 141, 179, 153, 125, 140, 139, 182, 182, 152, 136, 152, 136, 153, 136, 139, 111, 136, 139, 111,
	greaterOne: 140, 92, 137, 138, 140, 152, 138, 139, 153, 74, 149, 92, 139, 107, 122, 152, 140, 179, 166, 182, 140, 227, 122, 197,
	greaterTwo: 138, 153, 136, 167, 152, 152,
}

// begin sets the contexts to how they begin at a QP (9.3.2.2).
func begin(contexts *[contextCount]cabac.Chance, qp int) {
	for i, v := range initial {
		contexts[i] = cabac.Beginning(int(v>>4)*5-45, int(v&15)<<3-16, qp)
	}
}
