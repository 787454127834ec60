package web

// experimentsWords are those of the room of everything stored: its list, two beside each other, the last word.
type experimentsWords struct {
	Experiments, ListLead, ListRestorations, ListSweeps, ListEvaluations, ListPictures, ListSettings, ListMeanGain,
	ListPicture, ListTruth, ListPSNRGain, ListSSIMGain, ListSeconds, ListSize, ListWhen, ListNote, ListGrid, ListBest,
	ListState, ListDone, ListOriginal, ListMeasured, ListUnmeasured, ListText, ListMore, ListAny, ListFrom, ListTo,
	ListSort, ListOrder, ListDown, ListUp, ListFilter, ListClear, ListEmpty, ListNoMatch, ListNewer, ListOlder,
	ListPages, ListTick, ListTickAll, ListTicked, ListCompare, ListDelete, ListZIP, NoteAdd, NoteSave string

	CompareTitle, CompareLead, CompareView, CompareFact string

	ListBack, DiscardTitle, DiscardNote, DiscardNone, DiscardGone, DiscardYes, DiscardNo string
}

var experimentsEnglish = experimentsWords{
	Experiments:      "Experiments",
	ListLead:         "All that was restored, swept and measured: sort it, compare it, take the figures away.",
	ListRestorations: "Restorations",
	ListSweeps:       "Sweeps",
	ListEvaluations:  "Evaluations",
	ListPictures:     "Pictures",
	ListSettings:     "Settings",
	ListMeanGain:     "Mean gain",
	ListPicture:      "Picture",
	ListTruth:        "What truly happened",
	ListPSNRGain:     "PSNR gain",
	ListSSIMGain:     "SSIM gain",
	ListSeconds:      "Seconds",
	ListSize:         "Size",
	ListWhen:         "When",
	ListNote:         "Note",
	ListGrid:         "Measured",
	ListBest:         "Best",
	ListState:        "State",
	ListDone:         "Done",
	ListOriginal:     "Original",
	ListMeasured:     "measured against one",
	ListUnmeasured:   "without one",
	ListText:         "Name or note",
	ListMore:         "More filters, and the order",
	ListAny:          "any",
	ListFrom:         "From",
	ListTo:           "To",
	ListSort:         "Sort by",
	ListOrder:        "Order",
	ListDown:         "highest first",
	ListUp:           "lowest first",
	ListFilter:       "Filter",
	ListClear:        "Clear",
	ListEmpty:        "Nothing is stored yet. Restore a picture in the studio, sweep one in the lab, or measure a model there.",
	ListNoMatch:      "Nothing matches all of these filters.",
	ListNewer:        "Previous",
	ListOlder:        "Next",
	ListPages:        "Pages",
	ListTick:         "Tick",
	ListTickAll:      "Tick all on this page",
	ListTicked:       "ticked",
	ListCompare:      "Compare two",
	ListDelete:       "Delete…",
	ListZIP:          "Save with pictures as ZIP",
	NoteAdd:          "Add a note",
	NoteSave:         "Save",

	CompareTitle: "Two side by side",
	CompareLead:  "What differs stands out.",
	CompareView:  "Both in the viewer",
	CompareFact:  "Fact",

	ListBack:     "Back to the list",
	DiscardTitle: "Delete",
	DiscardNote:  "What is deleted is gone at once and for good, with its file. The picture that it is about stays. What still runs is stopped first.",
	DiscardNone:  "Tick the rows that are to be deleted; none is ticked.",
	DiscardGone:  "What was ticked has been deleted meanwhile.",
	DiscardYes:   "Delete",
	DiscardNo:    "Keep",
}
