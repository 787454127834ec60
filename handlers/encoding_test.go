package handlers

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"uncodec/turns"
)

// TestEncodingInTurn: pictures of one address, however many and large, keep nobody else's waiting; and what is encoded in its turn
// waits in no line of its address's.
func TestEncodingInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &site{shown: newShown(), encoding: newEncoding()}
		large, encoding := make(chan struct{}), atomic.Int32{}
		for n := range answers {
			go s.encoded(turns.From(t.Context(), "one"), fmt.Sprint(n), func(context.Context) ([]byte, error) {
				encoding.Add(1)
				<-large
				return nil, nil
			})
		}
		synctest.Wait()
		stranger := make(chan []byte, 1)
		go func() {
			data, _ := s.encoded(turns.From(t.Context(), "two"), "small", func(ctx context.Context) ([]byte, error) {
				line := turns.New(1, 0)
				for range 2 {
					if _, err := line.Take(ctx); err != nil {
						return nil, err
					}
				}
				return []byte("small"), nil
			})
			stranger <- data
		}()
		synctest.Wait()
		select {
		case data := <-stranger:
			if string(data) != "small" || encoding.Load() != encodeAtOnce-1 {
				t.Errorf("%q; %d of the others' are encoded at once", data, encoding.Load())
			}
		default:
			t.Error("a stranger's picture waits for all of somebody's")
		}
		close(large)
	})
}
