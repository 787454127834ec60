package handlers

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"uncodec/inference"
	"uncodec/studio"
	"uncodec/web"
)

// TestCard: each model's card shows the figures of its own files, and every setting once.
func TestCard(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	for _, m := range s.studio.Models {
		answer := v.get("/model?name=" + m.Name)
		page := string(answer.body)
		if answer.StatusCode != http.StatusOK || !strings.Contains(page, m.Hash) || !strings.Contains(page, m.TrainedOn) {
			t.Fatalf("%s: %d %s", m.Name, answer.StatusCode, page)
		}
		figures := must(studio.FiguresOf(m))(t)
		rows := figures.On(figures.Main())
		if len(rows) < 12 {
			t.Fatalf("%s tells %d settings", m.Name, len(rows))
		}
		card := newCard(s.site, m, figures).page()
		shown := 0
		for _, block := range card.Blocks {
			shown += len(block.Rows)
		}
		if shown != len(rows) {
			t.Errorf("%s: %d settings of %d", m.Name, shown, len(rows))
		}
		ten := rows["jpeg:10"]
		for _, figure := range []string{
			fmt.Sprintf("%.2f / %.4f", ten.Restored.PSNR, ten.Restored.SSIM), fmt.Sprintf("+%.2f", ten.Restored.PSNR-ten.Input.PSNR),
			s.site.others.Tools[0].Name, "28.35", // the mean of JPEG 10 to 40 as it came
		} {
			if !strings.Contains(page, figure) {
				t.Errorf("%s: %s is not on the page", m.Name, figure)
			}
		}
	}
	if first := v.get("/model"); !strings.Contains(string(first.body), s.studio.Models[0].Hash) {
		t.Error("the default's card is another's")
	}
	if answer := v.get("/model?name=nobody"); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(answer.body), "studio, fast") {
		t.Errorf("an unknown model: %d %s", answer.StatusCode, answer.body)
	}
}

// TestCardOf: what a card says of made figures, and of a model that tells none.
func TestCardOf(t *testing.T) {
	s := startSite(t, t.TempDir())
	codecs := []inference.Codec{
		{Name: "hevc", Label: "HEVC", Unit: "QP", Trained: true, Believable: true, Levels: []inference.Level{{Level: "42"}}},
		{Name: "hific", Label: "HiFiC", Levels: []inference.Level{{Level: "low"}}},
	}
	made := func(figures string) web.Card {
		m := &inference.Model{Hash: "0123456789abcdef", Facts: inference.Facts{Name: "m", Codecs: codecs, Figures: json.RawMessage(figures)}}
		return newCard(s.site, m, must(studio.FiguresOf(m))(t)).page()
	}
	bare := made("")
	if bare.Measured != "" || len(bare.Blocks) != 0 || len(bare.Limits) != 2 || bare.Codecs[1].Note != web.Words.CardUntrained {
		t.Errorf("%+v", bare)
	}
	if cited := bare.Facts[len(bare.Facts)-1].Value; cited != "Uncodec, model “m”, weights 0123456789ab" {
		t.Errorf("a model that tells neither commit nor date is cited as %q", cited)
	}
	row := func(setting string, before, after float64, more string) string {
		return fmt.Sprintf(`{"setting":%q,"images":2,"input":{"psnr":%f,"ssim":0.8},"restored":{"psnr":%f,"ssim":0.9}%s}`, setting, before, after, more)
	}
	card := made(`{"tables":{"D1":{"dataset":"x","rows":[` + strings.Join([]string{
		row("hevc:22", 37, 36.5, `,"said":{"hevc:42":2},"belief":{"hevc":1}`),
		row("hevc:42", 26, 27, `,"held":{"psnr":27.25},"codec_accuracy":1,"level_accuracy":0.5,"conditions":{"posterior":{"psnr":27},"none":{"psnr":25}}`),
		row("avc:42", 25, 26, `,"seconds_per_megapixel":2.5,"belief":{"hevc":1}`),
		row("hevc:17", 40, 39.5, `,"held":{"psnr":40.5}`), // only as R-Net has it
		row("jpeg:10>hevc:42", 24, 24.5, ""),              // and one whose restorations are perfect:
		`{"setting":"hevc:32","images":2,"input":{"psnr":30},"restored":{}}`,
	}, ",") + `]}}}`)
	var titles []string
	for _, block := range card.Blocks {
		titles = append(titles, block.Title)
	}
	if got := strings.Join(titles, "|"); got != strings.Join([]string{web.Words.CardNamed, web.Words.CardNoLevel, web.Words.CardNoCodec, web.Words.CardChains}, "|") {
		t.Error(got)
	}
	if perfect := card.Blocks[1].Rows[0]; perfect.Restored != "∞ / –" || perfect.Gain != "–" || perfect.Width != "0" || perfect.Worse {
		t.Errorf("%+v", perfect)
	}
	if named := card.Blocks[0].Rows[0]; !card.Held || named.Held != "+1.25" || card.Blocks[1].Rows[0].Held != "–" {
		t.Errorf("%+v", named)
	}
	if worse := card.Blocks[1].Rows[1]; !worse.Worse || worse.Gain != "−0.50" || worse.Width != "50.0" || worse.Said != "HEVC QP 42 (2)" {
		t.Errorf("%+v", worse)
	}
	if w := card.Worth; len(w) != 1 || w[0] != (web.CardWorth{Setting: "HEVC QP 42", Believed: "+1.00", True: "–", None: "−1.00", Wrong: "–"}) {
		t.Errorf("%+v", w)
	}
	limits := strings.Join(card.Limits, "\n")
	if strings.Contains(limits, "HEVC QP 17") {
		t.Error("what is better once it is held to its file is told to be worse")
	}
	for _, said := range []string{"HEVC QP 22 (−0.50 dB)", "no name for AVC:", "About 2.5 s"} {
		if !strings.Contains(limits, said) {
			t.Errorf("%q is not among the limits:\n%s", said, limits)
		}
	}
	if len(card.Paper) != 0 || len(card.Tools) != 0 {
		t.Error("figures of other pictures stand beside published ones")
	}
	if !strings.Contains(card.Recognition, "1 settings") || !strings.Contains(card.Recognition, "level right 50.0 %") {
		t.Error(card.Recognition)
	}
}
