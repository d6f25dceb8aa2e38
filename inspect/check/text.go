package check

// textRules judge captions and markers: what is in the samples of text tracks,
// and what the manifest carries itself.
func textRules() []*Rule {
	return []*Rule{textXML(), markerBase64(), markerScheme(), markerCRC()}
}
