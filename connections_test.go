package main

import (
	"io"
	"net"
	"testing"
)

// TestSharedConnections: an address has a part of all connections, another's are its own, and a proxy brings as many as there
// are; what is beyond is closed, and let in once somebody leaves.
func TestSharedConnections(t *testing.T) {
	comes := make(chan net.Conn)
	l := shared(streetDoor(comes), 100, []string{"10.0.0.5/32"})
	in := make(chan net.Conn)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				close(in)
				return
			}
			in <- conn
		}
	}()
	come := func(address string) (inside net.Conn) {
		t.Helper()
		outside, conn := net.Pipe()
		comes <- named{conn, &net.TCPAddr{IP: net.ParseIP(address), Port: 1}}
		closed := make(chan error, 1)
		go func() { _, err := outside.Read(make([]byte, 1)); closed <- err }()
		select {
		case inside = <-in:
		case err := <-closed:
			if err != io.EOF {
				t.Error(err)
			}
		}
		return inside
	}
	var first net.Conn
	for n := range ofAddress(100) {
		if conn := come("192.0.2.1"); conn == nil {
			t.Fatalf("number %d is not let in", n)
		} else if first == nil {
			first = conn
		}
	}
	for _, beyond := range []string{"192.0.2.1", "::ffff:192.0.2.1"} {
		if come(beyond) != nil {
			t.Fatalf("one more of %s is let in", beyond)
		}
	}
	if come("192.0.2.2") == nil {
		t.Error("a stranger is not let in")
	}
	first.Close()
	first.Close() // as servers do
	if come("192.0.2.1") == nil || come("192.0.2.1") != nil {
		t.Error("one that left leaves room for other than one")
	}
	var last net.Conn
	for range 100 - ofAddress(100) - 1 { // those that there are
		if last = come("10.0.0.5"); last == nil {
			t.Fatal("a proxy is bounded")
		}
	}
	last.Close()
	for n, address := range []string{"2001:db8::1", "2001:db8::2"} {
		from, counted := (&sharedListener{}).household(named{nil, &net.TCPAddr{IP: net.ParseIP(address)}})
		if !counted || from != "2001:db8::" {
			t.Errorf("household %d: %q", n, from)
		}
	}
	close(comes)
}

// streetDoor lets in what comes, as from the network.
type streetDoor chan net.Conn

func (d streetDoor) Accept() (net.Conn, error) {
	conn, ok := <-d
	if !ok {
		return nil, net.ErrClosed
	}
	return conn, nil
}

func (streetDoor) Close() error   { return nil }
func (streetDoor) Addr() net.Addr { return nil }

// named is a connection from an address.
type named struct {
	net.Conn
	from net.Addr
}

func (n named) RemoteAddr() net.Addr { return n.from }
