package box

import "encoding/hex"

// String writes the identifier in dashed lower-case groups.
func (u UUID) String() string { return dashed(u) }

// Name is the short name of a known uuid box, like "tfxd"; "" for others.
func (t *Tree) Name(i int) string {
	if id, ok := t.UUID(i); ok {
		return knownUUID(id).name
	}
	return ""
}

// uuidBox is what is known of one extended type.
type uuidBox struct {
	id       string // lower-case hexadecimal, without dashes
	name     string
	category Category
}

func knownUUID(id UUID) uuidBox {
	var text [32]byte
	hex.Encode(text[:], id[:])
	for i := range uuidBoxes {
		if uuidBoxes[i].id == string(text[:]) {
			return uuidBoxes[i]
		}
	}
	return uuidBox{}
}

// uuidBoxes are the extended types of Smooth Streaming ([MS-SSTR] 2.2.4), PIFF
// (1.1, section 5) and a few that other tools write.
var uuidBoxes = [...]uuidBox{
	{"6d1d9b0542d544e680e2141daff757b2", "tfxd", Time},
	{"d4807ef2ca3946958e5426cb9e46a79f", "tfrf", Time},
	{"a2394f525a9b4f14a2446c427c648df4", "senc", Protection},
	{"8974dbce7be74c5184f97148f9882554", "tenc", Protection},
	{"d08a4f1810f34a82b6c832d8aba183d3", "pssh", Protection},
	{"a5d40b30e81411ddba2f0800200c9a66", "manifest", Structure},
	{"3c2fe51befee40a3ae815300199dc348", "streamManifest", Structure},
	{"be7acfcb97a942e89c71999491e3afac", "xmp", Structure},
	{"ffcc8263f8554a938814587a02521fdd", "spherical", Structure},
	{"d8fec3d61b0e483c92975828877ec481", "c2pa", Structure},
}
