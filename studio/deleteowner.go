package studio

import "context"

// DeleteOwner deletes all that an owner keeps, whether or not the store is shared: pictures
// with all that was made of them, batches, experiments, files, and what is held in memory.
// What is under way stops.
func (s *Studio) DeleteOwner(ctx context.Context, owner string) error {
	open, _, err := s.Store.DeleteOwner(ctx, owner)
	for _, id := range open { // their rows are gone: nothing brings them back
		s.stopJob(id)
		s.stopExperiment(id)
	}
	s.forgetAll()
	return err
}
