package web

// shareWords are the share link's and its page's.
type shareWords struct {
	Share, ShareHelp, ShareMake, ShareAddress, ShareOn, ShareIdle, ShareCopy, ShareCopied, ShareStop, ShareAlone, ShareNothing, SharedTitle,
	SharedLead, SharedBare string
}

var shareEnglish = shareWords{
	Share:        "Share",
	ShareHelp:    "Whoever has the link sees this picture beside a restoration of it, without the file's name, and can save the restored one, without EXIF and place. Nothing else of yours.",
	ShareMake:    "Make a link",
	ShareAddress: "The link",
	ShareOn:      "Whoever has it sees this picture beside a restoration of it, until you stop sharing or the picture is deleted.",
	ShareIdle:    "Whoever has it sees nothing just now, and this picture again once there is a restoration of it, until you stop sharing or the picture is deleted.",
	ShareCopy:    "Copy",
	ShareCopied:  "Copied.",
	ShareStop:    "Stop sharing",
	ShareAlone:   "This address opens on this machine alone. For others, open the studio under a name or an address that they reach, and copy the link there.",
	ShareNothing: "A link shows a picture beside its restoration, and there is no such restoration that is done. Restore the picture first.",
	SharedTitle:  "A restored picture",
	SharedLead:   "Somebody shares this with you by its link. On one side the picture is as it came, on the other restored.",
	SharedBare:   "Besides its pixels the file has a colour profile, if any, and no more.",
}
