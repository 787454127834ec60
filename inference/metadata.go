package inference

import (
	"errors"

	"google.golang.org/protobuf/encoding/protowire"
)

// Where ONNX keeps what a file says of itself: ModelProto's field metadata_props, a list of
// StringStringEntryProto.
const (
	metadataProps = 14
	entryKey      = 1
	entryValue    = 2
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
