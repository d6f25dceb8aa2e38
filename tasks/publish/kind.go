package publish

import "context"

// Kind is one kind of target: how a form or flags ask for its settings, and
// how it is opened.
type Kind struct {
	Name   string // "folder"
	Label  string // "Folder", for people
	Fields []Field
	// Open makes a target from settings by field name. It asks nobody: wrong
	// credentials show at the first request.
	Open func(ctx context.Context, settings map[string]string) (Target, error)
	// Match reads a TARGET of the command line. ok is false where it is of
	// another kind. env looks up an environment variable.
	Match func(arg string, env func(string) string) (settings map[string]string, ok bool)
}

// Field is one setting of a Kind.
type Field struct {
	Name        string // key in the settings
	Label       string
	Placeholder string
	Secret      bool // show dots; keep it in the system's key store or nowhere
	Default     string
	Options     []string // one of these, where there are any
	// Check says what is wrong with a value; nil where everything goes.
	Check func(value string) error
	// When says whether the field matters beside the other settings; nil is
	// always.
	When func(settings map[string]string) bool
}

// Asked is the fields that matter beside the settings so far.
func (k Kind) Asked(settings map[string]string) []Field {
	var asked []Field
	for _, f := range k.Fields {
		if f.When == nil || f.When(settings) {
			asked = append(asked, f)
		}
	}
	return asked
}

// Check is the first wrong value among the fields that matter, by field name;
// the error is nil where all are right.
func (k Kind) Check(settings map[string]string) (field string, err error) {
	for _, f := range k.Asked(settings) {
		if f.Check == nil {
			continue
		}
		if err := f.Check(settings[f.Name]); err != nil {
			return f.Name, err
		}
	}
	return "", nil
}

// Defaults is the settings before anybody has changed them.
func (k Kind) Defaults() map[string]string {
	settings := map[string]string{}
	for _, f := range k.Fields {
		settings[f.Name] = f.Default
	}
	return settings
}
