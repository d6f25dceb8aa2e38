package box

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
	id       UUID
	name     string
	category Category
}

func knownUUID(id UUID) uuidBox {
	for i := range uuidBoxes {
		if uuidBoxes[i].id == id {
			return uuidBoxes[i]
		}
	}
	return uuidBox{}
}

// uuidBoxes are the extended types of Smooth Streaming ([MS-SSTR] 2.2.4), of
// PIFF (1.1, section 5), and a few that other tools write.
var uuidBoxes = [...]uuidBox{
	{smoothTfxd, "tfxd", Time},
	{smoothTfrf, "tfrf", Time},
	{serverText, "manifest", Structure},
	{streamText, "stream manifest", Structure},
	{piffSenc, "senc", Protection},
	{piffTenc, "tenc", Protection},
	{piffPssh, "pssh", Protection},
	{UUID{0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac}, "xmp", Structure},
	{UUID{0xff, 0xcc, 0x82, 0x63, 0xf8, 0x55, 0x4a, 0x93, 0x88, 0x14, 0x58, 0x7a, 0x02, 0x52, 0x1f, 0xdd}, "spherical", Structure},
	{UUID{0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81}, "c2pa", Structure},
}
