package handlers

import (
	"fmt"

	"uncodec/store"
	"uncodec/web"
)

// scaledOver is the size in pixels from which the viewer first gets a smaller
// picture, of scaledSide; zooming in brings the full one.
const (
	scaledOver = 4_000_000
	scaledSide = 2048
)

// originalModel is the way to the picture's original and back, nil where there is none.
func originalModel(i store.Image, shown *store.Restoration, with string) *web.Original {
	if i.ReferenceID == "" {
		return nil
	}
	o := &web.Original{Beside: with == withOriginal, Upload: "/images/" + i.ID, Compare: "/images/" + i.ID + "?with=" + withOriginal}
	if shown != nil {
		o.Upload += "?restoration=" + shown.ID
		o.Compare += "&restoration=" + shown.ID
	}
	return o
}

// viewerModel is what the viewer compares: the upload, or what stands beside in its place, with the
// restoration shown. Beside the original, the upload is shown until there is a restoration.
func viewerModel(i store.Image, shown, beside *store.Restoration, original *web.Original) web.Viewer {
	v := web.Viewer{
		ID: i.ID, Width: fmt.Sprint(i.Width), Height: fmt.Sprint(i.Height),
		BeforeFull: "/images/" + i.ID + "/picture", Scaled: i.Width*i.Height > scaledOver,
		BeforeLabel: web.Words.Before, AfterLabel: web.Words.After, AltBefore: web.Words.AltBefore, AltAfter: web.Words.AltAfter,
		Hold: web.Words.HoldUpload,
	}
	if shown != nil {
		v.AfterFull = "/restorations/" + shown.ID + "/picture"
	}
	if original != nil && original.Beside {
		if shown == nil {
			v.AfterFull, v.AfterLabel, v.AltAfter = v.BeforeFull, v.BeforeLabel, v.AltBefore
		}
		v.BeforeFull = "/images/" + i.ReferenceID + "/picture"
		v.BeforeLabel, v.AltBefore, v.Hold = web.Words.Pristine, web.Words.AltPristine, web.Words.HoldOriginal
	}
	if beside != nil && shown != nil {
		v.BeforeFull = "/restorations/" + beside.ID + "/picture"
		v.BeforeLabel, v.AfterLabel = restorationText(*beside), restorationText(*shown)
		if beside.Model != shown.Model {
			v.BeforeLabel, v.AfterLabel = v.BeforeLabel+" · "+beside.Model, v.AfterLabel+" · "+shown.Model
		}
		v.AltBefore, v.AltAfter = web.RestoredUnder(v.BeforeLabel), web.RestoredUnder(v.AfterLabel)
		v.Hold = web.Words.HoldOther
	}
	return scaled(v)
}

// scaled has the viewer begin with a smaller picture, where that is wanted.
func scaled(v web.Viewer) web.Viewer {
	v.Before, v.After = v.BeforeFull, v.AfterFull
	if v.Scaled {
		v.Before += fmt.Sprintf("?max=%d", scaledSide)
		if v.After != "" {
			v.After += fmt.Sprintf("?max=%d", scaledSide)
		}
	}
	return v
}
