package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/alecthomas/kong"

	"uncodec/assets"
	"uncodec/handlers"
	"uncodec/inference"
	"uncodec/store"
	"uncodec/studio"
)

type serveCommand struct {
	Addr    string        `help:"Address to listen on." default:"127.0.0.1:8080"`
	Data    dataFolder    `embed:""`
	Model   string        `help:"Which model answers unless a visitor chooses another; studio, which names what people upload, by default."`
	Shared  bool          `help:"Let every visitor see every picture: for a lab among colleagues."`
	Host    []string      `help:"With --shared and without --tls, the public names by which people come, such as lab.example.org; addresses and local names are known." placeholder:"NAME"`
	TLS     bool          `name:"tls" help:"People come by https, which a proxy takes off: cookies are Secure and HSTS is sent."`
	Expiry  time.Duration `help:"Delete uploads after this long; 0 to keep them." default:"0"`
	Queue   int           `help:"Most jobs waiting, of all visitors and of one address; who has none there finds room up to four times as many; 0 for no bound." default:"32"`
	Own     int           `help:"Most jobs of one visitor; 0 for no bound." default:"20"`
	Work    time.Duration `name:"work-time" help:"Longest that one job or experiment may run; 0 for no bound." default:"1h"`
	Quota   int64         `help:"Most that one visitor's pictures, restorations and experiments may take, in MiB; 0 for no bound." default:"2048"`
	Uploads int           `help:"Most pictures that one visitor may bring or make a minute, and one address four times as many; restorations and sweeps, share links and the kiosk follow it, at four times as many; 0 for no bound on any." default:"60"`
	Tensors int           `help:"Most requests that one address may send to the networks under /v2 a minute; 0 for no bound." default:"240"`
	Alone   bool          `help:"Do without the parent process that starts the studio again should a C library bring it down."`
	Proxy   []string      `help:"Believe X-Forwarded-For from these addresses, such as 10.0.0.5/32: the proxies before this program." placeholder:"CIDR"`
}

// lastCall is how long newcomers still get an answer once the program is asked to end: new work is
// refused and /readyz is not ready, so that who spreads the load sends people elsewhere in time.
const lastCall = time.Second

// shutdownTime bounds how long answers under way may take once the program is asked to end.
const shutdownTime = 15 * time.Second

// Run serves until ctx ends, in a child of this process unless it is to be alone.
func (c *serveCommand) Run(ctx context.Context, line *kong.Context, tools *toolOptions, o out) error {
	if len(c.Host) > 0 && !c.Shared {
		return lineError{errors.New("--host is for --shared, whose visitors come by that name: give --shared too, or leave --host out")}
	}
	log := slog.New(slog.NewJSONHandler(o.stderr, nil))
	ctx, parent, listener, err := asChild(ctx)
	if err != nil {
		return err
	}
	if parent == nil {
		own, err := listen(ctx, c.Addr)
		if err != nil && ctx.Err() != nil { // it is asked to end
			return nil
		}
		if err != nil {
			return err
		}
		defer own.Close()
		for _, words := range misnamed(os.Environ(), line.Model) {
			log.Warn("configuration", "trouble", words)
		}
		if !c.Alone {
			return supervise(ctx, own, o, log)
		}
		listener = own
	}
	return c.serve(ctx, parent, listener, tools, o, log)
}

// serve answers who comes until ctx ends, then finishes what is under way and puts running jobs back.
func (c *serveCommand) serve(ctx context.Context, parent *parent, listener net.Listener, tools *toolOptions, o out, log *slog.Logger) (err error) {
	data, err := c.Data.path()
	if err != nil {
		return err
	}
	kept, err := patiently(ctx, store.ErrInUse, func() (*store.Store, error) { return store.Open(ctx, data) })
	if err != nil && ctx.Err() != nil { // so it is here: the step that the tables were at is undone
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	if kept.Unnamed.Files > 0 {
		log.Warn("pictures", "trouble", "there are files that came after all that the database knows, as where it is an older copy: put the right one back, or they are deleted", "files", kept.Unnamed.Files, "from", kept.Unnamed.Until)
	}
	kept.Shared, kept.Limits = c.Shared, store.Limits{Queue: c.Queue, PerOwner: c.Own, OwnerBytes: c.Quota << 20}

	engine, closeEngine := tools.engine(ctx, cmp.Or(c.Model, studioModel))
	defer closeEngine()
	if engine.Why != nil {
		log.Warn("networks", "trouble", engine.Why.Error())
	}
	if c.Model != "" { // where there are none, the studio serves without; a wrong name is wrong for good
		if _, err := engine.Model(c.Model); errors.As(err, new(*inference.ConditionError)) {
			return err
		}
	}
	rooms, err := studio.New(engine, kept, assets.Samples(), log)
	if err != nil {
		return err
	}
	rooms.WorkTime = c.Work
	rooms.Exhibition() // samples' results, made while nobody works
	stopping := make(chan struct{})
	handler, err := handlers.New(handlers.Config{
		Studio: rooms, Static: assets.Static(), Published: assets.Published(), Log: log,
		Shared: c.Shared, Hosts: c.Host, TLS: c.TLS, Expiry: c.Expiry, Uploads: c.Uploads, Inferences: c.Tensors, Proxies: c.Proxy, Version: version, Stopping: stopping,
	})
	if err != nil {
		return err
	}

	asked := ctx
	ctx, end := context.WithCancelCause(ctx) // by a signal, or as one of the two cannot go on alone
	defer end(nil)
	worked := make(chan error, 1)
	go func() { defer end(nil); worked <- rooms.Run(ctx) }()
	server, served := newServer(handler, log), make(chan error, 1)
	go func() { defer end(nil); served <- server.Serve(shared(listener, connections(), c.Proxy)) }()
	parent.ready() // before anybody is told: who ends the child at once is to find that it has served
	fmt.Fprintf(o.stdout, "Uncodec is at http://%s — pictures in %s\n", listener.Addr(), data)
	if tools.serverAway(engine.Why) {
		go func() { end(tools.awaitServer(ctx)) }()
	}
	<-ctx.Done()
	if asked.Err() != nil { // a log that ends without it tells of a fall
		log.Info("the studio is asked to end")
	}
	close(stopping) // event streams end, or Shutdown would wait for them
	anew := errors.Is(context.Cause(ctx), errAnew)
	if anew {
		log.Info("the networks' server is there: the studio ends, for whoever runs it to begin it anew")
	} else {
		time.Sleep(lastCall)
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(ending); err != nil {
		log.Warn("answers under way were cut off", "error", err)
		server.Close()
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return errors.Join(err, <-worked)
	}
	if err := <-worked; err != nil || !anew {
		return err
	}
	return errAnew
}
