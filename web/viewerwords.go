package web

// viewerWords are the viewer's, and those of what is painted on it or cut out.
type viewerWords struct {
	Before, After, AltBefore, AltAfter, Fit, Actual, Zoom, Viewer, Viewing, ViewDivide, ViewSide, ViewFlip, ViewDifference,
	Loupe, HoldUpload, HoldOriginal, HoldOther, Pristine, Gain, Preview, PreviewNote, FollowsNote, RestoringNote, RestoringFirst, Follow, NotYet string

	Brush, BrushHelp, BrushPaint, BrushErase, BrushSize, BrushSight, BrushNetwork, BrushClear, BrushEmpty, BrushRest, BrushCovered, BrushPainted,
	Part, PartHelp, PartNone, PartLeft, PartTop, PartRight, PartBottom string
}

var viewerEnglish = viewerWords{
	Before:         "As it came",
	After:          "Restored",
	AltBefore:      "The picture as it came",
	AltAfter:       "The picture, restored",
	Fit:            "Fit",
	Actual:         "1:1",
	Zoom:           "Zoom",
	Viewer:         "Viewer",
	Viewing:        "How the two are compared",
	ViewDivide:     "Divide",
	ViewSide:       "Side by side",
	ViewFlip:       "Flip",
	ViewDifference: "Difference",
	Loupe:          "Loupe",
	HoldUpload:     "Hold for the upload",
	HoldOriginal:   "Hold for the original",
	HoldOther:      "Hold for the other",
	Pristine:       "Original",
	Gain:           "Amplify the difference",
	Preview:        "Preview",
	PreviewNote:    "Live preview of the visible part. Restore to have the whole picture so.",
	FollowsNote:    "Live preview of the visible part. The whole picture follows once you let go.",
	RestoringNote:  "Restoring. What is shown here is from before.",
	RestoringFirst: "Restoring. Until then it is shown as it came.",
	Follow:         "Restore the whole picture when I let go of a control",
	NotYet:         "Not restored yet. Press Restore, or move a control for a preview.",

	Brush:        "Paint a region",
	BrushHelp:    "While this is open, a drag or a click on the picture tells the network something else there. Restore then restores the whole picture under all of it.",
	BrushPaint:   "Paint",
	BrushErase:   "as the rest (erase)",
	BrushSize:    "Size",
	BrushSight:   "Paint all in sight",
	BrushNetwork: "Start from what the network sees",
	BrushClear:   "Clear",
	BrushEmpty:   "Nothing is painted: the condition holds everywhere.",
	BrushRest:    "the rest, as the condition says",
	BrushCovered: "All of the picture is painted, so that the condition itself holds nowhere: erase a part, or clear all.",
	BrushPainted: "% painted",
	Part:         "A part under a condition of its own",
	PartHelp:     "A rectangle of the picture is told something else. Its sides in percent of the picture's width and height.",
	PartNone:     "no part",
	PartLeft:     "Left, %",
	PartTop:      "Top, %",
	PartRight:    "Right, %",
	PartBottom:   "Bottom, %",
}
