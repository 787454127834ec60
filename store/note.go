package store

import (
	"context"
	"database/sql"
)

// NoteRestoration keeps the owner's remark on a restoration.
func (s *Store) NoteRestoration(ctx context.Context, id, owner, note string) error {
	return s.note(ctx, "restorations", id, owner, note)
}

// NoteExperiment keeps the owner's remark on an experiment.
func (s *Store) NoteExperiment(ctx context.Context, id, owner, note string) error {
	return s.note(ctx, "experiments", id, owner, note)
}

func (s *Store) note(ctx context.Context, table, id, owner, note string) error {
	return s.write(ctx, "keep a note", func(tx *sql.Tx) error {
		return changeOne(ctx, tx, ErrNotFound, `UPDATE `+table+` SET note = ? WHERE id = ? AND `+visible,
			s.visibleTo(owner, note, id)...)
	})
}
