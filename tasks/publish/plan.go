package publish

// ManifestName is the last part of the client manifest's name: players ask
// for NAME.ism/Manifest.
const ManifestName = "Manifest"

// Plan is what goes where.
type Plan struct {
	// Root is the folder of all items below the target's root, [P/]NAME.ism.
	Root  string
	Items []Item // in the order of sending; the manifest is the last
	Bytes int64  // of all items
	// Missing is the chunks that the manifest promises and no file holds.
	Missing []Failure
	// LeftOut is how many fragments of the media are broken and neither in
	// Items nor promised by the manifest; Warnings say which.
	LeftOut  int
	Warnings []string

	rest []Item // of the whole plan, where this is a part
}

// Manifest is the name of the client manifest, empty where the plan has none.
func (p *Plan) Manifest() string {
	for _, item := range p.Items {
		if item.Last {
			return item.Name
		}
	}
	return ""
}

// Only is the part of the plan with these names, to send again what failed.
// Its manifest still waits for the chunks of the whole plan.
func (p *Plan) Only(names []string) *Plan {
	wanted := make(map[string]bool, len(names))
	for _, name := range names {
		wanted[name] = true
	}
	part := &Plan{Root: p.Root, Missing: p.Missing, LeftOut: p.LeftOut, Warnings: p.Warnings, rest: append([]Item(nil), p.rest...)}
	for _, item := range p.Items {
		switch {
		case wanted[item.Name]:
			part.Items = append(part.Items, item)
			part.Bytes += item.Size
		case !item.Last:
			part.rest = append(part.rest, item)
		}
	}
	return part
}
