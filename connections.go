package main

import (
	"net"
	"net/netip"
	"sync"
	"syscall"

	"github.com/go-chi/httprate"
	"golang.org/x/net/netutil"
)

// mostConnections is how many connections may be open, where the system lets the program have twice as many files.
const mostConnections = 4096

// connections is how many connections may be open at once, the others waiting, so that pictures and the database
// always have files to be opened.
func connections() int {
	var files syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &files); err != nil {
		return mostConnections
	}
	return int(min(mostConnections, files.Cur/2))
}

// ofAddress is how many of so many connections one address may have: far more than browsers open, and a part of all, so that
// nobody has them all by sitting there.
func ofAddress(all int) int { return max(64, all/8) }

// shared lets in so many connections at once, and of those a part for each address; proxies bring others' and have no such bound.
// What an address opens beyond its part is closed at once: where it waited, all others would wait with it.
func shared(listener net.Listener, all int, proxies []string) net.Listener {
	l := &sharedListener{Listener: listener, each: ofAddress(all), open: map[string]int{}}
	for _, proxy := range proxies {
		if prefix, err := netip.ParsePrefix(proxy); err == nil { // the handlers refuse what is none
			l.proxies = append(l.proxies, prefix)
		}
	}
	return netutil.LimitListener(l, all)
}

type sharedListener struct {
	net.Listener
	each    int
	proxies []netip.Prefix

	mu   sync.Mutex
	open map[string]int
}

func (l *sharedListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from, counted := l.household(conn)
		if !counted {
			return conn, nil
		}
		if l.enter(from) {
			return &sharedConn{Conn: conn, leave: sync.OnceFunc(func() { l.leave(from) })}, nil
		}
		conn.Close()
	}
}

// household is whom a connection is counted for: an address, of IPv6 the network that a household has. A proxy's is not counted.
func (l *sharedListener) household(conn net.Conn) (from string, counted bool) {
	tcp, ok := conn.RemoteAddr().(*net.TCPAddr)
	if !ok {
		return "", false
	}
	address := tcp.AddrPort().Addr().Unmap().WithZone("")
	for _, proxy := range l.proxies {
		if proxy.Contains(address) {
			return "", false
		}
	}
	return httprate.CanonicalizeIP(address.String()), true
}

func (l *sharedListener) enter(from string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[from] >= l.each {
		return false
	}
	l.open[from]++
	return true
}

func (l *sharedListener) leave(from string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[from]--; l.open[from] == 0 {
		delete(l.open, from)
	}
}

// sharedConn leaves room to others of its address once it is closed.
type sharedConn struct {
	net.Conn
	leave func()
}

func (c *sharedConn) Close() error {
	defer c.leave()
	return c.Conn.Close()
}
