package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// The studio runs on C libraries, and a fault in one ends a whole process. So `serve` is two: a parent that holds the
// address and nothing else, and a child that does the work. Should the child fall, the parent starts another: who comes
// meanwhile waits in the listener's queue, and jobs go on where the store says. Whoever of the two is left alone ends.

// childVariable tells a process that it is the child.
const childVariable = "UNCODEC_CHILD"

// What the child is given to begin with, as descriptors after the standard three.
const (
	childListener = iota + 3 // where people come
	childOrders              // a byte: end; its end: the parent is gone
	childReady               // a byte: people are answered
)

// restartPause keeps a child that falls at once from taking a processor for itself; while it falls again and again the
// pauses grow to mostPause, and after mostFalls of them, some minutes, it is left to whoever runs it.
const (
	restartPause = 500 * time.Millisecond
	mostPause    = 30 * time.Second
	mostFalls    = 12
)

// errAnew ends a child that wants to be begun anew, as there is now what it lacked at the start; its exit status is anewCode.
var errAnew = errors.New("the studio begins anew")

const anewCode = 3

// errUnasked is how a child ends whom somebody else asked to.
var errUnasked = errors.New("it ended without being asked by its parent")

// supervise keeps a child serving until ctx ends, or no child can. Once ctx has ended the address is the
// child's alone: as that leaves it, who comes is refused at once, and does not wait in a queue that nobody answers.
func supervise(ctx context.Context, listener *net.TCPListener, o out, log *slog.Logger) error {
	defer context.AfterFunc(ctx, func() { listener.Close() })()
	pause, served, falls := restartPause, false, 0
	for ctx.Err() == nil {
		ready, err := runChild(ctx, listener, o)
		if ready {
			pause, served, falls = restartPause, true, 0
		}
		if err == nil && ctx.Err() == nil {
			err = errUnasked
		}
		var exit *exec.ExitError
		fell := errors.As(err, &exit)
		switch {
		case errors.Is(err, net.ErrClosed): // ctx ended before there was a child
			return nil
		case err != errUnasked && !fell:
			return err
		case fell && exit.ExitCode() == anewCode:
			continue
		case ctx.Err() == nil && (served || !fell) && falls < mostFalls: // what keeps it from beginning again may pass
			falls++
		case fell && exit.ExitCode() == 1: // the child has told why
			return errQuiet
		default:
			return fmt.Errorf("the studio fell: %w", err)
		}
		log.Error("the studio fell and is started again", "how", err.Error())
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		pause = min(2*pause, mostPause)
	}
	return nil
}

// runChild runs this program once more, as the child, until it ends; once ctx does it is asked to.
// ready says whether it came to answer people.
func runChild(ctx context.Context, listener *net.TCPListener, o out) (ready bool, err error) {
	self, err := os.Executable()
	if err != nil {
		return false, err
	}
	address, err := listener.File()
	if err != nil {
		return false, err
	}
	defer address.Close()
	orders, order, err := os.Pipe()
	if err != nil {
		return false, err
	}
	defer order.Close()
	answered, answers, err := os.Pipe()
	if err != nil {
		orders.Close()
		return false, err
	}
	defer answered.Close()

	child := exec.Command(self, os.Args[1:]...)
	child.Env = append(os.Environ(), childVariable+"=1")
	child.Stdout, child.Stderr = o.stdout.to, o.stderr // as they are: a file is the child's own, without a pipe between
	child.ExtraFiles = []*os.File{address, orders, answers}
	err = child.Start()
	address.Close() // the child's alone now, so that its end is seen, as are the others
	orders.Close()
	answers.Close()
	if err != nil {
		return false, err
	}
	defer context.AfterFunc(ctx, func() { _, _ = order.Write([]byte{1}) })()
	said, _ := answered.Read(make([]byte, 1))
	return said == 1, child.Wait()
}

// parent is the child's side of it; nil in a process that has no such parent.
type parent struct{}

// asChild gives what the parent left to its child: ctx that ends when the parent says so, and the listener. parent is
// nil, and so is the listener, in a process that is nobody's child.
func asChild(ctx context.Context) (context.Context, *parent, net.Listener, error) {
	if os.Getenv(childVariable) == "" {
		return ctx, nil, nil, nil
	}
	os.Unsetenv(childVariable) // programs that the child runs are not children of this kind
	for fd := childListener; fd <= childReady; fd++ {
		syscall.CloseOnExec(fd)
	}
	address := os.NewFile(childListener, "listener")
	defer address.Close()
	listener, err := net.FileListener(address)
	if err != nil { // no parent has left it
		return ctx, nil, nil, fmt.Errorf("%s is set, by which the program knows its own child: take it out of the environment", childVariable)
	}
	ctx, end := context.WithCancel(ctx)
	go func() {
		orders := os.NewFile(childOrders, "orders")
		if _, err := io.ReadFull(orders, make([]byte, 1)); err == nil {
			end()
			_, _ = io.Copy(io.Discard, orders)
		}
		os.Exit(1) // alone: the address has to be free for whoever comes next
	}()
	return ctx, &parent{}, listener, nil
}

// ready tells the parent that people are answered.
func (p *parent) ready() {
	if p == nil {
		return
	}
	told := os.NewFile(childReady, "ready")
	_, _ = told.Write([]byte{1})
	_ = told.Close()
}
