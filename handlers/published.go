package handlers

import (
	"encoding/json"
	"fmt"
)

// published is the figures of others that ours stand beside.
type published struct {
	Paper []publishedGroup `json:"paper"`
	Tools []publishedTool  `json:"tools"`
}

// publishedGroup is a mean over settings on a data set; PSNR, SSIM and Other are nil
// where nobody published them.
type publishedGroup struct {
	Group    string   `json:"group"`
	Dataset  string   `json:"dataset"`
	Settings []string `json:"settings"`
	PSNR     *float64 `json:"psnr"`
	SSIM     *float64 `json:"ssim"`
	Other    *string  `json:"other"` // the next best in the paper
}

// publishedTool is a program that one would use instead: its PSNR at the settings of
// the first group of Paper.
type publishedTool struct {
	Name    string    `json:"name"`
	PSNR    []float64 `json:"psnr"`
	Seconds *float64  `json:"seconds"` // a megapixel; nil where not measured
	Note    string    `json:"note"`
}

func readPublished(text []byte) (p published, err error) {
	if text == nil {
		return p, nil
	}
	if err := json.Unmarshal(text, &p); err != nil {
		return p, fmt.Errorf("handlers: the published figures: %w", err)
	}
	return p, nil
}
