package codec

// bytesPerPixel is what the hungriest decoder here takes, with some to spare: that of JPEGs, 6 for coefficients, 3 for
// planes and 4 for pixels, which an orientation doubles.
const bytesPerPixel = 18

// Memory is about how many bytes [Toolbox.Decode] takes for a file: twice as many where a child process decodes it, which
// holds the picture while this one does. It reads the header alone; errors are *[InputError], those of Decode.
func Memory(data []byte, limits Limits) (int64, error) {
	f, err := inspectSize(data, limits)
	if err != nil {
		return 0, err
	}
	pixels := int64(f.Width) * int64(f.Height)
	if f.heif != nil { // what is cropped away is decoded too
		pixels = f.heif.Pixels()
		if f.heif.Alpha != nil {
			pixels += f.heif.Alpha.Pixels()
		}
	}
	switch f.Format {
	case "heic", "avif", "jxl":
		pixels *= 2
	}
	return pixels * bytesPerPixel, nil
}
