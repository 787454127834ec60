package metadata

import (
	"encoding/xml"
	"slices"
	"strings"
)

// placeWords are in the names that makers and programs give to a place, each in a namespace
// of its own: drone-dji:GpsLongtitude, spelt so, or Iptc4xmpExt:LocationShown.
var placeWords = []string{"gps", "latitude", "longitude", "longtitude", "altitude", "location", "geotag", "geohash", "geoname"}

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
