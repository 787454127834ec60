package main

import (
	"flag"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

var soakTime = flag.Duration("soak", 10*time.Second, "how long TestSoak lets two visitors at the program; what is asserted of its memory wants half an hour")

// soakParts is how many parts of the time are told of one by one.
const soakParts = 6

// TestSoak lets two visitors do what visitors do, with good pictures and bad ones, and looks at what the program holds:
// no 5xx, no fall, no descriptors or goroutines that stay, memory that does not creep by more than 20 MiB an hour. The
// first part of the time is its warming up. Run it alone: `make soak`.
func TestSoak(t *testing.T) {
	needTools(t)
	s := startStudio(t, "127.0.0.1:0", t.TempDir(), "--uploads", "0")
	child, part := s.child(), *soakTime/soakParts
	var held []holding
	var waits waitTimes
	watcher := newVisitor(t, s.site)
	visit := newVisitor(t, s.site)
	cycle(visit, rand.New(rand.NewPCG(23, 23)), new(waitTimes)) // it has opened what it keeps open
	visit.client.CloseIdleConnections()
	quiet := settled(watcher, holding{}, 6*time.Second)
	began := time.Now()
	var watching sync.WaitGroup
	watching.Go(func() {
		for ; time.Since(began) < *soakTime; time.Sleep(max(*soakTime/360, 100*time.Millisecond)) {
			held = append(held, holdingOf(watcher, time.Since(began)))
		}
	})
	t.Run("visitors", func(t *testing.T) {
		for n := range 2 {
			t.Run(strconv.Itoa(n), func(t *testing.T) {
				t.Parallel()
				v, luck := newVisitor(t, s.site), rand.New(rand.NewPCG(uint64(n), 23))
				defer v.client.CloseIdleConnections()
				for time.Since(began) < *soakTime && !t.Failed() {
					cycle(v, luck, &waits)
				}
			})
		}
	})
	watching.Wait()
	if s.child() != child {
		t.Error("the studio fell")
	}
	t.Logf("%8s %8s %12s %8s %12s %12s", "minutes", "pages", "p95 in ms", "MiB", "descriptors", "goroutines")
	for n := range soakParts {
		first, _ := slices.BinarySearchFunc(held, time.Duration(n+1)*part, func(h holding, at time.Duration) int { return int(h.at - at) })
		h := held[max(first-1, 0)]
		p95, pages := waits.between(began.Add(time.Duration(n)*part), began.Add(time.Duration(n+1)*part))
		t.Logf("%8.1f %8d %12d %8.0f %12.0f %12.0f", (part * time.Duration(n+1)).Minutes(), pages, p95.Milliseconds(), h.memory/(1<<20), h.descriptors, h.goroutines)
	}
	warm := slices.DeleteFunc(slices.Clone(held), func(h holding) bool { return h.at < part })
	if len(warm) == 0 {
		t.Fatal("it was too short to look at what the program holds")
	}
	creep := slope(warm, func(h holding) float64 { return h.memory / (1 << 20) })
	t.Logf("memory creeps by %.1f MiB an hour", creep)
	if *soakTime >= 30*time.Minute && creep > 20 {
		t.Errorf("memory creeps by %.1f MiB an hour", creep)
	}
	// The database's pool may hold a connection more, of three files.
	if end := settled(watcher, quiet, 20*time.Second); end.descriptors > quiet.descriptors+5 || end.goroutines > quiet.goroutines+1 {
		t.Errorf("left alone it held %v before, and %v after", quiet, end)
	}
}

// cycle is one picture's visit, with the bad files that come between.
func cycle(v *visitor, luck *rand.Rand, waits *waitTimes) {
	samples, _ := filepath.Glob("assets/samples/*.jpg")
	path := samples[luck.IntN(len(samples))]
	good, err := os.ReadFile(path)
	if err != nil {
		v.t.Fatal(err)
	}
	for _, bad := range [][]byte{
		good[:luck.IntN(len(good)/2)],
		noise(luck, good, 1+luck.IntN(200)),
		append([]byte("GIF89a\xff\xff\xff\xff"), good[:100]...),
		{},
	} {
		kind, body := form("bad.jpg", bad)
		if status, text := v.send("POST", "/api/v1/images", kind, body); status >= 500 {
			v.t.Errorf("%d for a bad file: %s", status, text)
		}
	}
	page := func(path string) {
		begun := time.Now()
		status, _ := v.send("GET", path, "", nil)
		waits.add(begun)
		if status != http.StatusOK {
			v.t.Errorf("%d for %s", status, path)
		}
	}
	page("/")
	image := v.upload(path)
	page("/images/" + image)
	job := v.restore(image, 1)
	for _, path := range []string{"/lab", "/experiments", "/batch", "/kiosk", "/model", "/api"} {
		page(path)
	}
	if state := v.await(job, "done", "failed"); state != "done" {
		v.t.Errorf("a good picture's job %s", state)
	}
	page("/images/" + image + "?job=" + job)
	page("/api/v1/restorations/" + job + "/image?format=jpeg")
	if status, text := v.send("DELETE", "/api/v1/visitor", "", nil); status != http.StatusNoContent {
		v.t.Errorf("%d for deleting it all: %s", status, text)
	}
}

// noise is a file in which some bytes are others.
func noise(luck *rand.Rand, file []byte, count int) []byte {
	file = slices.Clone(file)
	for range count {
		file[luck.IntN(len(file))] = byte(luck.Uint32())
	}
	return file
}

// holding is what the program held at a time since the start.
type holding struct {
	at                              time.Duration
	memory, descriptors, goroutines float64
}

// holdingOf reads it from the program's own metrics.
func holdingOf(v *visitor, at time.Duration) holding {
	_, text := v.send("GET", "/metrics", "", nil)
	of := func(name string) float64 {
		_, after, _ := strings.Cut(string(text), "\n"+name+" ")
		line, _, _ := strings.Cut(after, "\n")
		value, err := strconv.ParseFloat(line, 64)
		if err != nil {
			v.t.Errorf("no %s in the metrics: %v", name, err)
		}
		return value
	}
	return holding{at, of("process_resident_memory_bytes"), of("process_open_fds"), of("go_goroutines")}
}

// settled is what is held by a program that is left alone: once it is no more than was held before, or has not
// fallen for so long.
func settled(v *visitor, before holding, long time.Duration) holding {
	const step = 200 * time.Millisecond
	least := holdingOf(v, 0)
	for still := time.Duration(0); still < long && (least.descriptors > before.descriptors || least.goroutines > before.goroutines); still += step {
		time.Sleep(step)
		h := holdingOf(v, 0)
		if h.descriptors < least.descriptors || h.goroutines < least.goroutines {
			least.descriptors, least.goroutines, still = min(h.descriptors, least.descriptors), min(h.goroutines, least.goroutines), 0
		}
	}
	return least
}

// slope is how much more there is an hour later, by least squares.
func slope(of []holding, what func(holding) float64) float64 {
	var n, x, y, xx, xy float64
	for _, h := range of {
		hours, value := h.at.Hours(), what(h)
		n, x, y, xx, xy = n+1, x+hours, y+value, xx+hours*hours, xy+hours*value
	}
	return (n*xy - x*y) / (n*xx - x*x)
}

// waitTimes are how long pages took, by when they were asked for.
type waitTimes struct {
	mu    sync.Mutex
	asked []time.Time
	took  []time.Duration
}

func (w *waitTimes) add(asked time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked, w.took = append(w.asked, asked), append(w.took, time.Since(asked))
}

// between is the time that 19 of 20 pages came within, and how many there were.
func (w *waitTimes) between(from, to time.Time) (p95 time.Duration, pages int) {
	var took []time.Duration
	for n, asked := range w.asked {
		if !asked.Before(from) && asked.Before(to) {
			took = append(took, w.took[n])
		}
	}
	if len(took) == 0 {
		return 0, 0
	}
	slices.Sort(took)
	return took[len(took)*95/100], len(took)
}
