package web

// labWords are the lab's and its sweeps'.
type labWords struct {
	Lab, ToLab, LabTitle, LabLead, LabPicture, LabFile, LabSample, LabNoSample, LabCodec, LabThen, LabNothing, LabLevel,
	LabFirstLevel, LabThenLevel, LabLastLevel, LabLevelHelp, LabCompress, LabRecent, LabOpen, LabPristine, AltPristine, LabConditions,
	LabBelieved, LabTruth, LabChance, LabNoName, LabRight, LabNear, LabLevelWrong, LabWrong, LabChain,
	LabRestoreBelieved, LabRestoreTrue, LabRestoreOther string

	SweepTitle, SweepLead, SweepStart, SweepAgain, SweepPress, SweepMeasure, SweepEarlier, SweepCSV, SweepJSON,
	SweepTrue, SweepBelieved, SweepBest, SweepPosterior, SweepNone string
}

var labEnglish = labWords{
	Lab:                "Lab",
	ToLab:              "Sweep in the lab",
	LabTitle:           "Damage a picture, and see what is believed",
	LabLead:            "Give a pristine picture. A real codec compresses it, so that the truth is known: it stands beside what the network believes, and every restoration is measured against the original.",
	LabPicture:         "Pristine picture",
	LabFile:            "Your own",
	LabSample:          "or a bundled one",
	LabNoSample:        "none",
	LabCodec:           "Codec",
	LabThen:            "then",
	LabNothing:         "nothing more",
	LabLevel:           "Another level",
	LabFirstLevel:      "Another level for the first codec",
	LabThenLevel:       "Another level for the second codec",
	LabLastLevel:       "Another level for the third codec",
	LabLevelHelp:       "Another level replaces that of the list: a quality of 1 to 100 for JPEG and WebP, a QP or CRF for the video codecs.",
	LabCompress:        "Compress it",
	LabRecent:          "From the lab",
	LabOpen:            "Open in the studio",
	LabPristine:        "Pristine",
	AltPristine:        "The picture before it was compressed",
	LabConditions:      "What happened, and what is believed",
	LabBelieved:        "Believed",
	LabTruth:           "True",
	LabChance:          "Probability",
	LabNoName:          "the model has no name for it",
	LabRight:           "The network is right: codec and level.",
	LabNear:            "The network has the codec right. It has no name for the level, and takes it for another.",
	LabLevelWrong:      "The network has the codec right, and the level wrong.",
	LabWrong:           "The network believes something else than what happened.",
	LabChain:           "The picture went through several codecs: no single name is the whole truth.",
	LabRestoreBelieved: "Restore as believed",
	LabRestoreTrue:     "Restore as it truly was",
	LabRestoreOther:    "Any other condition",

	SweepTitle:     "Every condition",
	SweepLead:      "The same part of the picture, restored as if it had come from each codec at each level. What does the condition control?",
	SweepStart:     "Sweep codecs and levels",
	SweepAgain:     "Sweep again",
	SweepPress:     "PSNR, SSIM and PSNR-B are gains over the picture as it came. Press a cell to restore the whole picture under it.",
	SweepMeasure:   "Measure shown",
	SweepEarlier:   "Earlier sweeps",
	SweepCSV:       "Save as CSV",
	SweepJSON:      "Save as JSON",
	SweepTrue:      "true",
	SweepBelieved:  "believed",
	SweepBest:      "best",
	SweepPosterior: "Under the posterior itself",
	SweepNone:      "Under no knowledge",
}
