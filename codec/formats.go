package codec

// Format is a kind of file that [Toolbox.Decode] reads.
type Format struct {
	Name      string   // as [Header.Format] has it
	Label     string   // as people write it
	Types     []string // media types and endings by which browsers know such files
	foreign   bool     // decoded by ffmpeg
	lossless  bool     // however it is written
	codedWith string   // the codec that made it, where that has another name
}

var formats = []Format{
	{Name: "jpeg", Label: "JPEG", Types: []string{"image/jpeg"}},
	{Name: "png", Label: "PNG", Types: []string{"image/png"}, lossless: true},
	{Name: "webp", Label: "WebP", Types: []string{"image/webp"}},
	{Name: "heic", Label: "HEIC", Types: []string{"image/heic", "image/heif", ".heic", ".heif"}, foreign: true, codedWith: "hevc"},
	{Name: "avif", Label: "AVIF", Types: []string{"image/avif", ".avif"}, foreign: true, codedWith: "av1"},
	{Name: "jxl", Label: "JPEG XL", Types: []string{"image/jxl", ".jxl"}, foreign: true},
	{Name: "bmp", Label: "BMP", Types: []string{"image/bmp"}, lossless: true},
	{Name: "gif", Label: "GIF", Types: []string{"image/gif"}, lossless: true},
}

// names are the formats as people write them.
var names = map[string]string{}

func init() {
	for _, f := range formats {
		names[f.Name] = f.Label
	}
}

// Formats lists the kinds of files that can be read here: without ffmpeg, fewer.
func (t *Toolbox) Formats() (here []Format) {
	for _, f := range formats {
		if !f.foreign || t.ffmpeg != "" {
			here = append(here, f)
		}
	}
	return here
}

// Coder is the name of the codec that made the file's pixels, as [Info.Name] has it; ""
// for a file that loses nothing, whatever came before.
func (h Header) Coder() string {
	for _, f := range formats {
		switch {
		case f.Name != h.Format:
		case h.Lossless || f.lossless:
			return ""
		case f.codedWith != "":
			return f.codedWith
		default:
			return f.Name
		}
	}
	return ""
}
