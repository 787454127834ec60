package handlers

import (
	"cmp"

	"uncodec/codec"
	"uncodec/studio"
	"uncodec/web"
)

// listColumn is a column of the list, and what it sorts by.
type listColumn struct {
	web.Column
	label, sort string
	ascending   bool // at first
	figures     bool
}

var restorationList = []listColumn{
	{web.ColumnName, web.Words.ListPicture, "picture", true, false},
	{web.ColumnCondition, web.Words.Condition, "codec", true, false},
	{web.ColumnModel, web.Words.Model, "model", true, false},
	{web.ColumnGain, web.Words.ListPSNRGain, "psnr", false, true},
	{web.ColumnSSIM, web.Words.ListSSIMGain, "ssim", false, true},
	{web.ColumnConsistency, web.Words.Consistency, "consistency", false, true},
	{web.ColumnSeconds, web.Words.ListSeconds, "seconds", false, true},
	{web.ColumnWhen, web.Words.ListWhen, "when", false, true},
}

var sweepList = []listColumn{
	{web.ColumnName, web.Words.ListPicture, "picture", true, false},
	{web.ColumnModel, web.Words.Model, "model", true, false},
	{web.ColumnProgress, web.Words.ListGrid, "", false, false},
	{web.ColumnBelieved, web.Words.LabBelieved, "", false, false},
	{web.ColumnBest, web.Words.ListBest, "", false, false},
	{web.ColumnGain, web.Words.ListPSNRGain, "gain", false, true},
	{web.ColumnWhen, web.Words.ListWhen, "when", false, true},
}

var evaluationList = []listColumn{
	{web.ColumnName, web.Words.ListPictures, "", false, false},
	{web.ColumnModel, web.Words.Model, "model", true, false},
	{web.ColumnSettings, web.Words.ListSettings, "", false, false},
	{web.ColumnProgress, web.Words.ListGrid, "", false, false},
	{web.ColumnGain, web.Words.ListMeanGain, "gain", false, true},
	{web.ColumnWhen, web.Words.ListWhen, "when", false, true},
}

func (l listing) columns() []listColumn {
	switch l.kind {
	case listSweeps:
		return sweepList
	case listEvaluations:
		return evaluationList
	}
	return restorationList
}

// sorted is the name of what the list is sorted by.
func (l listing) sorted() string { return cmp.Or(l.page.Sort, "when") }

// columnsModel are the heads: one that the list is sorted by turns the order round.
func columnsModel(l listing) []web.ListColumn {
	var out []web.ListColumn
	for _, c := range l.columns() {
		head := web.ListColumn{Column: c.Column, Label: c.label, Sorted: "none", Figures: c.figures}
		ascending := c.ascending
		if c.sort == l.sorted() {
			head.Sorted = "descending"
			if ascending = !l.page.Ascending; l.page.Ascending {
				head.Sorted = "ascending"
			}
		}
		if c.sort != "" {
			head.Address = l.address("/experiments", "sort", c.sort, "order", map[bool]string{true: "asc", false: "desc"}[ascending])
		}
		out = append(out, head)
	}
	return out
}

// filterModel is the form as it stands. models and codecs are those that rows name.
func (s *site) filterModel(l listing, models, codecs []string) web.ListFilter {
	f := web.ListFilter{Text: l.fields.Get("text"), From: l.fields.Get("from"), To: l.fields.Get("to")}
	choice := func(name, label, any string, values ...web.Choice) web.ListChoice {
		return web.ListChoice{Name: name, Label: label, Any: any, Values: values, Chosen: l.fields.Get(name)}
	}
	f.Choices = append(f.Choices, choice("model", web.Words.Model, web.Words.ListAny, same(models)...))
	if l.kind == listRestorations {
		var named []web.Choice
		for _, name := range codecs {
			label := codec.Label(name)
			named = append(named, web.Choice{Value: name, Label: label})
		}
		f.Choices = append(f.Choices, choice("codec", web.Words.Codec, web.Words.ListAny, named...),
			choice("mode", web.Words.Mode, web.Words.ListAny, web.Choice{Value: studio.Auto, Label: web.Words.Auto},
				web.Choice{Value: studio.Relative, Label: web.Words.Relative}, web.Choice{Value: studio.Manual, Label: web.Words.Manual}))
	}
	var states []web.Choice
	for _, state := range listStates {
		states = append(states, web.Choice{Value: state, Label: web.StateName(state)})
	}
	f.Choices = append(f.Choices, choice("state", web.Words.ListState, web.Words.ListAny, states...),
		choice("original", web.Words.ListOriginal, web.Words.ListAny, web.Choice{Value: "yes", Label: web.Words.ListMeasured}, web.Choice{Value: "no", Label: web.Words.ListUnmeasured}))
	sorting := choice("sort", web.Words.ListSort, "")
	for _, c := range l.columns() {
		if c.sort != "" {
			sorting.Values = append(sorting.Values, web.Choice{Value: c.sort, Label: c.label})
		}
	}
	sorting.Chosen = l.sorted()
	order := choice("order", web.Words.ListOrder, "", web.Choice{Value: "desc", Label: web.Words.ListDown}, web.Choice{Value: "asc", Label: web.Words.ListUp})
	f.Sorting = []web.ListChoice{sorting, order}
	if l.filtered() {
		f.Clear = l.address("/experiments", "text", "", "model", "", "codec", "", "mode", "", "state", "", "original", "", "from", "", "to", "")
	}
	withoutText := l
	withoutText.filter.Text = ""
	f.Open = withoutText.filtered()
	return f
}

// same are choices that people read as they are sent.
func same(values []string) []web.Choice {
	out := make([]web.Choice, len(values))
	for n, value := range values {
		out[n] = web.Choice{Value: value, Label: value}
	}
	return out
}
