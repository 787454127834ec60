package av1

// Kinds of units (6.2.2).
const (
	unitSequence = 1
	unitHeader   = 3
	unitTiles    = 4
	unitFrame    = 6 // header and tiles in one
)

// obu is a unit of a stream (5.3).
type obu struct {
	kind   int
	beyond bool // it is of a further layer
	body   []byte
}

// nextUnit is the first unit of a stream, and what follows on it. One that does not say how long it is goes on to the end.
func nextUnit(stream []byte) (u obu, rest []byte, err error) {
	b := &syntax{data: stream}
	if b.flag() {
		return u, nil, ErrFormat
	}
	u.kind = b.uint(4)
	layered, sized := b.flag(), b.flag()
	b.flag()
	if layered {
		u.beyond = b.uint(5) != 0
		b.uint(3)
	}
	size := 0
	if sized {
		size = b.long()
	}
	if rest = b.rest(); !sized {
		size = len(rest)
	}
	if b.past || size > len(rest) {
		return u, nil, ErrFormat
	}
	u.body = rest[:size]
	return u, rest[size:], nil
}
