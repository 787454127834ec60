package quality

import (
	"encoding/json"
	"math"
)

// figures is what Measures look like in JSON, which knows neither infinity nor
// NaN: both are null there.
type figures struct {
	PSNR  *float64 `json:"psnr"`
	SSIM  *float64 `json:"ssim"`
	PSNRB *float64 `json:"psnrb"`
}

// MarshalJSON writes {"psnr", "ssim", "psnrb"}. A null PSNR or PSNR-B stands
// for infinity (nothing differs), a null SSIM for a picture that is too small
// to have one.
func (m Measures) MarshalJSON() ([]byte, error) {
	return json.Marshal(figures{finite(m.PSNR), finite(m.SSIM), finite(m.PSNRB)})
}

// UnmarshalJSON reads what MarshalJSON wrote, its nulls included.
func (m *Measures) UnmarshalJSON(text []byte) error {
	var f figures
	if err := json.Unmarshal(text, &f); err != nil {
		return err
	}
	m.PSNR = valueOr(f.PSNR, math.Inf(1))
	m.SSIM = valueOr(f.SSIM, math.NaN())
	m.PSNRB = valueOr(f.PSNRB, math.Inf(1))
	return nil
}

func finite(x float64) *float64 {
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
