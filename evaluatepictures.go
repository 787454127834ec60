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
	if err = studio.CheckInPlace(c.PerPicture); err == nil {
		err = spares(c.PerPicture, reads)
	}
	if err != nil {
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
	codec, level := r.Believed.Best()
	line := append([]string{r.Picture, r.Setting, r.Condition, numberCell(r.Strength)}, measureCells(r.Input)...)
	line = append(line, measureCells(r.Restored)...)
	if r.Held != nil {
		line = append(line, measureCells(*r.Held)...)
	} else {
		line = append(line, "", "", "")
	}
	consistency := ""
	if r.Consistency != nil {
		consistency = numberCell(*r.Consistency)
	}
	return append(line, codec, level, numberCell(r.Believed.Chance(codec)), consistency, strconv.Itoa(r.Bytes), numberCell(r.BPP))
}

func measureCells(m quality.Measures) []string {
	return []string{numberCell(m.PSNR), numberCell(m.SSIM), numberCell(m.PSNRB)}
}

// numberCell is empty for what no number can say, as in the studio's tables.
func numberCell(x float64) string {
	if quality.Finite(x) == nil {
		return ""
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}
