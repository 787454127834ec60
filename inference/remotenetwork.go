package inference

import (
	"context"
	"fmt"
	"slices"

	"uncodec/inference/protocol"
)

// remoteNetwork is a network on a server.
type remoteNetwork struct {
	remote     *Remote
	name, path string
	ins, outs  []Port
}

func (n *remoteNetwork) inputs() []Port  { return n.ins }
func (n *remoteNetwork) outputs() []Port { return n.outs }
func (n *remoteNetwork) close()          {}

// run sends the inputs, waits, and sends them again where the server had no room or the
// line broke.
func (n *remoteNetwork) run(ctx context.Context, inputs []tensor) ([]tensor, error) {
	release, err := n.remote.slots.acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	// Outputs are not named: all come, and those servers that take binary send them so.
	request := &protocol.Request{Binary: n.remote.binary}
	for i, t := range inputs {
		request.Inputs = append(request.Inputs, protocol.Tensor{Name: n.ins[i].Name, Shape: t.shape, Data: t.data})
	}
	answer, err := n.remote.infer(ctx, n.path, request)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, n.remote.failed(err)
	}
	outputs := make([]tensor, len(n.outs))
	for i, p := range n.outs {
		at := slices.IndexFunc(answer.Outputs, func(t protocol.Tensor) bool { return t.Name == p.Name })
		if at < 0 || !fits(answer.Outputs[at].Shape, p.Shape) {
			return nil, n.remote.failed(fmt.Errorf("its %s gave no %s of the shape that it told", n.name, p.Name))
		}
		outputs[i] = tensor{shape: answer.Outputs[at].Shape, data: answer.Outputs[at].Data}
	}
	return outputs, nil
}

// fits tells whether a shape is one of those that a port takes.
func fits(shape, port []int64) bool {
	return slices.EqualFunc(shape, port, func(side, wanted int64) bool { return wanted < 0 || side == wanted })
}
