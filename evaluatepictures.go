package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"strconv"

	"uncodec/quality"
	"uncodec/studio"
)

// pictureColumns head the table of pictures.
var pictureColumns = []string{
	"picture", "setting", "condition", "strength", "input_psnr", "input_ssim", "input_psnrb", "restored_psnr", "restored_ssim", "restored_psnrb",
	"held_psnr", "held_ssim", "held_psnrb", "believed_codec", "believed_level", "probability", "consistency", "bytes", "bits_per_pixel", "model", "model_hash", "views",
}

// perPicture opens the table of pictures, where one is asked for; done closes it. It is none of the files that are read.
func (c *evaluateCommand) perPicture(engine *studio.Engine, reads []string) (each func(studio.PictureRow) error, done func() error, err error) {
	if c.PerPicture == "" {
		return nil, func() error { return nil }, nil
	}
	m, err := engine.Model(c.Model)
	if err != nil {
		return nil, nil, err
	}
	if err := checkTarget(c.PerPicture, reads...); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", c.PerPicture, err)
	}
	var file *os.File // made with its first line: what is refused before costs no earlier table
	var table *csv.Writer
	write := func(line []string) error {
		if file == nil {
			var err error
			if file, err = os.Create(c.PerPicture); err != nil {
				return err
			}
			table = csv.NewWriter(file)
			if err := table.Write(pictureColumns); err != nil {
				return err
			}
		}
		if err := table.Write(line); err != nil {
			return err
		}
		table.Flush() // what is measured is kept, however it ends
		return table.Error()
	}
	each = func(r studio.PictureRow) error {
		return write(append(pictureLine(r), m.Name, m.Hash, strconv.Itoa(max(c.Views, 1))))
	}
	done = func() error {
		if file == nil {
			return nil
		}
		return file.Close()
	}
	return each, done, nil
}

func pictureLine(r studio.PictureRow) []string {
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	measures := func(m quality.Measures) []string { return []string{number(m.PSNR), number(m.SSIM), number(m.PSNRB)} }
	codec, level := r.Believed.Best()
	line := append([]string{r.Picture, r.Setting, r.Condition, number(r.Strength)}, measures(r.Input)...)
	line = append(line, measures(r.Restored)...)
	if r.Held != nil {
		line = append(line, measures(*r.Held)...)
	} else {
		line = append(line, "", "", "")
	}
	consistency := ""
	if r.Consistency != nil {
		consistency = number(*r.Consistency)
	}
	return append(line, codec, level, number(r.Believed.Chance(codec)), consistency, strconv.Itoa(r.Bytes), number(r.BPP))
}
