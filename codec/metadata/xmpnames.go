package metadata

// Namespaces that matter here, by what they are usually called.
const (
	nsMeta      = "adobe:ns:meta/"
	nsRDF       = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsXML       = "http://www.w3.org/XML/1998/namespace"
	nsXMP       = "http://ns.adobe.com/xap/1.0/"
	nsNote      = "http://ns.adobe.com/xmp/note/"
	nsTIFF      = "http://ns.adobe.com/tiff/1.0/"
	nsEXIF      = "http://ns.adobe.com/exif/1.0/"
	nsPS        = "http://ns.adobe.com/photoshop/1.0/"
	nsIPTC      = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
	nsIPTC2     = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
	nsCamera    = "http://ns.google.com/photos/1.0/camera/"
	nsContainer = "http://ns.google.com/photos/1.0/container/"
	nsDepth     = "http://ns.google.com/photos/1.0/depthmap/"
	nsGainMap   = "http://ns.adobe.com/hdr-gain-map/1.0/"
	nsRegions   = "http://www.metadataworkinggroup.com/schemas/regions/"
	nsPeople    = "http://ns.microsoft.com/photo/1.2/" // and what follows it: RegionInfo
	nsOurs      = "https://uncodec.invalid/ns/1.0/"
	packetID    = "W5M0MpCehiHzreSzNTczkc9d"
)

// usual are the prefixes that people expect to read; others are made up.
var usual = map[string]string{
	nsRDF: "rdf", nsXML: "xml", nsXMP: "xmp", nsTIFF: "tiff", nsEXIF: "exif", nsPS: "photoshop",
	nsIPTC: "Iptc4xmpCore", nsIPTC2: "Iptc4xmpExt", nsOurs: "uncodec",
	"http://purl.org/dc/elements/1.1/":                 "dc",
	"http://ns.adobe.com/xap/1.0/rights/":              "xmpRights",
	"http://ns.adobe.com/xap/1.0/mm/":                  "xmpMM",
	"http://ns.adobe.com/xap/1.0/sType/ResourceRef#":   "stRef",
	"http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
	"http://ns.adobe.com/exif/1.0/aux/":                "aux",
	"http://cipa.jp/exif/1.0/":                         "exifEX",
	"http://ns.adobe.com/lightroom/1.0/":               "lr",
	"http://ns.adobe.com/camera-raw-settings/1.0/":     "crs",
	"http://ns.adobe.com/xap/1.0/sType/Dimensions#":    "stDim",
	"http://ns.adobe.com/xap/1.0/g/":                   "xmpG",
	"http://ns.useplus.org/ldf/xmp/1.0/":               "plus",
	nsRegions:                                          "mwg-rs",
}
