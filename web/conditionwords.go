package web

// conditionWords are those of what is believed, and of the controls that follow or overrule it.
type conditionWords struct {
	BeliefTitle, BeliefLead, Level, Codec, Probability, WithinCodec, AsTable, UntrainedTitle, UntrainedNote,
	FileSays string

	ConditionTitle, Auto, AutoHelp, Relative, RelativeHelp, Manual, ManualHelp, Gentler, Stronger, Strength, StrengthHelp, Model,
	Views, ViewsHelp, ViewsNext, Unheld, UnheldHelp, Restore, RestoreAgain, BackToAuto, AutoMark, CellHelp, Off string

	Undo, Redo, CopyCondition, PasteCondition, CopiedCondition, LostCodecs, LostLevel string
}

var conditionEnglish = conditionWords{
	BeliefTitle:    "What compressed it",
	BeliefLead:     "Press a bar or a level to overrule.",
	Level:          "Level",
	Codec:          "Codec",
	Probability:    "Probability",
	WithinCodec:    "Within the codec",
	AsTable:        "The same as a table",
	UntrainedTitle: "Not learned yet",
	UntrainedNote:  "The model has places for these codecs but was not trained on them, so it can neither recognise nor undo them.",
	FileSays:       "What the file says",

	ConditionTitle: "Condition",
	Auto:           "Auto",
	AutoHelp:       "Restore under what the network believes.",
	Relative:       "Relative",
	RelativeHelp:   "Follow the belief, but gentler or stronger.",
	Manual:         "Manual",
	ManualHelp:     "Your own mix of codecs, at any strength.",
	Gentler:        "gentler",
	Stronger:       "stronger",
	Strength:       "Strength",
	StrengthHelp:   "How hard it was compressed: 0 is the gentlest level above, 1 the harshest.",
	Model:          "Model",
	Views:          "Care",
	ViewsHelp:      "Mirrored and turned, restored each time, and averaged: closer to the original.",
	ViewsNext:      "It counts from the next time that you restore.",
	Unheld:         "Allow what the file rules out",
	UnheldHelp:     "A JPEG, WebP, HEIC or AVIF tells roughly what each part of its original looked like, and the result is held to that, as far as the condition agrees with the file. With this, the network's answer stays as it is.",
	Restore:        "Restore",
	RestoreAgain:   "Restore again",
	BackToAuto:     "Back to auto",
	AutoMark:       "automatic",
	CellHelp:       "Restore as",
	Off:            "Restoring is off",

	Undo:            "Undo",
	Redo:            "Redo",
	CopyCondition:   "Copy condition",
	PasteCondition:  "Paste it",
	CopiedCondition: "Copied: paste it on another picture here.",
	LostCodecs:      "This model has no name for a codec of what was copied: that one is left out.",
	LostLevel:       "This model has no such level as was copied: its strength is taken.",
}
