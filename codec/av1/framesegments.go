package av1

// segmentation is in what a picture's segments differ (5.9.14).
type segmentation struct {
	enabled  bool
	preskip  bool       // a block tells which it is of before it tells whether it has levels
	last     int        // segment that has a feature
	has      [8][8]bool // by segment and feature
	features [8][8]int
}

// Features of segments (6.8.13), as far as they matter here.
const (
	featureIndex = 0
	featureSkip  = 6
	firstPreskip = 5
)

// featureBits are how many bits each feature has, with a sign where it is of a difference.
var featureBits = [8]int{9, 7, 7, 7, 7, 3, 0, 0}

func (s *segmentation) read(b *syntax) {
	if s.enabled = b.flag(); !s.enabled {
		return
	}
	for i := range s.has {
		for feature, count := range featureBits {
			if s.has[i][feature] = b.flag(); !s.has[i][feature] {
				continue
			}
			s.last = i
			s.preskip = s.preskip || feature >= firstPreskip
			if feature < firstPreskip {
				s.features[i][feature] = b.int(count)
			} else {
				s.features[i][feature] = b.uint(count)
			}
		}
	}
}

// index is a segment's of the quantiser, 0…255, where the picture has this one (7.12.2).
func (s *segmentation) index(segment, of int) int {
	return min(max(of+s.features[segment][featureIndex], 0), 255)
}

// skips tells whether a segment's blocks have no levels.
func (s *segmentation) skips(segment int) bool { return s.has[segment][featureSkip] }
