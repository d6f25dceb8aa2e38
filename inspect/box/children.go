package box

import "bytes"

// childrenAfter says whether a box holds boxes, and how many bytes of its
// payload come before the first of them.
func (s *scanner) childrenAfter(n *Node, payload, end int64) (skip int64, ok bool) {
	if n.Parent >= 0 {
		switch p := &s.tree.nodes[n.Parent]; string(p.Type[:]) {
		case "stsd":
			return s.sampleEntry(n, payload, end)
		case "ilst": // every item holds data, mean or name, whatever its own type
			return 0, true
		case "tref", "iref", "trgr", "grpl": // the type is a kind of reference or group
			return 0, false
		case "gmhd":
			return 0, string(n.Type[:]) == "tmcd"
		case "mdia":
			s.remember(n, payload)
		}
	}
	return s.container(n, payload)
}

// container is childrenAfter for a type that means the same everywhere.
func (s *scanner) container(n *Node, payload int64) (skip int64, ok bool) {
	switch string(n.Type[:]) {
	case "moov", "trak", "mdia", "minf", "stbl", "dinf", "edts", "udta", "mvex", "moof", "traf", "mfra",
		"meco", "strk", "strd", "sinf", "rinf", "schi", "iprp", "ipco", "grpl", "trgr", "tref", "ilst",
		"hnti", "hinf", "paen", "ludt", "vttc", "jp2h",
		"wave", "gmhd", "tapt", "clip", "matt", "cmov", "rmra", "rmda",
		"sv3d", "proj", "vexu", "eyes", "pack":
		return 0, true
	case "stsd", "dref", "trep": // version, flags and a 32-bit number
		return 8, true
	case "ipro", "fiin": // version, flags and a 16-bit number
		return 6, true
	case "iref":
		return 4, true
	case "srpp": // version, flags and four algorithms
		return 20, true
	case "iinf":
		if s.byteAt(payload) == 0 {
			return 6, true
		}
		return 8, true
	case "meta":
		return s.meta(payload), true
	}
	return 0, false
}

// meta begins with version and flags in ISO files, and at once with its
// handler box in QuickTime files.
func (s *scanner) meta(payload int64) int64 {
	raw, err := s.peek(payload, 8)
	if err == nil && len(raw) == 8 && string(raw[4:]) == "hdlr" {
		return 0
	}
	return 4
}

// remember keeps the handler type of the track, which tells what the sample
// entries of unknown type look like.
func (s *scanner) remember(n *Node, payload int64) {
	if string(n.Type[:]) != "hdlr" {
		return
	}
	s.handler = Type{}
	if raw, err := s.peek(payload+8, 4); err == nil && len(raw) == 4 {
		s.handler = Type(raw)
	}
}

func (s *scanner) byteAt(off int64) byte {
	raw, err := s.peek(off, 1)
	if err != nil || len(raw) == 0 {
		return 0
	}
	return raw[0]
}

// plausible reports whether a box that fits could begin at off.
func (s *scanner) plausible(off, end int64) bool {
	raw, err := s.peek(off, headerMax)
	if err != nil || off >= end {
		return false
	}
	left := end - off
	h, bad := parseHeader(raw[:min(int64(len(raw)), left)], left)
	if bad != nil || h.size == 0 || h.size > uint64(left) {
		return false
	}
	return bytes.IndexFunc(h.code[:], func(r rune) bool { return r < 0x20 || r > 0x7e }) < 0
}
