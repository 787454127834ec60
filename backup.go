package main

import (
	"context"
	"errors"
	"fmt"

	"uncodec/store"
)

type backupCommand struct {
	To   string     `arg:"" name:"folder" help:"A new folder for the copy; a studio serves it with --data."`
	Data dataFolder `embed:""`
}

// Run copies the data folder, which a running studio may be using meanwhile.
func (c *backupCommand) Run(ctx context.Context, o out) (err error) {
	data, err := c.Data.path()
	if err != nil {
		return err
	}
	there, err := store.Present(data)
	if err != nil {
		return err
	}
	if !there {
		return fmt.Errorf("there is no studio's data in %s: name its folder with --data", data)
	}
	kept, err := store.OpenAsIs(ctx, data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	if err := kept.Backup(ctx, c.To); err != nil {
		return err
	}
	fmt.Fprintf(o.stdout, "%s is copied to %s\n", data, c.To)
	return nil
}
