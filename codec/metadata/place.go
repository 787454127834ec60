package metadata

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"slices"
	"strings"
)

// placeWords are in the names that makers and programs give to a place, each in a namespace
// of its own: drone-dji:GpsLongtitude, spelt so, or Iptc4xmpExt:LocationShown.
var placeWords = []string{"gps", "latitude", "longitude", "longtitude", "altitude", "location", "geotag", "geohash", "geoname", "georss", "locality", "coordinate", "lat_lon"}

// placeNames are such names too short or too usual to look for within others.
var placeNames = []string{
	"lat", "lon", "long", "lng", "alt", "coverage",
	"city", "state", "country", "countrycode", "countryname", "provincestate", "worldregion",
}

// tellsPlace reports an XMP property that says where the picture was taken or what place it
// shows. Its namespace does not matter, or a maker unheard of would give visitors away.
func tellsPlace(n xml.Name) bool {
	if n.Space == nsRDF || n == (xml.Name{Space: nsEXIF, Local: "SubjectLocation"}) {
		return false // how the document is built, rdf:Alt; a point within the picture
	}
	name := strings.ToLower(n.Local)
	return slices.Contains(placeNames, name) ||
		slices.ContainsFunc(placeWords, func(word string) bool { return strings.Contains(name, word) })
}

// machineTag is a place among keywords, as Flickr and programs that tag pictures write it, geo:lat=48.85, or as an address,
// geo:48.85,2.29; or in a comment of some program: "latitude":48.85.
var machineTag = regexp.MustCompile(`(?i)geo:(lat|lon|lng|[-+]?\d)|\b(lat|lon|lng|latitude|longitude)"?\s*[:=]\s*"?[-+]?\d`)

// placeText reports a text that tells a place, whatever property it is of; in UTF-16, too.
func placeText(text []byte) bool {
	return machineTag.Match(bytes.ReplaceAll(text, []byte{0}, nil))
}
