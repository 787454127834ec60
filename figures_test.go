package main

import (
	"math"
	"strings"
	"testing"

	"uncodec/quality"
	"uncodec/studio"
)

// TestFigures: what no number says is a sign for people, and an empty cell for programs.
func TestFigures(t *testing.T) {
	identical := quality.Measures{PSNR: math.Inf(1), SSIM: 1, PSNRB: math.Inf(1)}
	tiny := quality.Measures{PSNR: 30, SSIM: math.NaN(), PSNRB: 29.5}
	for want, m := range map[string]quality.Measures{
		"PSNR ∞  SSIM 1.0000  PSNR-B ∞":          identical,
		"PSNR 30.00 dB  SSIM –  PSNR-B 29.50 dB": tiny,
	} {
		if got := measured(m); got != want {
			t.Errorf("%v reads %q, want %q", m, got, want)
		}
	}
	if got := strings.Join(append(measureCells(tiny), measureCells(identical)...), ","); got != "30,,29.5,,1," {
		t.Errorf("the pictures' table has %q", got)
	}
}

// TestWriteTable: a table says of how many pictures its means are.
func TestWriteTable(t *testing.T) {
	row := func(setting string, images, exact int) studio.Row {
		psnr := 30.0
		if images == exact {
			psnr = math.Inf(1)
		}
		m := quality.Measures{PSNR: psnr, SSIM: 0.9, PSNRB: psnr}
		return studio.Row{Setting: setting, Images: images, Exact: exact, Input: m, Restored: m}
	}
	var out strings.Builder
	writeTable(&out, &studio.Evaluation{Complete: true, Rows: []studio.Row{row("jpeg:10", 3, 0), row("jpeg:97", 3, 1), row("jpeg:100", 3, 3)}}, 3)
	if !strings.Contains(out.String(), "\njpeg:97: 1 of 3 pictures came through without any error: ") || strings.Count(out.String(), "without any error") != 1 {
		t.Errorf("what the means leave out: %s", out.String())
	}
	if !strings.Contains(out.String(), "| jpeg:100 | 3 | ∞ / 0.9000 / ∞ | ∞ / 0.9000 / ∞ | – | – |") {
		t.Errorf("all without error: %s", out.String())
	}
	if strings.Contains(out.String(), "incomplete") {
		t.Errorf("it is whole: %s", out.String())
	}
	for want, e := range map[string]studio.Evaluation{
		"incomplete: 2 of 4 pictures": {Pictures: 4, Rows: []studio.Row{row("jpeg:10", 3, 0), row("jpeg:97", 2, 0)}},
		"incomplete: 0 of 4 pictures": {Pictures: 4, Rows: []studio.Row{row("jpeg:10", 1, 0)}},
	} {
		out.Reset()
		writeTable(&out, &e, 2)
		if lines := strings.Split(out.String(), "\n"); lines[2] != want {
			t.Errorf("under its head stands %q, want %q", lines[2], want)
		}
	}
}
