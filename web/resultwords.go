package web

// resultWords are those of a restoration under way, its measures, its file, and the file that it was made of.
type resultWords struct {
	Queue, Running, LookAgain, RestoredAlready, Stop, Stopped, Failed, Cancelled, Predict, RestorePhase, Measure string

	MeasuresTitle, Measured, Input, Restored, GainOver, Consistency, NotMeasured, ConsistencyMissing, ConsistencySmall, ConsistencyNote,
	NoReference, BeforeReference, AddOriginal, Definitions, OnTheCommandLine, DefPSNR, DefSSIM, DefPSNRB, DefConsistency,
	UnitQF, UnitQP, UnitCRF, DefQF, DefQP, DefCRF, DefStrength, Held, DefHeld string

	Download, SavesEarlier, SaveAs, DownloadNote, Compare, CompareUpload, Quality, KeepPlace, NoteCondition, CarriedTitle, CarriedNone string

	HistoryTitle, HistoryLead, Condition, Mode, Show, Shown string

	FileTitle, FileName, FileSize, FilePixels, FileHash, FileKept, Original, Delete, DeleteNote, DeleteYes, Forget, ForgetNote string
}

var resultEnglish = resultWords{
	Queue:           "Waiting in the queue",
	Running:         "Restoring",
	LookAgain:       "See how far it is",
	RestoredAlready: "Restored so already: it is what you see.",
	Stop:            "Stop",
	Stopped:         "Stopped",
	Failed:          "It did not work",
	Cancelled:       "Stopped. Nothing was changed.",
	Predict:         "Recognising the codec",
	RestorePhase:    "Restoring",
	Measure:         "Measuring",

	MeasuresTitle:      "Measures",
	Measured:           "Measure",
	Input:              "As it came",
	Restored:           "Restored",
	GainOver:           "Gain",
	Consistency:        "Consistency",
	NotMeasured:        "not measured",
	ConsistencyMissing: "The codec that it is believed to come from is not installed here, so it could not be compressed again.",
	ConsistencySmall:   "The picture is smaller than the 11 pixels that it takes to compare structures.",
	ConsistencyNote:    "How like the upload the restoration is once it is compressed again as believed (SSIM). A good restoration scores high; scoring high makes none good. Gentler beliefs score higher by themselves: compare it under one belief only.",
	NoReference:        "There is no original beside this picture, so distance to it cannot be measured.",
	BeforeReference:    "The original came after this restoration. Restore again, and the new one is measured against it.",
	AddOriginal:        "Add the original",
	Definitions:        "What these mean",
	OnTheCommandLine:   "The same on the command line",
	DefPSNR:            "Peak signal-to-noise ratio against the original, over all colour samples. Decibels; higher is closer.",
	DefSSIM:            "Structural similarity to the original: 1 is identical. 11×11 Gaussian windows, the mean of the three channels.",
	DefPSNRB:           "PSNR that also counts visible 8×8 block edges as error. Never above PSNR.",
	DefConsistency:     "What the network gave, before it is held to a file, is compressed again as it believes it was, and compared (SSIM) with what you gave.",
	UnitQF:             "quality factor",
	UnitQP:             "quantisation parameter",
	UnitCRF:            "constant rate factor",
	DefQF:              "Quality factor, the level of JPEG and WebP, from 1 to 100. Higher is gentler.",
	DefQP:              "Quantisation parameter, the level of HEVC and AVC, up to 51, and of VVC, up to 63. Higher is harsher.",
	DefCRF:             "Constant rate factor, the level of AV1, up to 63. Higher is harsher.",
	DefStrength:        "How hard it was compressed, as the network is told it for any codec: 0 is the gentlest level that it was trained on, 1 the harshest.",
	Held:               "Held to the file",
	DefHeld:            "A JPEG, WebP, HEIC or AVIF tells roughly what each part of its original looked like. What the network gave is brought back to within that, wholly or by the share that is said, as far as the condition agrees with the file.",

	Download:      "Save",
	SavesEarlier:  "What is saved, and measured, is the last restoration and not this preview.",
	SaveAs:        "Save as",
	DownloadNote:  "PNG holds every pixel exactly; the quality is for JPEG and WebP. WebP keeps colours at half the resolution, and so does JPEG below a quality of 90. JPEG is white where a picture is transparent.",
	Compare:       "Compare with",
	CompareUpload: "Compare with the upload",
	Quality:       "Quality",
	KeepPlace:     "Keep the place where it was taken",
	NoteCondition: "Note the condition and the model in the file",
	CarriedTitle:  "Comes along:",
	CarriedNone:   "The file brings no EXIF, XMP or colour profile that would come along.",

	HistoryTitle: "Restorations of this picture",
	HistoryLead:  "Each can be put back into the viewer.",
	Condition:    "Condition",
	Mode:         "Mode",
	Show:         "Show",
	Shown:        "Shown",

	FileTitle:  "This file",
	FileName:   "Name",
	FileSize:   "Size",
	FilePixels: "Pixels",
	FileHash:   "SHA-256",
	FileKept:   "Kept",
	Original:   "Save the untouched upload",
	Delete:     "Delete picture",
	DeleteNote: "Removes the picture and all its restorations, at once and for good.",
	DeleteYes:  "Delete it",
	Forget:     "Delete",
	ForgetNote: "Removes this restoration, for good. The picture and its other restorations stay.",
}
