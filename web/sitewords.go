package web

// siteWords are on every page, or on one that is no room of its own.
type siteWords struct {
	Name, Tagline, Rooms, Studio, SkipToContent, Contents, Footer, FooterElsewhere, SharedNote string

	KeysTitle, KeysOn, Close string

	API, Version, APITitle, APIFile, APIRefused, APIRefusedTensors string

	LeaveAsk, LeaveTitle, LeaveNote, LeaveShared, LeaveNothing, LeaveYes string
}

var siteEnglish = siteWords{
	Name:            "Uncodec",
	Tagline:         "Restores compressed pictures, by what compressed them",
	Rooms:           "Rooms",
	Studio:          "Studio",
	SkipToContent:   "Skip to content",
	Contents:        "On this page",
	Footer:          "Everything runs on the machine that serves this page. Nothing is sent on from there.",
	FooterElsewhere: "Pictures are kept on the machine that serves this page. Their pixels go to one other, which its owner chose, to be restored.",
	SharedNote:      "This is a shared lab: everybody who comes here sees every picture.",

	KeysTitle: "Keys",
	KeysOn:    "Single keys act on this page",
	Close:     "Close",

	API:               "API",
	Version:           "Version",
	APITitle:          "The API",
	APIFile:           "The same as OpenAPI 3.1, for programs",
	APIRefused:        "refused, with the reason as application/problem+json",
	APIRefusedTensors: "refused, with the reason as error",

	LeaveAsk:     "Delete everything of mine…",
	LeaveTitle:   "Delete everything of yours?",
	LeaveNote:    "All that this browser brought and had made here is deleted, at once and for good, with its files. What still runs is stopped first, links that you gave away end, and this browser begins anew.",
	LeaveShared:  "In this shared lab, what others brought stays, with what you made of it; what they made of yours goes.",
	LeaveNothing: "Nothing of yours is kept here.",
	LeaveYes:     "Delete everything",
}

// Key is a shortcut and what it does.
type Key struct{ Key, Does string }

// Keys are the studio page's shortcuts; those from Space on are the viewer's.
var Keys = []Key{
	{"?", "this list"},
	{"R", "restore"},
	{"A", "back to what the network believes, and restore"},
	{"[ ]", "a stronger or a gentler level, and restore"},
	{"1 … 9", "show that restoration of the list"},
	{"Esc", "stop"},
	{"Space", "in the viewer: hold for the upload, or what stands in its place"},
	{"X", "in the viewer: swap the sides"},
	{"F", "in the viewer: flip in place"},
	{"D", "in the viewer: difference"},
	{"L", "in the viewer: loupe"},
	{"+ −", "in the viewer: zoom"},
	{"0 Z", "in the viewer: fit, and 1:1"},
	{"← ↑ ↓ →", "in the viewer: pan"},
}
