package handlers

import (
	"fmt"

	"uncodec/studio"
	"uncodec/web"
)

// paper is the published groups that the model was measured on.
func (c *cardMaker) paper() []web.CardGroup {
	var out []web.CardGroup
	for _, group := range c.site.others.Paper {
		rows := c.groupRows(group)
		if rows == nil {
			continue
		}
		mean := func(of func(studio.Row) float64) float64 { return meanOf(rows, of) }
		before := mean(func(r studio.Row) float64 { return r.Input.PSNR })
		after := mean(func(r studio.Row) float64 { return r.Restored.PSNR })
		line := web.CardGroup{
			Name: group.Group, Pictures: group.Dataset, Theirs: "–", Other: "–", Gain: web.Signed(after-before, ".2f"),
			Input:    measuresText(before, mean(func(r studio.Row) float64 { return r.Input.SSIM })),
			Restored: measuresText(after, mean(func(r studio.Row) float64 { return r.Restored.SSIM })),
		}
		if group.PSNR != nil && group.SSIM != nil {
			line.Theirs = fmt.Sprintf("%.2f / %.3f", *group.PSNR, *group.SSIM)
		}
		if group.Other != nil {
			line.Other = *group.Other
		}
		out = append(out, line)
	}
	return out
}

// groupRows is the rows of a group's settings, nil unless all were measured.
func (c *cardMaker) groupRows(group publishedGroup) []studio.Row {
	on := c.figures.On(group.Dataset)
	var rows []studio.Row
	for _, setting := range group.Settings {
		row, ok := on[setting]
		if !ok {
			return nil
		}
		rows = append(rows, row)
	}
	return rows
}

// toolGroup is the settings that other programs were measured at.
func (c *cardMaker) toolGroup() (publishedGroup, []studio.Row) {
	if len(c.site.others.Paper) == 0 {
		return publishedGroup{}, nil
	}
	group := c.site.others.Paper[0]
	return group, c.groupRows(group)
}

// toolSettings is the heads of the tools' figures, and what those are of.
func (c *cardMaker) toolSettings() (heads []string, lead string) {
	group, _ := c.toolGroup()
	for _, setting := range group.Settings {
		heads = append(heads, settingText(setting))
	}
	return heads, web.CardToolsLead(group.Dataset)
}

// tools is the programs that one would use instead, this model among them.
func (c *cardMaker) tools() []web.CardTool {
	_, rows := c.toolGroup()
	if rows == nil {
		return nil
	}
	line := func(name string, psnr []float64, seconds *float64, note string) web.CardTool {
		t := web.CardTool{Name: name, Seconds: "–", Note: note}
		sum := 0.0
		for _, v := range psnr {
			t.PSNR, sum = append(t.PSNR, web.PSNR(v)), sum+v
		}
		t.Mean = web.PSNR(sum / float64(len(psnr)))
		if seconds != nil {
			t.Seconds = fmt.Sprintf("%.1f", *seconds)
		}
		return t
	}
	var before, after []float64
	for _, r := range rows {
		before, after = append(before, r.Input.PSNR), append(after, r.Restored.PSNR)
	}
	own := line(c.model.Name, after, c.seconds(), web.Words.CardOwn)
	own.Own = true
	out := []web.CardTool{line(web.Words.Input, before, nil, ""), own}
	for _, tool := range c.site.others.Tools {
		out = append(out, line(tool.Name, tool.PSNR, tool.Seconds, tool.Note))
	}
	return out
}

// seconds is what a megapixel took at the quickest setting measured under one condition
// at a time, since other work on the machine only adds; nil where none was.
func (c *cardMaker) seconds() *float64 {
	var least *float64
	for _, table := range c.figures.Tables {
		for _, row := range table.Rows {
			if len(row.Conditions) < 2 && row.SecondsPerMegapixel > 0 && (least == nil || row.SecondsPerMegapixel < *least) {
				least = new(row.SecondsPerMegapixel)
			}
		}
	}
	return least
}
