package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"uncodec/codec"
	"uncodec/studio"
)

// uncodec runs the program as a person would, on what `make setup` put into bin/.
func uncodec(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, toolsHere(t), &out, &errs)
	return code, out.String(), errs.String()
}

func toolsHere(t *testing.T) func(string) string {
	t.Helper()
	bin, err := filepath.Abs("bin")
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{
		"UNCODEC_ONNXRUNTIME": filepath.Join(bin, "libonnxruntime.so"),
		"UNCODEC_FFMPEG":      filepath.Join(bin, "ffmpeg"),
	}
	return func(k string) string { return env[k] }
}

func needTools(t *testing.T) {
	t.Helper()
	if !exists("bin/libonnxruntime.so") || !exists("bin/ffmpeg") {
		t.Skip("libonnxruntime and ffmpeg are not here: run `make setup`")
	}
}

// drawn writes a picture of soft shapes and edges and returns its path.
func drawn(t *testing.T) string {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 200, 144))
	for y := range 144 {
		for x := range 200 {
			r := 127 + 100*math.Sin(float64(x)/9)*math.Cos(float64(y)/13)
			g := 60 + 0.5*float64(x) + 20*math.Sin(float64(x*y)/90)
			b := float64((x/20+y/24)%2*120 + 50)
			img.Set(x, y, color.NRGBA{uint8(r), uint8(g), uint8(b), 255})
		}
	}
	path := filepath.Join(t.TempDir(), "drawn.png")
	if err := studio.WriteFile(path, img, codec.Save{}); err != nil {
		t.Fatal(err)
	}
	return path
}

// has fails unless a JSON object has the fields of the contract.
func has(t *testing.T, text string, fields ...string) map[string]any {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal([]byte(text), &object); err != nil {
		t.Fatalf("not one JSON object: %v\n%s", err, text)
	}
	for _, f := range fields {
		if _, ok := object[f]; !ok {
			t.Errorf("field %q is missing in %s", f, text)
		}
	}
	return object
}

// TestCommandLine walks through every command on a drawn picture.
func TestCommandLine(t *testing.T) {
	needTools(t)
	clean, dir := drawn(t), t.TempDir()
	damaged, coded := filepath.Join(dir, "damaged.png"), filepath.Join(dir, "damaged.jpg")

	code, out, errs := uncodec(t, "compress", clean, "--codec", "jpeg", "--level", "10", "-o", damaged, "--bitstream", coded, "--json")
	if code != 0 {
		t.Fatal(errs)
	}
	has(t, out, "file", "output", "codec", "level", "bytes", "bpp")

	code, out, errs = uncodec(t, "predict", "--json", coded)
	if code != 0 {
		t.Fatal(errs)
	}
	p := has(t, out, "file", "width", "height", "model", "codec", "strength", "value", "seconds")
	first := p["codec"].([]any)[0].(map[string]any)
	for _, f := range []string{"name", "label", "p", "levels"} {
		if _, ok := first[f]; !ok {
			t.Errorf("a codec of predict has no %q", f)
		}
	}

	if p["model"] != paperModel {
		t.Errorf("the command line asks %v first", p["model"])
	}
	if _, out, _ = uncodec(t, "predict", "--json", coded, "--model", studioModel); !strings.Contains(out, `"webp"`) {
		t.Errorf("%s does not name what people upload: %s", studioModel, out)
	}

	restored := filepath.Join(dir, "out.png")
	code, out, errs = uncodec(t, "restore", coded, "-o", restored, "--reference", clean, "--json")
	if code != 0 {
		t.Fatal(errs)
	}
	r := has(t, out, "file", "output", "model", "condition", "megapixels", "seconds", "input", "restored", "consistency")
	if mode := r["condition"].(map[string]any)["mode"]; mode != "auto" {
		t.Errorf("mode is %v, want auto", mode)
	}

	byHand := filepath.Join(dir, "hand.png")
	if code, out, errs = uncodec(t, "restore", coded, "-o", byHand, "--codec", "hevc", "--level", "27", "--json"); code != 0 {
		t.Fatal(errs)
	}
	taken := has(t, out, "condition")["condition"].(map[string]any)
	if taken["mode"] != "manual" || taken["strength"] != 0.0 || taken["codec"].(map[string]any)["hevc"] != 1.0 {
		t.Errorf("the override was taken as %v", taken)
	}
	if same(t, restored, byHand) {
		t.Error("the override did not change the picture")
	}

	careful := filepath.Join(dir, "careful.png")
	if code, out, errs = uncodec(t, "restore", coded, "-o", careful, "--views", "4", "--json"); code != 0 {
		t.Fatal(errs)
	}
	if has(t, out, "views")["views"] != 4.0 || r["views"] != 1.0 || same(t, restored, careful) {
		t.Errorf("four views: %s", out)
	}

	code, out, errs = uncodec(t, "compare", clean, restored, damaged, "--json")
	if code != 0 || strings.Count(out, "\n") != 2 {
		t.Fatalf("compare printed %q, %s", out, errs)
	}
	has(t, strings.SplitN(out, "\n", 2)[0], "reference", "file", "psnr", "ssim", "psnrb")
}

func same(t *testing.T, a, b string) bool {
	t.Helper()
	x, err := os.ReadFile(a)
	if err != nil {
		t.Fatal(err)
	}
	y, err := os.ReadFile(b)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Equal(x, y)
}

// TestEvaluate measures one drawn picture under every condition, one by one and side by side.
func TestEvaluate(t *testing.T) {
	needTools(t)
	dir := filepath.Dir(drawn(t))
	alone := map[string]any{}
	for _, condition := range []string{"posterior", "true", "none", "wrong"} {
		code, out, errs := uncodec(t, "evaluate", dir, "--settings", "jpeg:10,40 hevc:42", "--condition", condition, "--json")
		if code != 0 {
			t.Fatal(errs)
		}
		table := has(t, out, "dataset", "model", "rows", "recognition")
		rows := table["rows"].([]any)
		if len(rows) != 3 {
			t.Fatalf("%d rows, want 3", len(rows))
		}
		row := rows[0].(map[string]any)
		for _, f := range []string{"setting", "images", "input", "restored", "codec_accuracy", "level_accuracy", "level_error", "said", "belief", "seconds_per_megapixel"} {
			if _, ok := row[f]; !ok {
				t.Errorf("a row has no %q", f)
			}
		}
		alone[condition] = row["restored"]
	}
	code, out, errs := uncodec(t, "evaluate", dir, "--settings", "jpeg:10", "--condition", "posterior,true,none,wrong", "--json")
	if code != 0 || has(t, out, "complete")["complete"] != true {
		t.Fatal(errs, out)
	}
	together := has(t, out, "rows")["rows"].([]any)[0].(map[string]any)["conditions"]
	if !reflect.DeepEqual(together, map[string]any(alone)) {
		t.Errorf("side by side %v, one by one %v", together, alone)
	}
	gained := func(views string) float64 {
		t.Helper()
		code, out, errs := uncodec(t, "evaluate", dir, "--settings", "jpeg:10", "--views", views, "--json")
		var table studio.Evaluation
		if err := json.Unmarshal([]byte(out), &table); code != 0 || err != nil || fmt.Sprint(table.Views) != views {
			t.Fatal(errs, err, out)
		}
		return table.Rows[0].Restored.PSNR
	}
	if one, eight := gained("1"), gained("8"); eight <= one {
		t.Errorf("eight views give %.3f dB, one %.3f", eight, one)
	}
	// The others are measured without one that is damaged, whichever comes first.
	damaged := filepath.Join(dir, "a.png")
	if err := os.WriteFile(damaged, []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := uncodec(t, "evaluate", dir, "--settings", "jpeg:10"); code != 1 || !strings.Contains(out, "\n\nincomplete: 1 of 2 pictures\n\n") || !strings.Contains(out, "| jpeg:10 | 1 |") || !strings.Contains(errs, damaged+": ") {
		t.Errorf("with a damaged picture: %d %q %s", code, out, errs)
	}
	if _, out, errs := uncodec(t, "evaluate", dir, "--settings", "jpeg:10", "--json"); has(t, out, "complete", "pictures")["complete"] != false {
		t.Errorf("without a damaged picture it is said to be whole: %s %s", out, errs)
	}
	if err := os.Remove(damaged); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := uncodec(t, "evaluate", dir, "--settings", "webp:20 avc:37 jpeg:10>hevc:32", "--markdown"); code != 0 || !strings.Contains(out, "| webp:20 | 1 |") {
		t.Errorf("unnamed codecs and chains: %d %q %s", code, out, errs)
	}
	code, out, errs = uncodec(t, "evaluate", dir, "--settings", "jpeg:10,40", "--consistency", "--json")
	if code != 0 {
		t.Fatal(errs)
	}
	for _, row := range has(t, out, "rows")["rows"].([]any) {
		if c, ok := row.(map[string]any)["consistency"].(float64); !ok || c < 0.7 || c >= 1 {
			t.Errorf("consistency %v: a restoration, compressed again, is near the input and not it", row.(map[string]any)["consistency"])
		}
	}
	if code, _, errs := uncodec(t, "evaluate", dir, "--settings", "jpeg:10 webp:20", "--condition", "true,posterior"); code != 1 || !strings.Contains(errs, "as in posterior,true") {
		t.Errorf("a first condition that WebP has not: exit code %d, %q", code, errs)
	}
	if code, _, errs := uncodec(t, "evaluate", dir, "--settings", "webp:20", "--condition", "posterior,true"); code == 0 || !strings.Contains(errs, "webp") {
		t.Errorf("a true condition for WebP: exit code %d, %q", code, errs)
	}
}

// TestEvaluateHere: the folder that one is in is a dataset of its name, and a condition after the first needs no name for each setting.
func TestEvaluateHere(t *testing.T) {
	needTools(t)
	dir, getenv := filepath.Dir(drawn(t)), toolsHere(t)
	t.Chdir(dir)
	var out, errs bytes.Buffer
	code := run(t.Context(), []string{"evaluate", ".", "--settings", "jpeg:10 webp:20", "--condition", "posterior,true"}, getenv, &out, &errs)
	if code != 0 || !strings.HasPrefix(out.String(), filepath.Base(dir)+", model ") || strings.Contains(out.String(), "incomplete") {
		t.Errorf("exit code %d, %q %s", code, out.String(), errs.String())
	}
}

// TestMistakes: each fails with an exit code and words that say what to do.
func TestMistakes(t *testing.T) {
	needTools(t)
	clean, dir := drawn(t), t.TempDir()
	text := filepath.Join(dir, "text.jpg")
	if err := os.WriteFile(text, []byte("this is no picture"), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out.png")
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no such file":      {[]string{"predict", "nowhere.jpg"}, 1, "nowhere.jpg"},
		"folder":            {[]string{"predict", dir}, 1, "folder"},
		"no picture":        {[]string{"predict", "--json", text}, 1, "text.jpg"},
		"too many bytes":    {[]string{"predict", clean, "--max-bytes", "100"}, 1, "more than the limit of 100 bytes: raise that with --max-bytes"},
		"too many pixels":   {[]string{"predict", clean, "--max-pixels", "100"}, 1, "The picture is 200 × 144, 0.0288 megapixels; the limit is 0.0001. A smaller copy would work. --max-pixels raises the limit."},
		"too long":          {[]string{"predict", clean, "--decode-time", "1ns"}, 1, "--decode-time raises the limit."},
		"too long a side":   {[]string{"predict", tall(t, 20001), "--max-pixels", "0"}, 1, "the longest side allowed is 20000. A smaller copy would work.\n"},
		"standard input":    {[]string{"predict", "-"}, 1, "-: there is no such file: /dev/stdin reads"},
		"unknown model":     {[]string{"predict", clean, "--model", "best"}, 1, "fast, studio"},
		"served model":      {[]string{"serve", "--alone", "--addr", "127.0.0.1:0", "--data", dir, "--model", "best"}, 1, "fast"},
		"unknown codec":     {[]string{"restore", clean, "-o", out, "--codec", "gif", "--level", "1"}, 1, "jpeg"},
		"unknown level":     {[]string{"restore", clean, "-o", out, "--codec", "jpeg", "--level", "11"}, 1, "10, 20, 30, 40"},
		"level alone":       {[]string{"restore", clean, "-o", out, "--level", "10"}, 2, "--codec"},
		"strength":          {[]string{"restore", clean, "-o", out, "--codec", "jpeg", "--strength", "2"}, 2, "0 (gentle)"},
		"strength NaN":      {[]string{"restore", clean, "-o", out, "--strength", "nan"}, 2, "--strength NaN is out of range: give 0"},
		"delta":             {[]string{"restore", clean, "-o", out, "--delta=5"}, 2, "--delta=5 is out of range: give -1"},
		"output format":     {[]string{"restore", clean, "-o", filepath.Join(dir, "out.gif")}, 1, ".png"},
		"output folder":     {[]string{"restore", "nowhere.jpg", "-o", filepath.Join(dir, "missing", "out.png")}, 1, "no folder " + filepath.Join(dir, "missing")},
		"output link":       {[]string{"restore", "nowhere.jpg", "-o", astray(t)}, 1, "make it first"},
		"nobody's folder":   {[]string{"restore", "nowhere.jpg", "-o", "/proc/out.png"}, 1, "/proc/out.png: no file can be made in /proc"},
		"nobody's folders":  {[]string{"restore", "nowhere.jpg", "-o", "/proc/new/"}, 1, "no file can be made in /proc"},
		"a file as folder":  {[]string{"restore", "nowhere.jpg", "-o", clean + "/"}, 1, clean + " is a file: name a folder"},
		"a tall WebP":       {[]string{"restore", tall(t, 16384), "-o", filepath.Join(dir, "o.webp"), "--reference", clean}, 1, "WebP holds up to 16383 pixels a side"},
		"bitstream nowhere": {[]string{"compress", "nowhere.png", "--codec", "jpeg", "--level", "10", "-o", out, "--bitstream", "/proc/o.jpg"}, 1, "/proc/o.jpg: no file can be made in /proc"},
		"table nowhere":     {[]string{"evaluate", filepath.Dir(clean), "--settings", "jpeg:10", "--per-picture", "/proc/o.csv"}, 1, "/proc/o.csv: no file can be made in /proc"},
		"output quality":    {[]string{"restore", "nowhere.jpg", "-o", filepath.Join(dir, "q.jpg"), "--quality", "300"}, 2, "from 1 to 100"},
		"qualities":         {[]string{"restore", "nowhere.jpg", "nowhere.png", "-o", dir, "--quality", "300"}, 2, "from 1 to 100"},
		"no quality":        {[]string{"restore", clean, "-o", filepath.Join(dir, "o.jpg"), "--quality", "0"}, 2, "from 1 to 100, so 0 is none"},
		"quality of a PNG":  {[]string{"restore", clean, "-o", filepath.Join(dir, "o.png"), "--quality", "90"}, 2, "a PNG loses nothing"},
		"no codec":          {[]string{"restore", clean, "-o", out, "--codec", ""}, 2, "names no codec"},
		"no views":          {[]string{"restore", clean, "-o", out, "--views", "0"}, 2, "1, 2, 4 or 8"},
		"views":             {[]string{"restore", "nowhere.jpg", "-o", out, "--views", "3"}, 2, "1, 2, 4 or 8"},
		"views to measure":  {[]string{"evaluate", "nowhere", "--settings", "jpeg:10", "--views", "3"}, 2, "1, 2, 4 or 8"},
		"bare with a note":  {[]string{"restore", clean, "-o", out, "--bare", "--note"}, 2, "can't be used together"},
		"bare with a place": {[]string{"restore", clean, "-o", out, "--bare", "--keep-place"}, 2, "can't be used together"},
		"threads":           {[]string{"restore", clean, "-o", out, "--threads", "100000"}, 2, "1024 at most"},
		"bytes":             {[]string{"predict", clean, "--max-bytes", "9223372036854775807"}, 2, "--max-bytes: give 1099511627776 at most"},
		"pixels":            {[]string{"predict", clean, "--max-pixels", "9223372036854775807"}, 2, "--max-pixels: give"},
		"quota":             {[]string{"serve", "--alone", "--addr", "", "--quota", "8796093022208"}, 2, "--quota: give"},
		"a folder to be":    {[]string{"restore", clean, "-o", filepath.Join(dir, "restored")}, 1, "end it in /"},
		"a host alone":      {[]string{"serve", "--alone", "--addr", "", "--host", "lab.example.org"}, 2, "--host is for --shared"},
		"no address":        {[]string{"serve", "--addr", ""}, 1, "empty"},
		"reference size":    {[]string{"restore", clean, "-o", out, "--reference", small(t)}, 1, "same size"},
		"compared sizes":    {[]string{"compare", small(t), clean}, 1, "it is 200 × 144 and the reference 20 × 20: they have to be of the same size"},
		"compress level":    {[]string{"compress", clean, "--codec", "jpeg", "--level", "101", "-o", out}, 1, "100"},
		"compress as JPEG":  {[]string{"compress", clean, "--codec", "jpeg", "--level", "10", "-o", out + ".jpg"}, 1, "--bitstream"},
		"two codecs":        {[]string{"compress", clean, "--codec", "jpeg:30>vvc", "--level", "37", "-o", out}, 2, "--then takes"},
		"two levels":        {[]string{"compress", clean, "--codec", "jpeg", "--level", "30>vvc:37", "-o", out}, 2, "--then takes"},
		"then no level":     {[]string{"compress", clean, "--codec", "jpeg", "--level", "30", "--then", "vvc", "-o", out}, 2, "write a codec and its level"},
		"compress codec":    {[]string{"compress", clean, "--codec", "jp3", "--level", "1", "-o", out}, 1, "jpeg"},
		"settings":          {[]string{"evaluate", filepath.Dir(clean), "--settings", "jpeg"}, 2, "jpeg:10,20"},
		"settings in one":   {[]string{"evaluate", filepath.Dir(clean), "--settings", "jpeg:10,hevc:37"}, 2, "separated by a space, or by >"},
		"empty folder":      {[]string{"evaluate", t.TempDir(), "--settings", "jpeg:10"}, 1, "no pictures in"},
		"condition":         {[]string{"evaluate", dir, "--settings", "jpeg:10", "--condition", "best"}, 2, "posterior"},
		"models elsewhere":  {[]string{"predict", clean, "--models", dir}, 1, "pnet.onnx"},
		"no library":        {[]string{"predict", clean, "--onnxruntime", "/nowhere"}, 1, "make setup"},
		"no ffmpeg to read": {[]string{"predict", "codec/testdata/foreign/plain.heic", "--ffmpeg", "/nowhere"}, 1, "there is no ffmpeg at /nowhere that runs"},
		"no ffmpeg":         {[]string{"compress", clean, "--codec", "vvc", "--level", "37", "-o", out, "--ffmpeg", "/nowhere"}, 1, "make setup"},
		"unknown command":   {[]string{"repair"}, 2, "Try `uncodec --help`."},
		"unknown option":    {[]string{"predict", clean, "--fast"}, 2, "--fast\nTry `uncodec predict --help`."},
		"missing output":    {[]string{"restore", clean}, 2, "output"},
		"a command's help":  {[]string{"restore", clean, "-o", out, "--threads", "-1"}, 2, "Try `uncodec restore --help`."},
		"level and stength": {[]string{"restore", clean, "-o", out, "--codec", "jpeg", "--level", "10", "--strength", "1"}, 2, "strength"},
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := uncodec(t, c.args...)
			if code != c.code || !strings.Contains(stderr, c.says) {
				t.Errorf("exit %d, said %q; want %d and %q", code, stderr, c.code, c.says)
			}
			if stdout != "" && c.code == 1 {
				t.Errorf("standard output has %q", stdout)
			}
			if exists(out) {
				t.Error("a file was written all the same")
			}
		})
	}
}

func small(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "small.png")
	if err := studio.WriteFile(path, image.NewNRGBA(image.Rect(0, 0, 20, 20)), codec.Save{}); err != nil {
		t.Fatal(err)
	}
	return path
}

// tall is a picture of one column.
func tall(t *testing.T, height int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tall.png")
	must(t, studio.WriteFile(path, image.NewNRGBA(image.Rect(0, 0, 1, height)), codec.Save{}))
	return path
}

// astray is a link to where there is no folder.
func astray(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "astray.png")
	must(t, os.Symlink("nowhere/out.png", path))
	return path
}

// TestFilesLikeOptions: who gives a file whose name begins with - learns how to.
func TestFilesLikeOptions(t *testing.T) {
	needTools(t)
	getenv := toolsHere(t)
	t.Chdir(filepath.Dir(drawn(t)))
	must(t, os.Rename("drawn.png", "-it's.png"))
	for line, c := range map[string]struct {
		code int
		says string
	}{
		"predict -it's.png":             {2, "unknown flag -i, did you mean \"-h\"?\nThere is a file -it's.png: write ./-it's.png, or put -- before the files.\nTry `uncodec predict --help`."},
		"restore x.png -o -it's.png":    {2, "There is a file -it's.png"},
		"predict ./-it's.png":           {0, ""},
		"predict -- -it's.png":          {0, ""},
		"predict -its.png":              {2, "unknown flag -i, did you mean \"-h\"?\nTry `"},
		"predict --fast -- ./-it's.png": {2, "--fast\nTry `"},
	} {
		var told bytes.Buffer
		if code := run(t.Context(), strings.Fields(line), getenv, &told, &told); code != c.code || !strings.Contains(told.String(), c.says) {
			t.Errorf("%s: exit %d, said %q", line, code, told.String())
		}
	}
}

// TestHelpOnSides: help tells the bound that no option lifts.
func TestHelpOnSides(t *testing.T) {
	_, help, _ := uncodec(t, "predict", "--help")
	if want := fmt.Sprintf("that of its sides, %d pixels.", codec.DefaultLimits().Side); !strings.Contains(strings.Join(strings.Fields(help), " "), want) {
		t.Errorf("%q is missing in %s", want, help)
	}
}

// TestSeveralFiles: a bad file does not keep the good ones from being restored.
func TestSeveralFiles(t *testing.T) {
	needTools(t)
	clean, dir := drawn(t), filepath.Join(t.TempDir(), "out")
	code, stdout, stderr := uncodec(t, "restore", clean, "nowhere.jpg", "-o", dir, "--json")
	if code != 1 || !strings.Contains(stderr, "nowhere.jpg") || strings.Count(stdout, "\n") != 1 {
		t.Errorf("exit %d, printed %q, said %q", code, stdout, stderr)
	}
	if !exists(filepath.Join(dir, "drawn.png")) {
		t.Error("the good picture was not restored")
	}
	empty := filepath.Join(dir, "empty")
	if code, _, stderr := uncodec(t, "restore", "nowhere.jpg", "nowhere.png", "-o", empty); code != 1 || exists(empty) {
		t.Errorf("exit %d, %q, and a folder for nothing", code, stderr)
	}
}

// TestDoctor says what is here, and fails for what is missing.
func TestDoctor(t *testing.T) {
	needTools(t)
	code, out, _ := uncodec(t, "doctor", "--data", filepath.Join(t.TempDir(), "new"))
	if code != 0 || !strings.Contains(out, "ONNX Runtime") || !strings.Contains(out, "fast") || !strings.Contains(out, "vvc") || !strings.Contains(out, "GiB free") {
		t.Errorf("exit %d:\n%s", code, out)
	}
	empty := t.TempDir()
	code, out, _ = uncodec(t, "doctor", "--data", empty, "--onnxruntime", "/nowhere", "--codecs", coders)
	if code != 1 || !strings.Contains(out, "make setup") || !strings.Contains(out, "missing  codec        cheng_psnr") {
		t.Errorf("without the library: exit %d:\n%s", code, out)
	}
	if left, err := os.ReadDir(empty); err != nil || len(left) > 0 {
		t.Errorf("it left %v in the folder that it looked at (%v)", left, err)
	}
}
