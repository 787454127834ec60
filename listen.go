package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"
)

// listen takes the address that people come to.
func listen(ctx context.Context, address string) (*net.TCPListener, error) {
	if address == "" { // the system would take it for every address of this machine
		return nil, errors.New("the address to listen on is empty: give one with --addr, as in 127.0.0.1:8080")
	}
	listener, err := patiently(ctx, syscall.EADDRINUSE, func() (net.Listener, error) {
		return new(net.ListenConfig).Listen(ctx, "tcp", address)
	})
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("cannot listen on %s: another program is there. Choose another address with --addr: %w", address, err)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: give an address of this machine with --addr, as in 127.0.0.1:8080: %w", address, err)
	}
	return listener.(*net.TCPListener), nil
}

// patience is how long an address, or a data folder, may still be held by a studio that is just ending.
const patience = 2 * time.Second

// patiently tries for a while to get what somebody else may hold, as the error says.
func patiently[T any](ctx context.Context, held error, try func() (T, error)) (T, error) {
	for began := time.Now(); ; {
		got, err := try()
		if !errors.Is(err, held) || time.Since(began) > patience {
			return got, err
		}
		select {
		case <-ctx.Done():
			return got, ctx.Err()
		case <-time.After(patience / 20):
		}
	}
}

// newServer is a server that tells its own troubles to the log. How long a body and an answer may take
// is up to the handlers, and so is OPTIONS *, which it would answer without the headers that every answer carries.
func newServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelError), DisableGeneralOptionsHandler: true,
	}
}
