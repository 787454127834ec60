package web

// kioskWords are the kiosk's.
type kioskWords struct {
	Kiosk, KioskTitle, KioskTouch, KioskChoose, KioskPlay, KioskCorner, KioskFull, KioskOut, KioskAnother, KioskHow,
	KioskBrutally, KioskBadly, KioskSomewhat, KioskALittle, KioskBy, KioskBelieves, KioskBelieve, KioskAuto, KioskOther,
	KioskGentle, KioskGentleTold, KioskStrong, KioskStrongTold, KioskScore, KioskWorking, KioskNotYet, KioskAway, KioskOff, KioskStill, KioskGoes, KioskYes string
}

var kioskEnglish = kioskWords{
	Kiosk:           "Kiosk",
	KioskTitle:      "What compression took, and what comes back",
	KioskTouch:      "Touch to try it",
	KioskChoose:     "Choose a picture",
	KioskPlay:       "Squeeze it, and see it restored",
	KioskCorner:     "For who set this up",
	KioskFull:       "Full screen",
	KioskOut:        "To the studio",
	KioskAnother:    "Another picture",
	KioskHow:        "How badly shall it be squeezed?",
	KioskBrutally:   "Brutally",
	KioskBadly:      "Badly",
	KioskSomewhat:   "Somewhat",
	KioskALittle:    "A little",
	KioskBy:         "By what?",
	KioskBelieves:   "The network believes",
	KioskBelieve:    "What if it believed wrong?",
	KioskAuto:       "What it believes",
	KioskOther:      "Another codec",
	KioskGentle:     "A mild squeeze",
	KioskGentleTold: "a mild squeeze",
	KioskStrong:     "A brutal squeeze",
	KioskStrongTold: "a brutal squeeze",
	KioskScore:      "How close to the original it is (PSNR)",
	KioskWorking:    "Squeezing and restoring",
	KioskNotYet:     "untouched, for now: it is being squeezed and restored",
	KioskAway:       "One moment, please.",
	KioskOff:        "Restoring is off here, so a squeezed picture stands beside the untouched one.",
	KioskStill:      "Still there?",
	KioskGoes:       "Touch anywhere to stay. When the count ends, this starts over.",
	KioskYes:        "Yes",
}
