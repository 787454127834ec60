package quality

import (
	"encoding/json"
	"math"
)

// Figures is what Measures look like in JSON, which knows neither infinity nor
// NaN: both are null there.
type Figures struct {
	PSNR  *float64 `json:"psnr"`
	SSIM  *float64 `json:"ssim"`
	PSNRB *float64 `json:"psnrb"`
}

// MarshalJSON writes {"psnr", "ssim", "psnrb"}. A null PSNR or PSNR-B stands
// for infinity (nothing differs), a null SSIM for a picture that is too small
// to have one.
func (m Measures) MarshalJSON() ([]byte, error) {
	return json.Marshal(m.Figures())
}

// Figures are the measures as JSON has them.
func (m Measures) Figures() Figures {
	return Figures{Finite(m.PSNR), Finite(m.SSIM), Finite(m.PSNRB)}
}

// UnmarshalJSON reads what MarshalJSON wrote, its nulls included.
func (m *Measures) UnmarshalJSON(text []byte) error {
	var f Figures
	if err := json.Unmarshal(text, &f); err != nil {
		return err
	}
	m.PSNR = valueOr(f.PSNR, math.Inf(1))
	m.SSIM = valueOr(f.SSIM, math.NaN())
	m.PSNRB = valueOr(f.PSNRB, math.Inf(1))
	return nil
}

// Finite is nil, JSON's null, for what no number can say.
func Finite(x float64) *float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return nil
	}
	return &x
}

func valueOr(x *float64, absent float64) float64 {
	if x == nil {
		return absent
	}
	return *x
}
