package handlers

import (
	"path"
	"strings"
	"unicode"
)

// nameRunes is how long a file's name may be.
const nameRunes = 120

// safeName is a file's name for showing: its last element, printable, not too long. Of one that is too long the middle
// goes: series are told apart by their names' ends.
func safeName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > nameRunes {
		const end = nameRunes / 3
		name = string(runes[:nameRunes-1-end]) + "…" + string(runes[len(runes)-end:])
	}
	name = strings.TrimSpace(name)
	if name == "" || name == "." || name == ".." || name == "/" {
		return "picture"
	}
	return name
}

// shortened is a name of at most so many bytes. Of one that is longer the middle goes, as of safeName's.
func shortened(name string, most int) string {
	if len(name) <= most {
		return name
	}
	end := most / 3
	begin := most - end - len("…")
	return strings.ToValidUTF8(name[:begin], "") + "…" + strings.ToValidUTF8(name[len(name)-end:], "") // no half of a rune
}

// folderDepth is how many folders one inside the other are told, folderBytes how long their path may be: every file's line
// keeps it.
const (
	folderDepth = 8
	folderBytes = 400
)

// safeFolder is where a file lay among others, "" or such as "Paris/Day 2": the innermost names of the path, each as safe
// as a file's, as many of them as there is room for.
func safeFolder(folder string) string {
	var names []string
	for _, name := range strings.Split(strings.ReplaceAll(folder, `\`, "/"), "/") {
		if name = strings.TrimSpace(name); name != "" && name != "." && name != ".." {
			names = append(names, shortened(safeName(name), folderBytes))
		}
	}
	names = names[max(0, len(names)-folderDepth):]
	for len(path.Join(names...)) > folderBytes {
		names = names[1:]
	}
	return path.Join(names...)
}

// multipartName takes back what browsers put in place of three characters of a file's name in a form.
func multipartName(name string) string {
	return strings.NewReplacer("%22", `"`, "%0D", " ", "%0A", " ").Replace(name)
}
