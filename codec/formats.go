package codec

import (
	"path/filepath"
	"slices"
	"strings"
)

// Format is a kind of file that [Toolbox.Decode] reads.
type Format struct {
	Name     string   // as [Header.Format] has it
	Label    string   // as people write it
	Types    []string // media types and endings by which browsers know such files
	coder    string   // the codec that makes such files where they lose something, as [Info.Name] has it
	byFFmpeg bool     // decoded by ffmpeg
}

var formats = []Format{
	{Name: "jpeg", Label: "JPEG", Types: []string{"image/jpeg"}, coder: "jpeg"},
	{Name: "png", Label: "PNG", Types: []string{"image/png"}},
	{Name: "webp", Label: "WebP", Types: []string{"image/webp"}, coder: "webp"},
	{Name: "heic", Label: "HEIC", Types: []string{"image/heic", "image/heif", ".heic", ".heif"}, coder: "hevc", byFFmpeg: true},
	{Name: "avif", Label: "AVIF", Types: []string{"image/avif", ".avif"}, coder: "av1", byFFmpeg: true},
	{Name: "jxl", Label: "JPEG XL", Types: []string{"image/jxl", ".jxl"}, coder: "jxl", byFFmpeg: true},
	{Name: "bmp", Label: "BMP", Types: []string{"image/bmp"}},
	{Name: "gif", Label: "GIF", Types: []string{"image/gif"}},
}

// labels are the formats as people write them.
var labels = map[string]string{}

func init() {
	for _, f := range formats {
		labels[f.Name] = f.Label
	}
}

// Named tells whether a path has the ending of a kind of file that [Toolbox.Decode] reads.
func Named(path string) bool {
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".jpg", ".heif":
		return true
	default:
		return labels[strings.TrimPrefix(ext, ".")] != "" // .jpeg, .png, .heic
	}
}

// Stem is a file's name without the ending of such a kind; any other point in it is the name's own.
func Stem(name string) string {
	if !Named(name) {
		return name
	}
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// Formats lists the kinds of files that can be read here: without ffmpeg, fewer.
func (t *Toolbox) Formats() (here []Format) {
	for _, f := range formats {
		if !f.byFFmpeg || t.ffmpeg != "" {
			here = append(here, f)
		}
	}
	return here
}

// Coder is the name of the codec that made the file's pixels, as [Info.Name] has it; ""
// for a file that loses nothing, whatever came before.
func (h Header) Coder() string {
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == h.Format })
	if i < 0 || h.Lossless {
		return ""
	}
	return formats[i].coder
}
