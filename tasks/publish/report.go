package publish

// Report is what Send did. Items is always Uploaded + Skipped + the number of
// failures, once Send has ended by itself.
type Report struct {
	Items    int       `json:"items"`
	Uploaded int       `json:"uploaded"`
	Skipped  int       `json:"skipped"` // already there and equal
	Failed   []Failure `json:"failed"`  // never nil
	Bytes    int64     `json:"bytes"`   // of the uploaded items
	Seconds  float64   `json:"seconds"`
	URL      string    `json:"url"`            // of the manifest, where everyone can get it
	Note     string    `json:"note,omitempty"` // why there is no URL, or what it lacks
	Warnings []string  `json:"warnings"`       // never nil
}

// Failure is an item that is not there, and why.
type Failure struct {
	Name  string `json:"name"`
	Error string `json:"error"`
	Err   error  `json:"-"`
}

func failure(name string, err error) Failure {
	return Failure{Name: name, Error: err.Error(), Err: err}
}
