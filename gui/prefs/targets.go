package prefs

import (
	"maps"
	"slices"
)

// Target is a publish target without its secrets.
type Target struct {
	Kind     string            `json:"kind"`
	Label    string            `json:"label"`
	Settings map[string]string `json:"settings"`
	Kept     bool              `json:"kept"` // its secrets are in the key store
}

// Targets is what was published to, newest first.
func (p *Prefs) Targets() []Target {
	var list []Target
	p.read(keyTargets, &list)
	return list
}

// AddTarget puts a target first. Its settings must not hold a secret.
func (p *Prefs) AddTarget(t Target) {
	list := slices.DeleteFunc(p.Targets(), func(old Target) bool {
		return old.Kind == t.Kind && maps.Equal(old.Settings, t.Settings)
	})
	list = slices.Insert(list, 0, t)
	p.write(keyTargets, list[:min(len(list), maxTargets)])
}
