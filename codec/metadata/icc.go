package metadata

import (
	"encoding/binary"
	"errors"
)

// checkICC reads a profile's header and table. The pixels that we save are RGB, so a
// profile for anything else would give wrong colours.
func checkICC(icc []byte) error {
	const header, entry, maxTags = 128, 12, 100
	switch {
	case len(icc) == 0:
		return errUnread
	case len(icc) < header+4 || string(icc[36:40]) != "acsp":
		return errors.New("it is none")
	case len(icc) > maxICC:
		return errors.New("it is too large")
	case uint64(binary.BigEndian.Uint32(icc)) != uint64(len(icc)):
		return errors.New("it is cut, or longer than it says")
	case string(icc[16:20]) != "RGB ":
		return errors.New("it is not one for RGB, which the saved pixels are; without it tones may look lighter or darker")
	}
	count := binary.BigEndian.Uint32(icc[header:])
	if count > maxTags || header+4+int(count)*entry > len(icc) {
		return errors.New("its table of contents makes no sense")
	}
	for i := range int(count) {
		tag := icc[header+4+i*entry:]
		at, size := uint64(binary.BigEndian.Uint32(tag[4:])), uint64(binary.BigEndian.Uint32(tag[8:]))
		if at+size > uint64(len(icc)) {
			return errors.New("its table of contents points outside")
		}
	}
	return nil
}
