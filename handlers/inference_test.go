package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"uncodec/assets"
	"uncodec/codec"
	"uncodec/inference"
	"uncodec/inference/protocol"
	"uncodec/store"
	"uncodec/studio"
	"uncodec/turns"
	"uncodec/web"
)

// before puts a server before a site, which may answer in its place.
func before(t *testing.T, s *testSite, answer func(w http.ResponseWriter, r *http.Request) bool) string {
	t.Helper()
	proxy := httputil.NewSingleHostReverseProxy(must(url.Parse(s.URL))(t))
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !answer(w, r) {
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(front.Close)
	return front.URL
}

// remote opens the default model on a server.
func remote(t *testing.T, server string) *inference.Model {
	t.Helper()
	m := must(inference.Open(t.Context(), must(inference.Connect(t.Context(), server, 2))(t), assets.Models(), "studio"))(t)
	t.Cleanup(m.Close)
	return m
}

func damagedPicture(t *testing.T) *image.NRGBA {
	t.Helper()
	return must(codec.NewToolbox("").Decode(t.Context(), []byte(photo(t)), codec.DefaultLimits()))(t).Image
}

// TestRemoteIsTheSame: networks on a server give the very bytes that networks here give, however
// much of the protocol the server has.
func TestRemoteIsTheSame(t *testing.T) {
	s := startSite(t, t.TempDir())
	here, img := must(s.studio.Model("studio"))(t), damagedPicture(t)
	believed := must(here.Predict(t.Context(), img))(t)
	c := here.Believed(believed)
	webp := must(here.At("webp", "20"))(t)
	c.Map = &inference.Map{Cell: 32, Columns: 5, Cells: make([]uint8, 20), Conditions: []inference.Condition{webp}}
	c.Map.Cells[7], c.Map.Cells[13] = 1, 1
	want := must(here.Restore(t.Context(), img, c, 2, nil))(t)

	var joined, apart, inJSON atomic.Int64
	for name, answer := range map[string]func(w http.ResponseWriter, r *http.Request) bool{
		"R-Net as one, binary": func(http.ResponseWriter, *http.Request) bool { return false },
		"encoder and decoder": func(w http.ResponseWriter, r *http.Request) bool {
			if strings.Contains(r.URL.Path, "-rnet_decoder/versions/") {
				apart.Add(1)
			}
			if strings.HasSuffix(r.URL.Path, "-rnet") {
				http.NotFound(w, r)
				return true
			}
			return false
		},
		"ports in another order": func(w http.ResponseWriter, r *http.Request) bool { // as Triton lists them
			if r.Method != "GET" || !strings.HasPrefix(r.URL.Path, "/v2/models/") {
				return false
			}
			var about protocol.Model
			answer := must(http.Get(s.URL + r.URL.Path))(t)
			defer answer.Body.Close()
			if answer.StatusCode != http.StatusOK || json.NewDecoder(answer.Body).Decode(&about) != nil {
				return false
			}
			slices.Reverse(about.Inputs)
			slices.Reverse(about.Outputs)
			about.Platform, about.Versions = "onnxruntime_onnx", []string{"1"}
			_ = writeJSON(w, http.StatusOK, about)
			return true
		},
		"JSON alone": func(w http.ResponseWriter, r *http.Request) bool {
			if r.Header.Get("Content-Type") == "application/json" {
				inJSON.Add(1)
			}
			if strings.Contains(r.URL.Path, "-rnet/versions/") {
				joined.Add(1)
			}
			if r.URL.Path == "/v2" {
				_ = writeJSON(w, http.StatusOK, protocol.Server{Name: "other", Version: "1", Extensions: []string{}})
				return true
			}
			return false
		},
	} {
		t.Run(name, func(t *testing.T) {
			there := remote(t, before(t, s, answer))
			if got := must(there.Predict(t.Context(), img))(t); !equalJSON(t, got, believed) {
				t.Errorf("believes %v, and here %v", got, believed)
			}
			if got := must(there.Restore(t.Context(), img, c, 2, nil))(t); !bytes.Equal(got.Pix, want.Pix) {
				t.Error("the picture is another than the one restored here")
			}
			region := must(there.EncodeLive(t.Context(), img, image.Rect(0, 0, 64, 64)))(t)
			if _, err := region.Preview(t.Context(), c); err != nil {
				t.Error(err)
			}
		})
	}
	if joined.Load() == 0 || apart.Load() == 0 || inJSON.Load() == 0 {
		t.Errorf("%d requests to R-Net as one, %d to the decoder, %d in JSON: a way was not gone", joined.Load(), apart.Load(), inJSON.Load())
	}
}

func equalJSON(t *testing.T, a, b any) bool {
	t.Helper()
	return bytes.Equal(must(json.Marshal(a))(t), must(json.Marshal(b))(t))
}

// TestRemoteTrouble: a server that is busy or gone for a moment costs nothing but the moment; what it
// refuses for good is told in words.
func TestRemoteTrouble(t *testing.T) {
	s := startSite(t, t.TempDir())
	img := damagedPicture(t)
	for name, c := range map[string]struct {
		fail func(w http.ResponseWriter)
		told string // "" if it goes on
	}{
		"busy": {fail: func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
		}},
		"a broken line": {fail: func(http.ResponseWriter) { panic(http.ErrAbortHandler) }},
		"refused": {told: "it answered 400: no such thing", fail: func(w http.ResponseWriter) {
			_ = writeJSON(w, http.StatusBadRequest, protocol.Failure{Error: "no such thing"})
		}},
		"endless":    {told: "is larger than 256 MiB", fail: func(w http.ResponseWriter) { _, _ = io.Copy(w, io.LimitReader(endless{}, 1<<30)) }},
		"nonsense":   {told: "JSON cannot be read", fail: func(w http.ResponseWriter) { _, _ = w.Write([]byte("welcome")) }},
		"no outputs": {told: "gave no codec", fail: func(w http.ResponseWriter) { _, _ = w.Write([]byte(`{"outputs":[]}`)) }},
	} {
		t.Run(name, func(t *testing.T) {
			var failed atomic.Int64
			there := remote(t, before(t, s, func(w http.ResponseWriter, r *http.Request) bool {
				if r.Method == "POST" && failed.Add(1) <= 2 {
					c.fail(w)
					return true
				}
				return false
			}))
			_, err := there.Predict(t.Context(), img)
			var away *inference.RemoteError
			switch {
			case c.told == "" && err != nil:
				t.Error(err)
			case c.told != "" && (!errors.As(err, &away) || !strings.Contains(err.Error(), c.told)):
				t.Errorf("got %v, want a RemoteError with %q", err, c.told)
			}
		})
	}
	t.Run("cancelled", func(t *testing.T) {
		asked := make(chan struct{}, 16)
		there := remote(t, before(t, s, func(w http.ResponseWriter, r *http.Request) bool {
			if r.Method != "POST" {
				return false
			}
			asked <- struct{}{}
			_, _ = bytes.NewBuffer(nil).ReadFrom(r.Body)
			<-r.Context().Done()
			return true
		}))
		ctx, cancel := context.WithCancel(t.Context())
		go func() { <-asked; cancel() }()
		if _, err := there.Predict(ctx, img); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	for name, c := range map[string]struct{ path, answer, told string }{
		"other weights": {"/v2/models/studio-pnet", `{"name":"studio-pnet","versions":["0123456789ab"],"platform":"uncodec"}`, "give both the same model files"},
		"no model":      {"/v2/models/studio-pnet", "", "it has no network studio-pnet"},
		"starting":      {"/v2/models/studio-pnet", "503", "asked for its network studio-pnet"},
		"another list":  {"/v2/models/studio-pnet", `{"name":"studio-pnet","platform":"onnx","inputs":[{"name":"image","datatype":"FP32","shape":[-1,3,-1,-1]}],"outputs":[{"name":"codec","datatype":"FP32","shape":[-1,6]},{"name":"level","datatype":"FP32","shape":[-1,23]},{"name":"value","datatype":"FP32","shape":[-1,1]}]}`, "give both the same model files"},
	} {
		t.Run(name, func(t *testing.T) {
			server := before(t, s, func(w http.ResponseWriter, r *http.Request) bool {
				switch {
				case r.URL.Path != c.path:
					return false
				case c.answer == "":
					http.NotFound(w, r)
				case c.answer == "503":
					w.WriteHeader(http.StatusServiceUnavailable)
				default:
					_, _ = w.Write([]byte(c.answer))
				}
				return true
			})
			_, err := inference.Open(t.Context(), must(inference.Connect(t.Context(), server, 1))(t), assets.Models(), "studio")
			if err == nil || !strings.Contains(err.Error(), c.told) {
				t.Errorf("got %v, want %q", err, c.told)
			}
		})
	}
	endlessly := before(t, s, func(w http.ResponseWriter, _ *http.Request) bool {
		_, _ = io.Copy(w, io.LimitReader(endless{}, 1<<30))
		return true
	})
	if _, err := inference.Connect(t.Context(), endlessly, 1); err == nil || !strings.Contains(err.Error(), "is larger than 1 MiB") {
		t.Errorf("one that does not end: %v", err)
	}
	if _, err := inference.Connect(t.Context(), "http://127.0.0.1:1", 1); err == nil || !strings.Contains(err.Error(), "start it, or leave --inference out") {
		t.Errorf("nobody there: %v", err)
	}
}

// changing puts a server before a site that changes the outputs of some networks, whose paths have a text in them.
func changing(t *testing.T, s *testSite, networks string, change func([]protocol.Tensor)) string {
	t.Helper()
	return before(t, s, func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method != "POST" || !strings.Contains(r.URL.Path, networks) {
			return false
		}
		request := must(http.NewRequest("POST", s.URL+r.URL.Path, r.Body))(t)
		request.Header = r.Header
		sound := must(http.DefaultClient.Do(request))(t)
		defer sound.Body.Close()
		answer := must(protocol.ReadAnswer(sound.Header, must(io.ReadAll(sound.Body))(t)))(t)
		change(answer.Outputs)
		_, _ = w.Write(must(answer.Write(w.Header(), true))(t))
		return true
	})
}

// TestRemoteNonsense: what no sound network gives is refused, whether it comes as no numbers or in other shapes. The
// picture's page opens without a belief, and nothing is kept as restored.
func TestRemoteNonsense(t *testing.T) {
	far := startSite(t, t.TempDir())
	nan := func(outputs []protocol.Tensor) {
		for n := range outputs[0].Data {
			outputs[0].Data[n] = float32(math.NaN())
		}
	}
	half := func(outputs []protocol.Tensor) {
		last := &outputs[len(outputs)-1]
		if last.Name == "value" {
			last = &outputs[1]
		}
		last.Shape = slices.Clone(last.Shape)
		last.Shape[1], last.Data = 1, last.Data[:len(last.Data)/int(last.Shape[1])]
	}
	for name, c := range map[string]struct {
		networks string
		change   func([]protocol.Tensor)
	}{
		"a belief of NaN": {"-pnet", nan}, "too few levels": {"-pnet", half}, "a picture of NaN": {"-rnet/", nan}, "a picture of one plane": {"-rnet/", half},
	} {
		t.Run(name, func(t *testing.T) {
			model := remote(t, changing(t, far, c.networks, c.change))
			s := startWith(t, t.TempDir(), &studio.Engine{Models: []*inference.Model{model}, Limits: engine().Limits, Tools: engine().Tools})
			v := s.visitor()
			id := v.picture()
			page := v.get("/images/" + id)
			if off := strings.Contains(string(page.body), web.Words.NetworksAway); page.StatusCode != http.StatusOK || off != (c.networks == "-pnet") {
				t.Errorf("the page: %d, without a belief: %v", page.StatusCode, off)
			}
			if c.networks == "-pnet" {
				if got := v.get("/api/v1/images/" + id + "/prediction"); got.StatusCode != http.StatusServiceUnavailable {
					t.Errorf("the belief: %d %s", got.StatusCode, got.body)
				}
				return
			}
			if job := v.ended(v.post("/api/v1/images/"+id+"/restorations", `{}`).Header.Get("Location")); job.State != store.Failed {
				t.Errorf("the job: %+v", job)
			}
		})
	}
}

// TestStudioOnRemote: a studio without networks of its own restores on a server. While that is away
// its jobs wait and its pages answer; what the server refuses for good fails in words.
func TestStudioOnRemote(t *testing.T) {
	far := startSite(t, t.TempDir())
	var status atomic.Int64
	address := before(t, far, func(w http.ResponseWriter, r *http.Request) bool {
		if code := int(status.Load()); code != 0 {
			_ = writeJSON(w, code, protocol.Failure{Error: "out of memory"})
			return true
		}
		return false
	})
	backend := must(inference.Connect(t.Context(), address, 2))(t)
	backend.Patience = 0
	model := must(inference.Open(t.Context(), backend, assets.Models(), "studio"))(t)
	defer model.Close()
	near := startWith(t, t.TempDir(), &studio.Engine{Models: []*inference.Model{model}, Limits: engine().Limits, Tools: engine().Tools})
	v := near.visitor()
	id := v.picture()
	ask := func() string {
		return v.post("/api/v1/images/"+id+"/restorations", `{"condition":{"mode":"auto"}}`).Header.Get("Location")
	}
	v.finished(ask())
	for site, want := range map[*testSite]string{near: web.Words.FooterElsewhere, far: web.Words.Footer} {
		if page := string(site.visitor().get("/").body); !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}

	status.Store(http.StatusServiceUnavailable)
	waiting, other := ask(), v.picture()
	sweep := v.post("/api/v1/sweeps", `{"image":"`+id+`"}`).Header.Get("Location")
	for _, room := range []string{"/images/", "/lab/"} {
		if got := v.get(room + other); got.StatusCode != http.StatusOK || !strings.Contains(string(got.body), web.Words.NetworksAway) {
			t.Errorf("the page %s of a picture that nobody has recognised: %d", room, got.StatusCode)
		}
	}
	got := v.post("/v2/models/studio-pnet/infer", tensors(t, 1, 64, 64))
	if got.StatusCode != http.StatusServiceUnavailable || strings.Contains(string(got.body), address) {
		t.Errorf("%d %s", got.StatusCode, got.body)
	}
	met := func(what string) bool { // in the log, with the server that is away
		return regexp.MustCompile(`"msg":"work waits","kind":"` + what + `".*it answered 503: out of memory`).MatchString(near.log.String())
	}
	for end := time.Now().Add(patience); !met("restoration") || !met("sweep"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the job or the sweep did not meet the server that is away: %s", near.log.String())
		}
	}
	status.Store(0)
	v.finished(waiting)
	v.swept(sweep)

	status.Store(http.StatusInternalServerError)
	if job := v.ended(ask()); job.State != store.Failed || !strings.Contains(job.Error, "does not answer") {
		t.Errorf("%+v", job)
	}
}

// TestRemoteAwayAtTheStart: what visitors are told of a server that cannot be used names neither it nor its password.
func TestRemoteAwayAtTheStart(t *testing.T) {
	_, err := inference.Connect(t.Context(), "http://user:secret@127.0.0.1:1", 1)
	if err == nil || strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), "127.0.0.1:1") {
		t.Fatalf("the log has %v", err)
	}
	dir := t.TempDir()
	before := startSite(t, dir)
	v := before.visitor()
	waits := v.post("/api/v1/images/"+v.picture()+"/restorations", `{"views":8}`).Header.Get("Location")
	before.stop()
	s := startWith(t, dir, &studio.Engine{Limits: codec.DefaultLimits(), Tools: codec.NewToolbox(""), Why: err}, func(c *Config) { c.Shared = true })
	s.exhibited() // by then it would have been begun
	var job jobJSON
	if s.visitor().get(waits).json(t, &job); job.State != store.Queued {
		t.Errorf("what was asked for before does not wait: %+v", job)
	}
	for _, path := range []string{"/", "/healthz", "/readyz", "/api/v1/models", "/v2/models/fast-pnet", "/kiosk"} {
		got := s.visitor().get(path)
		if body := string(got.body); strings.Contains(body, "127.0.0.1:1") || !strings.Contains(body, web.Words.NetworksAway) {
			t.Errorf("%s: %d %s", path, got.StatusCode, body)
		}
	}
}

// tensors is a request to P-Net with images of grey.
func tensors(t *testing.T, n, h, w int64) string {
	t.Helper()
	image := protocol.Tensor{Name: "image", Shape: []int64{n, 3, h, w}, Data: make([]float32, n*3*h*w)}
	return string(must((&protocol.Request{ID: "7", Inputs: []protocol.Tensor{image}}).Write(http.Header{}))(t))
}

// TestInferenceProtocol: what programs that speak it ask, and what strangers may try.
func TestInferenceProtocol(t *testing.T) {
	s := startSite(t, t.TempDir(), func(c *Config) { c.Inferences = 27 })
	v := s.visitor()
	c := newContract(t)
	for _, path := range []string{"/v2/models/fast", "/v2/models/-pnet", "/v2/models/fast-live", "/v2/models/fast-rnet/versions/1", "/v2/nowhere"} {
		if got := v.get(path); got.StatusCode != http.StatusNotFound || !strings.HasPrefix(string(got.body), `{"error":`) {
			t.Errorf("%s: %d %s", path, got.StatusCode, got.body)
		}
	}

	const pnet = "/v2/models/fast-pnet/infer"
	got := c.keeps("POST", "/v2/models/{name}/infer", v.post(pnet, tensors(t, 2, 64, 96)))
	answer := must(protocol.ReadAnswer(got.Header, got.body))(t)
	if answer.ID != "7" || answer.Model != "fast-pnet" || len(answer.Outputs) != 3 || answer.Outputs[0].Shape[0] != 2 {
		t.Errorf("%+v", answer)
	}
	for name, body := range map[string]string{
		"no JSON":           `{`,
		"no inputs":         `{}`,
		"off the stride":    tensors(t, 1, 64, 70),
		"too many pixels":   `{"inputs":[{"name":"image","datatype":"FP32","shape":[1,3,4096,4096],"data":[]}]}`,
		"too many images":   tensors(t, 200, 64, 64),
		"another name":      strings.Replace(tensors(t, 1, 64, 64), `"image"`, `"picture"`, 1),
		"an unknown output": strings.Replace(tensors(t, 1, 64, 64), `"inputs"`, `"outputs":[{"name":"nothing"}],"inputs"`, 1),
		"an output twice":   strings.Replace(tensors(t, 1, 64, 64), `"inputs"`, `"outputs":[{"name":"codec"},{"name":"codec"}],"inputs"`, 1),
		"other channels":    `{"inputs":[{"name":"image","datatype":"FP32","shape":[1,1,2,2],"data":[0,0,0,0]}]}`,
	} {
		got := v.post(pnet, body)
		c.keeps("POST", "/v2/models/{name}/infer", got)
		if got.StatusCode != http.StatusBadRequest || len(got.body) < 30 {
			t.Errorf("%s: %d %s", name, got.StatusCode, got.body)
		}
	}
	packed := must(http.NewRequest("POST", s.URL+pnet, strings.NewReader("packed")))(t)
	packed.Header.Set("Content-Encoding", "gzip")
	if got := c.keeps("POST", "/v2/models/{name}/infer", v.send(packed)); got.StatusCode != http.StatusUnsupportedMediaType {
		t.Errorf("a compressed body: %d %s", got.StatusCode, got.body)
	}
	if got := v.post(pnet, strings.Repeat(" ", jsonTensors+1)); got.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("32 MiB and a byte: %d %s", got.StatusCode, got.body)
	}

	model := must(s.studio.Model("fast"))(t)
	cell := func(side int64) []protocol.Tensor {
		n := side * side
		return []protocol.Tensor{
			{Name: "strength", Shape: []int64{1, 1, side, side}, Data: make([]float32, n)},
			{Name: "image", Shape: []int64{1, 3, 128, 128}, Data: make([]float32, 3*128*128)},
			{Name: "codec", Shape: []int64{1, int64(len(model.Codecs)), side, side}, Data: make([]float32, int64(len(model.Codecs))*n)},
		}
	}
	for side, want := range map[int64]int{1: http.StatusOK, 4: http.StatusOK, 3: http.StatusBadRequest, 64: http.StatusBadRequest} {
		header := http.Header{}
		body := must((&protocol.Request{Inputs: cell(side), Binary: true}).Write(header))(t)
		request := must(http.NewRequest("POST", s.URL+"/v2/models/fast-rnet/infer", bytes.NewReader(body)))(t)
		request.Header = header
		got := v.send(request)
		if got.StatusCode != want {
			t.Errorf("%d × %d cells: %d %s", side, side, got.StatusCode, got.body)
		} else if want == http.StatusOK {
			restored := must(protocol.ReadAnswer(got.Header, got.body))(t).Outputs[0]
			if x := restored.Data[0]; len(restored.Data) != 3*128*128 || math.IsNaN(float64(x)) || math.Abs(float64(x)) > 0.1 {
				t.Errorf("black comes back as %v of %d", x, len(restored.Data))
			}
		}
	}

	// Features that do not belong to the image never reach the decoder, which would spread small ones out.
	encoded := must(model.Infer(t.Context(), "rnet_encoder", cell(1)[1:2]))(t)
	decode := func(features []protocol.Tensor) error {
		_, err := model.Infer(t.Context(), "rnet_decoder", slices.Concat(cell(1), features))
		return err
	}
	if err := decode(encoded); err != nil {
		t.Errorf("the encoder's features: %v", err)
	}
	var refused *inference.TensorError
	for level := range encoded {
		wrong := slices.Clone(encoded)
		wrong[level].Shape, wrong[level].Data = []int64{1, wrong[level].Shape[1], 1, 1}, make([]float32, wrong[level].Shape[1])
		if err := decode(wrong); !errors.As(err, &refused) {
			t.Errorf("features_%d of one cell: %v", level, err)
		}
	}
	halves := slices.Clone(encoded) // each half as wide as it ought to be
	for level, f := range halves {
		shape := []int64{1, f.Shape[1], f.Shape[2] / 2, f.Shape[3] / 2}
		halves[level].Shape, halves[level].Data = shape, make([]float32, shape[1]*shape[2]*shape[3])
	}
	if err := decode(halves); !errors.As(err, &refused) {
		t.Errorf("features at half the scale: %v", err)
	}

	for range 27 {
		got = v.post(pnet, "{}")
	}
	if got.StatusCode != http.StatusTooManyRequests || got.Header.Get("Retry-After") == "" || !strings.HasPrefix(string(got.body), `{"error":`) {
		t.Errorf("one too many: %d %s", got.StatusCode, got.body)
	}
	c.keeps("POST", "/v2/models/{name}/infer", got)
}

// TestRoomOfAnAddress: one address does not fill the room.
func TestRoomOfAnAddress(t *testing.T) {
	room, one := newInferences(nil), turns.From(t.Context(), "one")
	for range inferring - 1 {
		if _, err := room.Take(one); err != nil {
			t.Fatal(err)
		}
	}
	soon, stop := context.WithTimeout(one, 50*time.Millisecond)
	defer stop()
	if _, err := room.Take(soon); err == nil {
		t.Error("it fills it")
	}
	if _, err := room.Take(turns.From(t.Context(), "other")); err != nil {
		t.Errorf("nothing is left for another: %v", err)
	}
}

// TestNoRoomForTensors: while others' requests fill the room, one waits, and then is told to come again.
func TestNoRoomForTensors(t *testing.T) {
	s := startSite(t, t.TempDir())
	v := s.visitor()
	var leave []func()
	for n := range inferring { // two addresses, as one does not fill it
		next, err := s.site.inferences.Take(turns.From(t.Context(), strconv.Itoa(n%2)))
		if err != nil {
			t.Fatal(err)
		}
		leave = append(leave, next)
	}
	s.site.roomTime = 50 * time.Millisecond
	got := v.post("/v2/models/fast-pnet/infer", tensors(t, 1, 64, 64))
	if got.StatusCode != http.StatusTooManyRequests || got.Header.Get("Retry-After") != "1" || !strings.Contains(string(got.body), "in a second") {
		t.Errorf("no room: %d %v %s", got.StatusCode, got.Header, got.body)
	}
	s.site.roomTime = 20 * time.Second
	time.AfterFunc(300*time.Millisecond, leave[0])
	if got := v.post("/v2/models/fast-pnet/infer", tensors(t, 1, 64, 64)); got.StatusCode != http.StatusOK {
		t.Errorf("room after a moment: %d %s", got.StatusCode, got.body)
	}
}
