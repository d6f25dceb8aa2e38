package check

// textRules judge captions and markers: what is in the samples of text tracks,
// and what the manifest carries itself.
func textRules() []*Rule {
	return []*Rule{
		textXML(), textTimeBase(), textOrder(), textSplit(), textEncoding(), textLanguage(),
		markerBase64(), markerScheme(), markerCRC(), markerIDR(), markerPair(), markerOverlap(), markerLead(),
	}
}
