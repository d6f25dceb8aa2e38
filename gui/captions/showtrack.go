package captions

// ShowTrack shows the track of a stream; it is false where there is none. The
// captions come by OnLoad, unless it is shown already.
func (r *Room) ShowTrack(name string) bool {
	for i, t := range r.tracks {
		if t.Name == name {
			r.ask(i)
			return true
		}
	}
	return false
}
