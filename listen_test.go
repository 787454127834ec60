package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestConnections: who comes beyond what half of the program's files are for waits, so that who is there can still
// bring a picture; and is let in once somebody leaves.
func TestConnections(t *testing.T) {
	needTools(t)
	const files, crowd = 128, 200
	s := startProgram(t, exec.Command("sh", "-c", fmt.Sprintf(`ulimit -n %d && exec "$0" "$@"`, files),
		os.Args[0], "serve", "--addr", "127.0.0.1:0", "--data", t.TempDir()))
	early, late := newVisitor(t, s.site), newVisitor(t, s.site)
	before := holdingOf(early, 0).descriptors
	conns := make([]net.Conn, crowd)
	for n := range conns {
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.site, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprint(conn, "GET / HTTP/1.1\r\n") // and no more
		conns[n] = conn
	}
	let := 0.0 // in, with the visitor who was there before
	for began := time.Now(); let < files/2 && time.Since(began) < 4*time.Second; time.Sleep(20 * time.Millisecond) {
		let = holdingOf(early, 0).descriptors - before + 1
	}
	time.Sleep(200 * time.Millisecond) // for more, if more are let in
	let = max(let, holdingOf(early, 0).descriptors-before+1)
	if let < files/2 || let > files/2+8 { // what the program opens itself meanwhile
		t.Errorf("%v connections are open, of the %d files that there may be", let, files)
	}
	early.upload("assets/samples/gb82_0002.jpg")
	for _, conn := range conns {
		conn.Close()
	}
	late.upload("assets/samples/gb82_0002.jpg")
}
