package codec

import (
	"fmt"
	"image"
	"io"
	"slices"
	"strings"
)

// JPEGChroma are the kinds of chroma that JPEGs are written with, as a level ends with them; most have the first.
var JPEGChroma = []string{"420", "422", "444"}

// tool is a codec: one of encode, video and network is set.
type tool struct {
	info      Info
	extension string
	encode    func(w io.Writer, img *image.NRGBA, level int, chroma string) error
	video     *video
	network   bool
}

// video is a codec inside ffmpeg, coding one intra picture.
type video struct {
	encoder   string // ffmpeg's name
	format    string // of the raw bitstream
	extension string
	chroma    string // pixel formats on the way to the encoder
	trim      string // bitstream filter that drops the encoder's remarks, which would count as bits
	args      func(level int) []string
}

// The settings are those that the networks are trained with; change both.
var tools = []tool{
	{
		info:      Info{Name: "jpeg", Label: "JPEG", LevelName: "QF", Min: 1, Max: 100, Levels: []string{"5", "10", "15", "20", "30", "40", "50", "60", "70", "80", "90", "90/444", "95", "95/444", "97"}, Chroma: JPEGChroma},
		extension: ".jpg",
		encode:    EncodeJPEG,
	},
	{
		info:      Info{Name: "webp", Label: "WebP", LevelName: "QF", Min: 1, Max: 100, Levels: []string{"5", "10", "20", "30", "40", "60", "80", "90", "95"}},
		extension: ".webp",
		encode:    func(w io.Writer, img *image.NRGBA, level int, _ string) error { return encodeWebP(w, img, level) },
	},
	{
		info: Info{Name: "hevc", Label: "HEVC", LevelName: "QP", Min: 1, Max: 51, Levels: []string{"47", "42", "37", "32", "27", "22", "17"}},
		video: &video{"libx265", "hevc", ".265", "yuv420p", "null", func(qp int) []string {
			return []string{"-x265-params", fmt.Sprintf("qp=%d:keyint=1:ipratio=1:pbratio=1:psy-rd=0:psy-rdoq=0:info=0:log-level=error:pools=none:frame-threads=1", qp)}
		}},
	},
	{
		info: Info{Name: "avc", Label: "AVC", LevelName: "QP", Min: 1, Max: 51, Levels: []string{"47", "42", "37", "32", "27", "22", "17"}},
		video: &video{"libx264", "h264", ".264", "yuv420p", "filter_units=remove_types=6", func(qp int) []string {
			return []string{"-tune", "psnr", "-x264-params", fmt.Sprintf("qp=%d:keyint=1:ipratio=1:pbratio=1", qp)}
		}},
	},
	{
		info: Info{Name: "vvc", Label: "VVC", LevelName: "QP", Min: 1, Max: 63, Levels: []string{"47", "42", "37", "32", "27", "22"}},
		video: &video{"libvvenc", "vvc", ".266", "yuv420p,format=yuv420p10le", "filter_units=remove_types=20|23|24", func(qp int) []string {
			return []string{"-preset", "fast", "-qp", fmt.Sprint(qp), "-qpa", "0",
				"-vvenc-params", "intraperiod=1:IntraQPOffset=0:MCTF=0:BIM=0:GOPSize=1:LookAhead=0"}
		}},
	},
	{
		info: Info{Name: "av1", Label: "AV1", LevelName: "CRF", Min: 1, Max: 63, Levels: []string{"63", "55", "45", "35", "25", "15"}},
		video: &video{"libsvtav1", "obu", ".obu", "yuv420p", "null", func(crf int) []string {
			return []string{"-preset", "6", "-crf", fmt.Sprint(crf), "-svtav1-params", "avif=1:lp=1"}
		}},
	},
	{info: Info{Name: "cheng_psnr", Label: "Cheng2020 (PSNR)", LevelName: "quality", Levels: []string{"1", "2", "3", "4"}}, network: true},
	{info: Info{Name: "cheng_ssim", Label: "Cheng2020 (MS-SSIM)", LevelName: "quality", Levels: []string{"1", "2", "3", "4"}}, network: true},
	{info: Info{Name: "hific", Label: "HiFiC", LevelName: "rate", Levels: []string{"low", "medium", "high"}}, network: true},
}

// toolOf finds a codec by its name.
func toolOf(name string) (tool, bool) {
	i := slices.IndexFunc(tools, func(t tool) bool { return t.info.Name == name })
	if i < 0 {
		return tool{}, false
	}
	return tools[i], true
}

// Label is what people call a codec, by its name: "JPEG". One that is not known is called as it came.
func Label(name string) string {
	if t, known := toolOf(name); known {
		return t.info.Label
	}
	return name
}

// LevelName is what people call a codec's levels: "QF"; "" for a codec that is not known.
func LevelName(name string) string {
	t, _ := toolOf(name)
	return t.info.LevelName
}

// LevelText is a level of a codec as people say it: "JPEG QF 20", "JPEG 4:4:4 QF 95".
func LevelText(name, level string) string {
	number, chroma, finer := strings.Cut(level, "/")
	if finer {
		chroma = " " + chromaText(chroma)
	}
	if t, known := toolOf(name); known {
		return t.info.Label + chroma + " " + t.info.LevelName + " " + number
	}
	return name + chroma + " " + number
}

// chromaText is 420 as people write it: 4:2:0.
func chromaText(digits string) string { return strings.Join(strings.Split(digits, ""), ":") }
