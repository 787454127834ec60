// Package handlers is HTTP in and out: pages for people, JSON for programs, and
// server-sent events. routes.go is the whole address map; every other file holds
// one action or one thing that all of them share.
package handlers

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"uncodec/cache"
	"uncodec/studio"
	"uncodec/turns"
	"uncodec/web"
)

// Config is what the handlers need. Studio, Static and Log must be there.
type Config struct {
	Studio *studio.Studio
	Static fs.FS // styles, scripts, icons
	Log    *slog.Logger

	// Published is the figures of others that stand beside ours on the model card, as
	// assets/published.json has them; nil for none.
	Published []byte

	Shared  bool          // all see all: a lab
	Hosts   []string      // names that it is known by then, besides those that no public site can have
	Expiry  time.Duration // how long an upload is kept; 0 means until it is deleted
	Version string
	// TLS says that people come by https, though a proxy may take it off: cookies
	// are Secure and HSTS is sent. Without it, requests over TLS have both too.
	TLS bool
	// Uploads is how many pictures a visitor may bring or make a minute; 0 for no bound.
	Uploads int
	// Inferences is how many requests an address may send to the networks a minute; 0 for no bound.
	Inferences int
	// Proxies are the addresses, as CIDR prefixes, whose X-Forwarded-For is believed.
	Proxies []string
	// Stopping is closed when the program is asked to end: new work is refused
	// with 503, event streams end. nil means never.
	Stopping <-chan struct{}
}

// site is what the handlers share.
type site struct {
	Config
	assets   *assetFiles
	shown    *cache.Cache[string, []byte] // pictures encoded for the page or to be saved
	encoding *turns.Room
	held     *semaphore.Weighted // bytes in memory of what is being read
	others   published
	api      web.API
	metrics  *metrics
	present  *presence

	inferences *turns.Room   // of requests to the networks, which are held in memory
	roomTime   time.Duration // that such a request waits for its turn
	tempo      tempo         // of every request but such ones

	showing, compressing, uploading, watching *turns.Turns // of addresses

	visitors, restorers, kiosks, strangers, programs []pacer

	sweeping atomic.Bool // memory is being given back
}

// New makes the site's handler.
func New(c Config) (http.Handler, error) {
	s, err := newSite(c)
	if err != nil {
		return nil, err
	}
	return s.routes(), nil
}

func newSite(c Config) (*site, error) {
	if c.Studio == nil || c.Static == nil || c.Log == nil {
		return nil, errors.New("handlers: a studio, static files and a log are needed")
	}
	assets, err := readAssets(c.Static)
	if err != nil {
		return nil, err
	}
	if err := checkProxies(c.Proxies); err != nil {
		return nil, err
	}
	if err := checkHosts(c.Hosts); err != nil {
		return nil, err
	}
	others, err := readPublished(c.Published)
	if err != nil {
		return nil, err
	}
	api, err := readOpenAPI(openAPI)
	if err != nil {
		return nil, err
	}
	s := &site{
		Config: c, assets: assets, others: others, api: api, metrics: newMetrics(c), present: newPresence(),
		showing: turns.New(answers, 0), compressing: turns.New(compressions, 0), uploading: turns.New(uploads, uploads), watching: turns.New(streams, streams),
		shown: newShown(), encoding: newEncoding(), held: semaphore.NewWeighted(heldBytes),
		inferences: newInferences(c.Studio.Models), roomTime: roomTime, tempo: usual,
	}
	s.newPacers()
	c.Studio.Ended, c.Studio.Forgotten = s.metrics.restoration, s.shown.Clear
	return s, nil
}

// untilStopping is a context for long work, which ends early if the program is asked to end.
func (s *site) untilStopping(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := context.WithCancel(ctx)
	go func() {
		select {
		case <-s.Stopping:
			stop()
		case <-ctx.Done():
		}
	}()
	return ctx, stop
}

// orUnavailable puts words to work that was cut off because the program ends.
func (s *site) orUnavailable(err error) error {
	if errors.Is(err, context.Canceled) && s.draining() {
		return unavailable()
	}
	return err
}

// draining tells whether the program was asked to end.
func (s *site) draining() bool {
	select {
	case <-s.Stopping:
		return true
	default:
		return false
	}
}
