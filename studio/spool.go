package studio

import "os"

// Spool keeps bytes in a file of no name until it is closed, while the disk has room to spare: who reads slowly is not to
// take what others' work needs.
func (s *Studio) Spool(data []byte) (*os.File, error) {
	size := int64(len(data))
	if err := s.promise(size); err != nil {
		return nil, err
	}
	defer s.promised.lessen(size)
	return s.Store.Spool(data)
}
