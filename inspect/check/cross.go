package check

// crossRules judge the manifests against the files that they are about.
func crossRules() []*Rule {
	return []*Rule{
		crossFile(), crossTrack(), crossBitrate(), crossExtra(), crossMissing(), crossTime(), crossPrivateData(),
		crossMfra(), crossTfra(), crossClientPath(), crossNameCase(), crossPath(), crossFormats(),
	}
}
