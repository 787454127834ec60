package web

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// StatusTitle is the title of an error answer.
func StatusTitle(status int) string {
	switch status {
	case http.StatusNotFound:
		return "Not found"
	case http.StatusTooManyRequests:
		return "Busy"
	case http.StatusForbidden:
		return "Refused"
	case http.StatusInternalServerError:
		return "That was our fault"
	}
	return http.StatusText(status)
}

// TooLarge says that a file is over the limit.
func TooLarge(limit int64) string {
	return fmt.Sprintf("The file is larger than the limit of %s. Save it smaller, or cut it.", Size(limit))
}

// TensorsTooLarge says that a request to a network is over the limit.
func TensorsTooLarge(limit int64) string {
	return fmt.Sprintf("The tensors are larger than the limit of %s. Send them in binary, or a smaller tile.", Size(limit))
}

// NoNetwork says which networks there are, in place of one that there is not.
func NoNetwork(there []string) string {
	return "There is no such network, or none of this version. There are " + strings.Join(there, ", ") + "."
}

// NoOutput says which outputs a network has, in place of one that it has not.
func NoOutput(name, there string) string {
	return fmt.Sprintf("There is no output %.40q. There are %s.", name, there)
}

// ResultAlt says what a picture shows whose left half is damaged and whose right half is restored.
func ResultAlt(shows, damage string) string {
	return fmt.Sprintf("%s. Its left half is as %s leaves it, its right half restored", shows, damage)
}

// FromTo is a PSNR before and after.
func FromTo(before, after string) string { return fmt.Sprintf("%s → %s dB", before, after) }

// LimitLines are the intake's limits.
func LimitLines(bytes, pixels int64, side int) []string {
	return []string{
		fmt.Sprintf("up to %s a file", Size(bytes)),
		fmt.Sprintf("up to %d megapixels", pixels/1e6),
		fmt.Sprintf("up to %s pixels a side", thousands(side)),
		"still pictures only",
	}
}

// Keeping says how long a picture is kept.
func Keeping(d time.Duration) string {
	if d == 0 {
		return Words.Kept
	}
	return "It is deleted by itself after " + Span(d) + "."
}

// Until says when a picture is deleted by itself.
func Until(when string) string { return "Until " + when + "." }

// ProfileNote says what becomes of a colour profile.
func ProfileNote(name string) string {
	return fmt.Sprintf("The file has the colour profile “%s”. Pixels are restored in its colours, without conversion, and a profile for RGB is kept.", name)
}

// RestoredUnder is the picture restored under a condition, for those who don't see it.
func RestoredUnder(condition string) string {
	return "The picture, restored under " + condition
}

// partSides are the fields of a rectangle, in the middle until somebody moves it.
var partSides = []struct{ name, label, value string }{
	{"left", Words.PartLeft, "25"}, {"top", Words.PartTop, "25"}, {"right", Words.PartRight, "75"}, {"bottom", Words.PartBottom, "75"},
}

// ViewsLabel names a number of views that a restoration can be the mean of, and its price.
func ViewsLabel(n int) string {
	if n == 1 {
		return "One view, the quickest"
	}
	return fmt.Sprintf("Mean of %d views, %d times as long", n, n)
}

// InViews says, behind a condition, of how many views a restoration is the mean.
func InViews(n int) string {
	if n <= 1 {
		return ""
	}
	return fmt.Sprintf(", mean of %d views", n)
}

// Painted says how much of a picture has conditions of its own.
func Painted(share float64) string { return "otherwise on " + Percent(share) + " of the picture" }

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

// BeliefSentence is one sentence on what a network thinks: the two likeliest codecs and, of
// the first, the two likeliest levels.
func BeliefSentence(codec, rival, unit, level, level2 string, p, pRival, pLevel float64) string {
	at := fmt.Sprintf("%s about %s", unit, level)
	if pLevel < 0.6 && level2 != "" {
		a, _ := strconv.Atoi(level)
		if b, err := strconv.Atoi(level2); err == nil && b < a {
			level, level2 = level2, level // as numbers are said
		}
		at = fmt.Sprintf("%s between %s and %s", unit, level, level2)
	}
	switch {
	case p >= 0.9:
		return fmt.Sprintf("Almost surely %s, %s.", codec, at)
	case p >= 0.65 || rival == "":
		return fmt.Sprintf("Probably %s, %s.", codec, at)
	}
	return fmt.Sprintf("Torn between %s (%s) and %s (%s).", codec, Percent(p), rival, Percent(pRival))
}

// ModelLabel is a model by its name and the codecs that it knows.
func ModelLabel(name string, codecs []string) string {
	return name + ": " + strings.Join(codecs, ", ")
}

// FileSays is what a file's header tells of itself.
func FileSays(format string, quality int, standard bool, sampling string, progressive, lossless bool) string {
	parts := []string{FormatName(format)}
	switch {
	case format == "jpeg" && quality > 0 && standard:
		parts = append(parts, fmt.Sprintf("quality %d", quality))
	case format == "jpeg" && quality > 0:
		parts = append(parts, fmt.Sprintf("tables of its own, near quality %d", quality))
	}
	if sampling != "" {
		parts = append(parts, "chroma "+sampling)
	}
	if progressive {
		parts = append(parts, "progressive")
	}
	if lossless {
		parts = append(parts, "lossless")
	}
	return strings.Join(parts, ", ") + "."
}

// Disagree says that file and network differ, and what that means.
func Disagree(file, belief string) string {
	return fmt.Sprintf("The file is %s, but its pixels look like %s: it has been compressed before.", file, belief)
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
	case left > 0 && done < total:
		return fmt.Sprintf("%d of %d steps · about %s left", done, total, Span(time.Duration(left*float64(time.Second))))
	}
	return fmt.Sprintf("%d of %d steps", done, total)
}

// Place is a place in the queue.
func Place(position int) string {
	if position <= 1 {
		return Words.Queue + ": next"
	}
	return fmt.Sprintf("%s: %d before it", Words.Queue, position-1)
}

// Formats lists the kinds of files that are read.
func Formats(labels []string) string {
	var all []string
	for _, label := range labels {
		if label == "GIF" {
			label = Words.GIFsToo
		}
		all = append(all, label)
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " and " + all[last]
}

// FormatName is a file format, or a codec, as people write it.
func FormatName(name string) string {
	switch name {
	case "webp":
		return "WebP"
	case "jxl":
		return "JPEG XL"
	}
	return strings.ToUpper(name)
}

// Percent is a probability.
func Percent(p float64) string {
	switch {
	case p > 0 && p < 0.01:
		return "<1 %"
	case p < 1 && p > 0.99:
		return ">99 %"
	}
	return fmt.Sprintf("%.0f %%", 100*p)
}

// Decibels is a PSNR; pictures that do not differ have an infinite one.
func Decibels(v float64) string {
	if math.IsInf(v, 1) {
		return PSNR(v)
	}
	return PSNR(v) + " dB"
}

// PSNR is the same without its unit, for a table whose head has it.
func PSNR(v float64) string {
	if math.IsInf(v, 1) {
		return "∞"
	}
	return fmt.Sprintf("%.2f", v)
}

// Share is an SSIM.
func Share(v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	return fmt.Sprintf("%.4f", v)
}

// Signed is a gain, with its sign.
func Signed(v float64, format string) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	return strings.Replace(fmt.Sprintf("%+"+format, v), "-", "−", 1)
}

// Megapixels is a picture's size.
func Megapixels(v float64) string {
	if v < 1 {
		return fmt.Sprintf("%.2f Mpx", v)
	}
	return fmt.Sprintf("%.1f Mpx", v)
}

// Size is a number of bytes.
func Size(n int64) string {
	switch {
	case n >= 1<<20:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/(1<<20)), ".0") + " MiB"
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// Span is a duration, roughly.
func Span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%.0f s", max(1, d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%.0f min", d.Minutes())
	}
	return fmt.Sprintf("%.0f h", d.Hours())
}

func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return thousands(n/1000) + fmt.Sprintf(",%03d", n%1000)
}
