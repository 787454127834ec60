package store

import "context"

// Owned counts what one owner keeps.
type Owned struct {
	Images       int // without those that another of theirs has for its reference
	Restorations int
	Experiments  int
	Batches      int
}

// countOwned counts an owner's things. The plus keeps SQLite from reading all of the owner's images for each of them, to find
// those that have it for their reference.
const countOwned = `
	SELECT (SELECT count(*) FROM images i WHERE owner = ?1 AND NOT EXISTS (
			SELECT 1 FROM images WHERE reference_id = i.id AND +owner = ?1)),
		(SELECT count(*) FROM restorations WHERE owner = ?1),
		(SELECT count(*) FROM experiments WHERE owner = ?1),
		(SELECT count(*) FROM batches WHERE owner = ?1)`

// Owned tells what is an owner's own, whether or not the store is shared.
func (s *Store) Owned(ctx context.Context, owner string) (o Owned, err error) {
	err = s.reader.QueryRowContext(ctx, countOwned, owner).Scan(&o.Images, &o.Restorations, &o.Experiments, &o.Batches)
	return o, doing("count what an owner keeps", err)
}

// DeleteOwner deletes all images, experiments and batches of one owner, whether or not
// the store is shared, and the files that no row names any more. It returns the ids of
// the restorations and experiments that were waiting or running, of what is gone where it fails midway, too.
func (s *Store) DeleteOwner(ctx context.Context, owner string) (open []string, err error) {
	for _, table := range []string{"experiments", "batches", "images"} { // those first that speak of images
		_, some, err := s.deleteAll(ctx, "delete all of an owner's", table, `owner = ?`, owner)
		if open = append(open, some...); err != nil {
			return open, err
		}
	}
	return open, nil
}
