package web

// batchWords are those of many pictures at once.
type batchWords struct {
	Batch, ToBatch, BatchTitle, BatchLead, BatchChoose, BatchFolder, BatchDrop, BatchHow, BatchUnheld, BatchAs, BatchAsHelp,
	BatchStart, BatchReading, BatchChosen, BatchTakeOut, BatchLost, BatchUnread, BatchFull, BatchDeleteAll, BatchToSend, BatchEarlier, BatchResume,
	BatchBefore, BatchAfter, BatchSave, BatchSaveNote, BatchAdd, BatchDelete, BatchDeleteNote, BatchNothing string
}

var batchEnglish = batchWords{
	Batch:           "Batch",
	ToBatch:         "or a whole folder",
	BatchTitle:      "Restore many pictures",
	BatchLead:       "Each is recognised by itself and restored under what is believed of it. You can follow them, look at any, stop and go on, and take all of them home in one file.",
	BatchChoose:     "Choose pictures",
	BatchFolder:     "Choose a folder",
	BatchDrop:       "or drop pictures and folders here",
	BatchHow:        "How to restore them",
	BatchUnheld:     "Allow what the files rule out",
	BatchAs:         "All as",
	BatchAsHelp:     "All came from this codec at this level: the belief is set aside.",
	BatchStart:      "Restore them",
	BatchReading:    "Looking for pictures",
	BatchChosen:     "Pictures chosen:",
	BatchTakeOut:    "Take out",
	BatchLost:       "The studio did not answer. Press the button to send the rest.",
	BatchUnread:     "All but %d are in the batch.",
	BatchDeleteAll:  "Delete all of them",
	BatchFull:       "There is room for %d more here: the rest was left out. Begin another batch with that.",
	BatchToSend:     "Still to be sent:",
	BatchEarlier:    "Earlier batches",
	BatchResume:     "Go on",
	BatchBefore:     "‹ Previous",
	BatchAfter:      "Next ›",
	BatchSave:       "Save all as ZIP",
	BatchSaveNote:   "What is restored, under its own names and in its folders, with a table of all files. PNG holds every pixel exactly; the quality is for JPEG and WebP. WebP keeps colours at half the resolution, and so does JPEG below a quality of 90. JPEG is white where a picture is transparent.",
	BatchAdd:        "Add more pictures",
	BatchDelete:     "Delete batch",
	BatchDeleteNote: "Removes all its pictures and their restorations, at once and for good.",
	BatchNothing:    "Nothing of this batch is restored yet, so there is nothing to save.",
}
