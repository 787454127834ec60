package jpeg

// restart passes the next restart marker, when it is time for it.
func (s *scan) restart() error {
	if s.interval == 0 {
		return nil
	}
	if s.untilNext > 0 {
		s.untilNext--
		return nil
	}
	for len(s.data) > 1 && !(s.data[0] == 0xff && s.data[1] != 0 && s.data[1] != 0xff) {
		s.data = s.data[1:]
	}
	if len(s.data) < 2 || s.data[1] < markRST0 || s.data[1] > markRST7 {
		return FormatError("a restart marker is missing")
	}
	lost := (s.data[1] - markRST0 - s.number) & 7 // intervals, whose MCUs stay grey
	if lost > 2 {                                 // as far as libjpeg goes: it could as well be out of its place
		return FormatError("a part of it is missing")
	}
	s.number = (s.number + lost + 1) & 7
	s.bitReader = bitReader{data: s.data[2:]}
	s.eobRun, s.untilNext = 0, s.interval*int(lost+1)-1
	for i := range s.components {
		s.components[i].predictor = 0
	}
	return nil
}

// lost says that the file lacks the MCU that comes next: the restart marker ahead of it was of a later interval.
func (s *scan) lost() bool { return s.interval > 0 && s.untilNext >= s.interval }
