package heif

import (
	"encoding/binary"
	"iter"
)

// Boxes lists the boxes of data, each with its type and what it holds, up to the first
// that is cut or makes no sense. JPEG XL uses the same containers.
func Boxes(data []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for len(data) >= 8 {
			head, size := 8, uint64(binary.BigEndian.Uint32(data))
			switch {
			case size == 0: // to the end
				size = uint64(len(data))
			case size == 1 && len(data) >= 16:
				head, size = 16, binary.BigEndian.Uint64(data[8:])
			}
			if size < uint64(head) || size > uint64(len(data)) {
				return
			}
			if !yield(string(data[4:8]), data[head:size]) {
				return
			}
			data = data[size:]
		}
	}
}

// reader takes big-endian numbers off the front; past the end they are zero and bad is
// true from then on.
type reader struct {
	data []byte
	bad  bool
}

// number reads n bytes, 0 to 8.
func (r *reader) number(n int) uint64 {
	if n > len(r.data) {
		r.data, r.bad = nil, true
		return 0
	}
	var v uint64
	for _, b := range r.data[:n] {
		v = v<<8 | uint64(b)
	}
	r.data = r.data[n:]
	return v
}

func (r *reader) u8() int     { return int(r.number(1)) }
func (r *reader) u16() int    { return int(r.number(2)) }
func (r *reader) u32() uint32 { return uint32(r.number(4)) }

// bytes reads n bytes, which stay the file's.
func (r *reader) bytes(n int) []byte {
	if n < 0 || n > len(r.data) {
		r.data, r.bad = nil, true
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

// full reads the version and the flags that most boxes begin with.
func (r *reader) full() (version int, flags int) {
	v := r.u32()
	return int(v >> 24), int(v & 0xffffff)
}

// id reads an item's number of two bytes, or four.
func (r *reader) id(long bool) uint32 {
	if long {
		return r.u32()
	}
	return uint32(r.number(2))
}

// text reads up to a zero byte.
func (r *reader) text() string {
	for i, b := range r.data {
		if b == 0 {
			s := string(r.data[:i])
			r.data = r.data[i+1:]
			return s
		}
	}
	s := string(r.data)
	r.data = nil
	return s
}
