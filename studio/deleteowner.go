package studio

import "context"

// DeleteOwner deletes all that an owner keeps, whether or not the store is shared: pictures
// with all that was made of them, batches, experiments, files, and what is held in memory.
// What is under way stops. All of it goes, though whoever asked may leave.
func (s *Studio) DeleteOwner(ctx context.Context, owner string) error {
	open, err := s.Store.DeleteOwner(context.WithoutCancel(ctx), owner)
	s.gone(open)
	return err
}

// gone ends the work on jobs and experiments whose rows went with many pictures: nothing brings them back.
func (s *Studio) gone(open []string) {
	for _, id := range open {
		s.stopJob(id)
		s.stopExperiment(id)
	}
	s.forgetAll()
}
