package hevc

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
func begin(contexts *[contextCount]chance, qp int) {
	for i, v := range initial {
		slope, offset := int(v>>4)*5-45, int(v&15)<<3-16
		state := min(max(slope*min(max(qp, 0), 51)>>4+offset, 1), 126)
		if state <= 63 {
			contexts[i] = chance(63-state) << 1
		} else {
			contexts[i] = chance(state-64)<<1 | 1
		}
	}
}

// lessLikely is how much of the span the less likely value has, by state and by the span's upper bits (table 9-46).
var lessLikely = [64][4]uint8{
	{128, 176, 208, 240}, {128, 167, 197, 227}, {128, 158, 187, 216}, {123, 150, 178, 205}, {116, 142, 169, 195}, {111, 135, 160, 185},
	{105, 128, 152, 175}, {100, 122, 144, 166}, {95, 116, 137, 158}, {90, 110, 130, 150}, {85, 104, 123, 142}, {81, 99, 117, 135},
	{77, 94, 111, 128}, {73, 89, 105, 122}, {69, 85, 100, 116}, {66, 80, 95, 110}, {62, 76, 90, 104}, {59, 72, 86, 99},
	{56, 69, 81, 94}, {53, 65, 77, 89}, {51, 62, 73, 85}, {48, 59, 69, 80}, {46, 56, 66, 76}, {43, 53, 63, 72},
	{41, 50, 59, 69}, {39, 48, 56, 65}, {37, 45, 54, 62}, {35, 43, 51, 59}, {33, 41, 48, 56}, {32, 39, 46, 53},
	{30, 37, 43, 50}, {29, 35, 41, 48}, {27, 33, 39, 45}, {26, 31, 37, 43}, {24, 30, 35, 41}, {23, 28, 33, 39},
	{22, 27, 32, 37}, {21, 26, 30, 35}, {20, 24, 29, 33}, {19, 23, 27, 31}, {18, 22, 26, 30}, {17, 21, 25, 28},
	{16, 20, 23, 27}, {15, 19, 22, 25}, {14, 18, 21, 24}, {14, 17, 20, 23}, {13, 16, 19, 22}, {12, 15, 18, 21},
	{12, 14, 17, 20}, {11, 14, 16, 19}, {11, 13, 15, 18}, {10, 12, 15, 17}, {10, 12, 14, 16}, {9, 11, 13, 15},
	{9, 11, 12, 14}, {8, 10, 12, 14}, {8, 9, 11, 13}, {7, 9, 11, 12}, {7, 9, 10, 12}, {7, 8, 10, 11},
	{6, 8, 9, 11}, {6, 7, 9, 10}, {6, 7, 8, 9}, {2, 2, 2, 2},
}

// lessState and moreState are the state that follows on one, once the less or the more likely value came (table 9-47).
var (
	lessState = [64]chance{
		0, 0, 1, 2, 2, 4, 4, 5, 6, 7, 8, 9, 9, 11, 11, 12, 13, 13, 15, 15, 16, 16, 18, 18, 19, 19, 21, 21, 22, 22, 23, 24,
		24, 25, 26, 26, 27, 27, 28, 29, 29, 30, 30, 30, 31, 32, 32, 33, 33, 33, 34, 34, 35, 35, 35, 36, 36, 36, 37, 37, 37, 38, 38, 63,
	}
	moreState = func() (next [64]chance) {
		for i := range next {
			next[i] = chance(min(i+1, max(i, 62)))
		}
		return next
	}()
)
