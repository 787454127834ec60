package main

import (
	"context"
	"fmt"

	"uncodec/codec"
	"uncodec/studio"
)

// restoring is what the files of one command line have in common.
type restoring struct {
	*restoreCommand
	out       out
	engine    *studio.Engine
	request   studio.Request
	outputs   map[string]string // where each file goes
	reference *codec.Picture    // nil for none
}

// restored is what restore --json prints.
type restored struct {
	*studio.Restoration
	Notes []string `json:"notes,omitempty"` // what people should know of the file and of the figures
}

// restore restores a file, writes what becomes of it, and tells of it.
func (r *restoring) restore(ctx context.Context, file string) error {
	target := r.outputs[file]
	if err := r.ready(target); err != nil {
		return err
	}
	save, err := r.save(target)
	if err != nil {
		return err
	}
	picture, err := r.engine.ReadFile(ctx, file)
	if err != nil {
		return err
	}
	if err := save.Fits(picture.Image.Rect.Size()); err != nil {
		return err
	}
	done, err := r.repair(ctx, picture)
	if err != nil {
		return err
	}
	done.File, done.Output = file, target
	if !r.Bare {
		save.Metadata = studio.Carried(picture, r.KeepPlace, r.noted(done))
	}
	replaces := exists(target) && target != r.Output // who names a folder did not name the file
	if err := r.write(ctx, done, save); err != nil {
		return err
	}
	if replaces {
		r.out.notes(file, []string{target + " was there and is replaced"})
	}
	if done.Unmeasured != nil {
		r.out.notes(file, []string{fmt.Sprintf("the consistency was not measured: %v", done.Unmeasured)})
	}
	notes := picture.Notes
	if r.reference != nil {
		notes = append(notes, leftOut(r.reference, picture)...)
	}
	r.out.notes(file, notes)
	if r.JSON {
		return printJSON(r.out.stdout, restored{done, notes})
	}
	r.out.tell(done)
	return nil
}

// repair restores a picture, and shows how far that is.
func (r *restoring) repair(ctx context.Context, picture *codec.Picture) (*studio.Restoration, error) {
	order := studio.Order{
		Header: picture.Header, Request: r.request,
		Constraint: func(ctx context.Context) (*codec.Constraint, error) {
			return codec.ReadConstraint(ctx, picture.File, r.engine.Limits)
		},
	}
	if r.reference != nil {
		if err := sameSize(r.reference, picture); err != nil {
			return nil, err
		}
		order.Reference = r.reference.Image
	}
	progress := newBar(r.out.stderr)
	defer progress.clear()
	order.Progress = progress.show
	return r.engine.Restore(ctx, picture.Image, order)
}

// noted is the restoration that the metadata tells of, nil for none.
func (c *restoreCommand) noted(r *studio.Restoration) *studio.Restoration {
	if c.Note {
		return r
	}
	return nil
}
