package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/alecthomas/kong"
)

// misnamed tells in words of variables that look like options and are none: a misspelt limit is no limit. They are
// not refused, as a misspelt name in the configuration file is: others name variables so as well, such as Kubernetes,
// which gives every program UNCODEC_SERVICE_HOST where a service is called uncodec.
func misnamed(environ []string, app *kong.Application) (told []string) {
	known := []string{configVariable}
	for _, flag := range flagsOf(app) {
		if !order(flag) {
			known = append(known, variable(flag))
		}
	}
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if name == childVariable { // the program's own, which nobody is to set
			continue
		}
		if value == "" || !strings.HasPrefix(name, variablePrefix) || slices.Contains(known, name) {
			continue
		}
		words := fmt.Sprintf("%.80s is set, and there is no option that it gives", name)
		if near := nearest(name, known); near != "" {
			words += ": did you mean " + near + "?"
		}
		told = append(told, words)
	}
	slices.Sort(told)
	return told
}

// slips is how many slips of the pen make one name of another, and no more: as for flags.
const slips = 2

// nearest is the known name that a slip or two make this one of, or that it begins or is begun by; "" for none.
func nearest(name string, known []string) (near string) {
	least := slips + 1
	for _, candidate := range known {
		d := levenshtein.ComputeDistance(name, candidate)
		if strings.HasPrefix(name, candidate) || strings.HasPrefix(candidate, name) {
			d = min(d, slips)
		}
		if d < least {
			near, least = candidate, d
		}
	}
	return near
}
