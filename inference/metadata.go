package inference

import (
	"errors"

	"google.golang.org/protobuf/encoding/protowire"
)

// Where ONNX keeps what a file says of itself, by the numbers of its messages' fields.
const (
	modelGraph    = 7 // of ModelProto
	metadataProps = 14
	entryKey      = 1 // of StringStringEntryProto
	entryValue    = 2
	graphInput    = 11 // of GraphProto
	graphOutput   = 12
	valueName     = 1 // of ValueInfoProto
	valueType     = 2
	typeTensor    = 1 // of TypeProto
	tensorKind    = 1 // of TypeProto.Tensor: which numbers
	tensorShape   = 2
	kindFloat     = 1 // of TensorProto.DataType: float32
	shapeDim      = 1 // of TensorShapeProto
	dimValue      = 1 // of Dimension: a number; another field is a name
)

// factsText is what a network file's metadata holds under "uncodec".
func factsText(onnx []byte) (string, error) {
	var found string
	err := fields(onnx, func(number protowire.Number, entry []byte) error {
		if number != metadataProps {
			return nil
		}
		var key, value string
		err := fields(entry, func(number protowire.Number, text []byte) error {
			switch number {
			case entryKey:
				key = string(text)
			case entryValue:
				value = string(text)
			}
			return nil
		})
		if key == "uncodec" {
			found = value
		}
		return err
	})
	if err != nil {
		return "", errors.New("it is no ONNX file, or it was cut")
	}
	if found == "" {
		return "", errors.New("the file carries no `uncodec` metadata: export it with the project's training")
	}
	return found, nil
}

// portsOf are the inputs and outputs of a network file, in its order.
func portsOf(onnx []byte) (inputs, outputs []Port, err error) {
	err = fields(onnx, func(number protowire.Number, graph []byte) error {
		if number != modelGraph {
			return nil
		}
		return fields(graph, func(number protowire.Number, value []byte) error {
			if number != graphInput && number != graphOutput {
				return nil
			}
			p, err := portOf(value)
			if number == graphInput {
				inputs = append(inputs, p)
			} else {
				outputs = append(outputs, p)
			}
			return err
		})
	})
	if errors.Is(err, errKind) {
		return nil, nil, err
	}
	if err != nil || len(inputs) == 0 || len(outputs) == 0 {
		return nil, nil, errors.New("it is no ONNX file, or it was cut")
	}
	return inputs, outputs, nil
}

// portOf reads a ValueInfoProto.
func portOf(value []byte) (p Port, err error) {
	err = fields(value, func(number protowire.Number, part []byte) error {
		switch number {
		case valueName:
			p.Name = string(part)
		case valueType:
			if err := within(part, []protowire.Number{typeTensor}, checkKind); err != nil {
				return err
			}
			return within(part, []protowire.Number{typeTensor, tensorShape, shapeDim}, func(dim []byte) error {
				side := int64(-1)
				if number, kind, n := protowire.ConsumeTag(dim); n > 0 && number == dimValue && kind == protowire.VarintType {
					if fixed, m := protowire.ConsumeVarint(dim[n:]); m > 0 {
						side = int64(fixed)
					}
				}
				p.Shape = append(p.Shape, side)
				return nil
			})
		}
		return nil
	})
	return p, err
}

var errKind = errors.New("it takes or gives other numbers than float32: export it with float32 inputs and outputs; its weights may be float16")

// checkKind refuses a TypeProto.Tensor of other numbers than float32.
func checkKind(tensor []byte) error {
	for len(tensor) > 0 {
		number, kind, n := protowire.ConsumeTag(tensor)
		if n < 0 {
			return protowire.ParseError(n)
		}
		if number == tensorKind && kind == protowire.VarintType {
			if of, m := protowire.ConsumeVarint(tensor[n:]); m < 0 || of != kindFloat {
				return errKind
			}
		}
		m := protowire.ConsumeFieldValue(number, kind, tensor[n:])
		if m < 0 {
			return protowire.ParseError(m)
		}
		tensor = tensor[n+m:]
	}
	return nil
}

// within tells of every message that lies at a path of fields.
func within(message []byte, path []protowire.Number, tell func([]byte) error) error {
	if len(path) == 0 {
		return tell(message)
	}
	return fields(message, func(number protowire.Number, part []byte) error {
		if number != path[0] {
			return nil
		}
		return within(part, path[1:], tell)
	})
}

// fields tells of every field of a message that holds bytes.
func fields(message []byte, tell func(protowire.Number, []byte) error) error {
	for len(message) > 0 {
		number, kind, n := protowire.ConsumeTag(message)
		if n < 0 {
			return protowire.ParseError(n)
		}
		message = message[n:]
		if kind != protowire.BytesType {
			if n = protowire.ConsumeFieldValue(number, kind, message); n < 0 {
				return protowire.ParseError(n)
			}
			message = message[n:]
			continue
		}
		value, n := protowire.ConsumeBytes(message)
		if n < 0 {
			return protowire.ParseError(n)
		}
		if err := tell(number, value); err != nil {
			return err
		}
		message = message[n:]
	}
	return nil
}
