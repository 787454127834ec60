package web

// Kiosk is the page for kiosks.
type Kiosk struct {
	Page
	Idle, Countdown, Turn string // seconds
	Samples               []KioskSample
	Steps                 []Choice // how strongly a codec compresses, the strongest first
	Codecs                []KioskCodec
	Beliefs               []Choice
}

// KioskSample is a bundled picture and the setting that it is shown under first.
type KioskSample struct {
	SampleCard
	First string
}

// KioskCodec is a codec to choose, and its levels step by step.
type KioskCodec struct {
	Name, Label, Levels string
	Missing             string // why it cannot be had, or ""
}
