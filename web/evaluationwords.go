package web

// evaluationWords are those of a model measured over pictures.
type evaluationWords struct {
	EvaluationTitle, EvaluationLead, EvaluationFiles, EvaluationSettingsHelp, EvaluationBeside, EvaluationTrue,
	EvaluationNone, EvaluationWrong, EvaluationAgain, EvaluationStart, EvaluationHint, EvaluationOthers,
	EvaluationDeleted, EvaluationMissed, EvaluationHeld, EvaluationHeldTo, EvaluationMeanOfBoth, EvaluationDone string
}

var evaluationEnglish = evaluationWords{
	EvaluationTitle:        "Measure a model",
	EvaluationLead:         "Real codecs damage pristine pictures at every setting, the model restores them, and the mean is taken against the originals.",
	EvaluationFiles:        "Pristine pictures",
	EvaluationSettingsHelp: "A codec and its levels: jpeg:10,20 hevc:37. A JPEG of 4:4:4 as jpeg:95/444. Two codecs in a row as jpeg:10>vvc:42; cut off its grid between them as jpeg:30+3>jpeg:85.",
	EvaluationBeside:       "The belief is followed. Measure beside it what comes out under",
	EvaluationTrue:         "the true codec and level (the model has to have a name for them)",
	EvaluationNone:         "no knowledge",
	EvaluationWrong:        "a wrong condition",
	EvaluationAgain:        "and the consistency: what was restored, compressed again as believed, against what came",
	EvaluationStart:        "Measure",
	EvaluationDone:         "The evaluation is done.",
	EvaluationHint:         "PSNR in dB and SSIM, means over the pictures; gains in PSNR over the input.",
	EvaluationOthers:       "All evaluations",
	EvaluationDeleted:      "a deleted picture",
	EvaluationMissed:       "not measured",
	EvaluationHeld:         "Gain, held to the file",
	EvaluationHeldTo:       "Held to the file",
	EvaluationMeanOfBoth:   "Mean gain, of the settings that both have",
}
