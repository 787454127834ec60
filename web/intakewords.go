package web

// intakeWords are the first page's.
type intakeWords struct {
	IntakeTitle, IntakeLead, Choose, Camera, AtOnce, Drop, DropOne, OrPaste, Reference, ReferenceHelp, Upload, LimitsTitle, GIFsToo,
	SamplesTitle, SamplesReady, SamplesLead, RecentTitle, RecentLead, RecentShared, Waiting, Pace, Later, Again, Sending, Reading, Taken, TogetherAll, ReferenceAlone, NoPictures,
	Private, Kept,
	FrameToo, FrameTitle, FrameAt, FrameEarlier, FrameLater, FrameNote, FrameTake, FrameCancel, FrameUnplayable string
}

var intakeEnglish = intakeWords{
	IntakeTitle:    "Give it a compressed picture",
	IntakeLead:     "Uncodec recognises which codec compressed it, and how hard, and repairs the damage accordingly. You see what it believes, and you can overrule it.",
	Choose:         "Choose a picture",
	Camera:         "Take a photo",
	AtOnce:         "Restore it at once, as the network believes it was compressed",
	Drop:           "or drop one here, or several",
	DropOne:        "One picture is opened here at a time. Drop several on the first page, or on that of batches.",
	OrPaste:        "or paste from the clipboard",
	Reference:      "Add the pristine original (optional)",
	ReferenceHelp:  "If you have the picture as it was before compression, of the same size, the gain is measured against it.",
	Upload:         "Open in the studio",
	LimitsTitle:    "Limits",
	GIFsToo:        "the first frame of a GIF",
	SamplesTitle:   "No picture at hand?",
	SamplesReady:   "Left of its line each is as a real codec left it, right of it restored; the figures are the PSNR of its middle. Open one to see all of it restored, with the original beside it, and to change what is believed.",
	SamplesLead:    "These are pristine photographs. Open one and a real codec damages it on the spot; the original stays beside it, so the gain can be measured.",
	RecentTitle:    "Your pictures",
	RecentLead:     "Only this browser can open them.",
	RecentShared:   "Everybody's pictures",
	Waiting:        "Waiting",
	Pace:           "That is as much as the studio takes at once.",
	Later:          "It goes on by itself in %d s.",
	Again:          "Try again",
	Sending:        "Sending",
	Reading:        "Reading the picture",
	Taken:          "Open in the studio",
	TogetherAll:    "Restore all of them, as a batch",
	ReferenceAlone: "An original belongs to one picture: add it on that picture's page.",
	NoPictures:     "No pictures were found in there.",
	Private:        "Your file is kept exactly as it is, where the studio runs, for you alone.",
	Kept:           "It stays until you delete it.",

	FrameToo:        "of a video, the frame that you choose",
	FrameTitle:      "Which frame of the video?",
	FrameAt:         "The moment in the video",
	FrameEarlier:    "Earlier",
	FrameLater:      "Later",
	FrameNote:       "The video stays in this browser; the frame alone is sent, as PNG.",
	FrameTake:       "Take this frame",
	FrameCancel:     "Take none",
	FrameUnplayable: "This browser cannot play this video. Save a frame of it as PNG, or try another browser.",
}
