package web

import (
	"fmt"
	"strings"
	"time"
)

// Place is a place in the queue.
func Place(position int) string {
	if position <= 1 {
		return Words.Queue + ": next"
	}
	return fmt.Sprintf("%s: %d before it", Words.Queue, position-1)
}

// Progress is how far a job is. A step is a view of a tile.
func Progress(phase string, done, total int, left float64) string {
	switch {
	case phase == "predict":
		return Words.Predict
	case phase == "measure":
		return Words.Measure
	case total == 0:
		return Words.RestorePhase
	case done == total:
		left = 0
	}
	return ofMany(done, total, "step") + AboutLeft(left)
}

// ofMany is how many of how many of a thing are done.
func ofMany(done, total int, thing string) string {
	if total != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d of %d %s", done, total, thing)
}

// AboutLeft follows what is done with the time that the rest will take, in seconds; "" for 0.
func AboutLeft(seconds float64) string {
	if seconds <= 0 {
		return ""
	}
	return fmt.Sprintf(" · about %s left", Span(time.Duration(seconds*float64(time.Second))))
}

// StateName is where a job stands, as one chooses it.
func StateName(state string) string {
	switch state {
	case "queued":
		return Words.Queue
	case "running":
		return Words.Running
	case "failed":
		return Words.Failed
	case "cancelled":
		return Words.Stopped
	}
	return Words.ListDone
}

// RestoredUnder is the picture restored under a condition, for those who don't see it.
func RestoredUnder(condition string) string {
	return "The picture, restored under " + condition
}

// StillAsItCame says of what did not come to be restored what is shown in its place, and how it ended.
func StillAsItCame(state string) string {
	return "shown as it came: " + strings.ToLower(state)
}

// RestoredSo sums a restoration up: what R-Net was told, how that was chosen, by which model, in what time.
func RestoredSo(condition, mode, model string, seconds, megapixels float64) string {
	return fmt.Sprintf("%s · %s · %s · %.1f s for %s", condition, mode, model, seconds, Megapixels(megapixels))
}

// RestoredByAnother says that what is shown is not the chosen model's.
func RestoredByAnother(model, chosen string) string {
	return fmt.Sprintf("The last restoration is by %s, and not by %s.", model, chosen)
}

// Carried lists what metadata comes along in a saved file.
func Carried(exif, xmp bool, profile string) string {
	var all []string
	if exif {
		all = append(all, "EXIF")
	}
	if xmp {
		all = append(all, "XMP")
	}
	if profile != "" {
		all = append(all, "colour profile “"+profile+"”")
	}
	return strings.Join(all, ", ")
}

// MetadataNote says what becomes of metadata.
func MetadataNote(kinds string, place bool) string {
	text := fmt.Sprintf("The file holds %s, which comes along in what you save", kinds)
	if place {
		text += ", without the place where it was taken unless you want that"
	}
	return text + "."
}

// ProfileNote says what becomes of a colour profile.
func ProfileNote(name string) string {
	return fmt.Sprintf("The file has the colour profile “%s”. Pixels are restored in its colours, without conversion, and a profile for RGB is kept.", name)
}
