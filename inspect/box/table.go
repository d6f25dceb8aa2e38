package box

// The extended types of Smooth Streaming and PIFF.
var (
	smoothTfxd = UUID{0x6d, 0x1d, 0x9b, 0x05, 0x42, 0xd5, 0x44, 0xe6, 0x80, 0xe2, 0x14, 0x1d, 0xaf, 0xf7, 0x57, 0xb2}
	smoothTfrf = UUID{0xd4, 0x80, 0x7e, 0xf2, 0xca, 0x39, 0x46, 0x95, 0x8e, 0x54, 0x26, 0xcb, 0x9e, 0x46, 0xa7, 0x9f}
	serverText = UUID{0xa5, 0xd4, 0x0b, 0x30, 0xe8, 0x14, 0x11, 0xdd, 0xba, 0x2f, 0x08, 0x00, 0x20, 0x0c, 0x9a, 0x66}
	streamText = UUID{0x3c, 0x2f, 0xe5, 0x1b, 0xef, 0xee, 0x40, 0xa3, 0xae, 0x81, 0x53, 0x00, 0x19, 0x9d, 0xc3, 0x48}
	piffSenc   = UUID{0xa2, 0x39, 0x4f, 0x52, 0x5a, 0x9b, 0x4f, 0x14, 0xa2, 0x44, 0x6c, 0x42, 0x7c, 0x64, 0x8d, 0xf4}
	piffTenc   = UUID{0x89, 0x74, 0xdb, 0xce, 0x7b, 0xe7, 0x4c, 0x51, 0x84, 0xf9, 0x71, 0x48, 0xf9, 0x88, 0x25, 0x54}
	piffPssh   = UUID{0xd0, 0x8a, 0x4f, 0x18, 0x10, 0xf3, 0x4a, 0x82, 0xb6, 0xc8, 0x32, 0xd8, 0xab, 0xa1, 0x83, 0xd3}
)

// uuidTable is the definitions by extended type.
var uuidTable = map[UUID]Def{
	piffPssh:   {piffProtection, "PIFF 1.1, 5.3.1"},
	piffSenc:   {piffSampleEncryption, "MS-SSTR 2.2.4, SampleEncryptionBox"},
	piffTenc:   {piffTrackEncryption, "PIFF 1.1, 5.3.3"},
	serverText: {manifestText, "MS-SSTR 2.2.7, LiveServerManifestBox"},
	smoothTfrf: {tfrf, "MS-SSTR 2.2.4.5"},
	smoothTfxd: {tfxd, "MS-SSTR 2.2.4.4"},
	streamText: {manifestText, "MS-SSTR 2.2.7, StreamManifestBox"},
}

// typeTable is the definitions by four-character code.
var typeTable = map[Type]Def{
	code("ID32"): {id32, "ID3 in MP4 registration"},
	code("avcC"): {avcC, "ISO/IEC 14496-15, 5.3.3.1"},
	code("btrt"): {btrt, "ISO/IEC 14496-12, 8.5.2"},
	code("chpl"): {chpl, "none; as FFmpeg reads it"},
	code("clli"): {clli, "ISO/IEC 14496-12, 12.1.6"},
	code("co64"): {co64, "ISO/IEC 14496-12, 8.7.5"},
	code("colr"): {colr, "ISO/IEC 14496-12, 12.1.5"},
	code("ctim"): {vttTime, "ISO/IEC 14496-30, 6.5"},
	code("ctts"): {ctts, "ISO/IEC 14496-12, 8.6.1.3"},
	code("dac3"): {dac3, "ETSI TS 102 366, F.4"},
	code("dac4"): {dac4, "ETSI TS 103 190-2, E.5"},
	code("dec3"): {dec3, "ETSI TS 102 366, F.6"},
	code("dref"): {counted, "ISO/IEC 14496-12, 8.7.2"},
	code("elng"): {elng, "ISO/IEC 14496-12, 8.4.6"},
	code("elst"): {elst, "ISO/IEC 14496-12, 8.6.6"},
	code("emib"): {emib, "ISO/IEC 23001-18, 6.1"},
	code("emsg"): {emsg, "ISO/IEC 23009-1, 5.10.3.3"},
	code("esds"): {esds, "ISO/IEC 14496-14, 6.7.2"},
	code("free"): {payload, "ISO/IEC 14496-12, 8.1.2"},
	code("frma"): {frma, "ISO/IEC 14496-12, 8.12.2"},
	code("ftyp"): {ftyp, "ISO/IEC 14496-12, 4.3"},
	code("hdlr"): {hdlr, "ISO/IEC 14496-12, 8.4.3"},
	code("hvcC"): {hvcC, "ISO/IEC 14496-15, 8.3.3.1"},
	code("iden"): {vttID, "ISO/IEC 14496-30, 6.5"},
	code("iods"): {iods, "ISO/IEC 14496-14, 5.1"},
	code("kind"): {kind, "ISO/IEC 14496-12, 8.10.4"},
	code("lhvC"): {lhvC, "ISO/IEC 14496-15, 9.5.3"},
	code("mdat"): {payload, "ISO/IEC 14496-12, 8.1.1"},
	code("mdcv"): {mdcv, "ISO/IEC 14496-12, 12.1.7"},
	code("mdhd"): {mdhd, "ISO/IEC 14496-12, 8.4.2"},
	code("mehd"): {mehd, "ISO/IEC 14496-12, 8.8.2"},
	code("meta"): {bare, "ISO/IEC 14496-12, 8.11.1"},
	code("mfhd"): {mfhd, "ISO/IEC 14496-12, 8.8.5"},
	code("mfro"): {mfro, "ISO/IEC 14496-12, 8.8.11"},
	code("mime"): {mime, "ISO/IEC 14496-12, 12.3.3"},
	code("mvhd"): {mvhd, "ISO/IEC 14496-12, 8.2.2"},
	code("nmhd"): {bare, "ISO/IEC 14496-12, 8.4.5.2"},
	code("pasp"): {pasp, "ISO/IEC 14496-12, 12.1.4"},
	code("payl"): {vttText, "ISO/IEC 14496-30, 6.5"},
	code("pssh"): {pssh, "ISO/IEC 23001-7, 8.1"},
	code("saio"): {saio, "ISO/IEC 14496-12, 8.7.9"},
	code("saiz"): {saiz, "ISO/IEC 14496-12, 8.7.8"},
	code("sbgp"): {sbgp, "ISO/IEC 14496-12, 8.9.2"},
	code("schm"): {schm, "ISO/IEC 14496-12, 8.12.5"},
	code("sdtp"): {sdtp, "ISO/IEC 14496-12, 8.6.4"},
	code("senc"): {senc, "ISO/IEC 23001-7, 7.2"},
	code("sgpd"): {sgpd, "ISO/IEC 14496-12, 8.9.3"},
	code("sidx"): {sidx, "ISO/IEC 14496-12, 8.16.3"},
	code("skip"): {payload, "ISO/IEC 14496-12, 8.1.2"},
	code("smhd"): {smhd, "ISO/IEC 14496-12, 12.2.2"},
	code("stco"): {stco, "ISO/IEC 14496-12, 8.7.5"},
	code("sthd"): {bare, "ISO/IEC 14496-12, 12.6.2"},
	code("stsc"): {stsc, "ISO/IEC 14496-12, 8.7.4"},
	code("stsd"): {counted, "ISO/IEC 14496-12, 8.5.2"},
	code("stss"): {stss, "ISO/IEC 14496-12, 8.6.2"},
	code("stsz"): {stsz, "ISO/IEC 14496-12, 8.7.3"},
	code("sttg"): {vttStyle, "ISO/IEC 14496-30, 6.5"},
	code("stts"): {stts, "ISO/IEC 14496-12, 8.6.1.2"},
	code("styp"): {ftyp, "ISO/IEC 14496-12, 8.16.2"},
	code("stz2"): {stz2, "ISO/IEC 14496-12, 8.7.3.3"},
	code("subs"): {subs, "ISO/IEC 14496-12, 8.7.7"},
	code("tenc"): {tenc, "ISO/IEC 23001-7, 8.2"},
	code("tfdt"): {tfdt, "ISO/IEC 14496-12, 8.8.12"},
	code("tfhd"): {tfhd, "ISO/IEC 14496-12, 8.8.7"},
	code("tfra"): {tfra, "ISO/IEC 14496-12, 8.8.10"},
	code("tkhd"): {tkhd, "ISO/IEC 14496-12, 8.3.2"},
	code("trex"): {trex, "ISO/IEC 14496-12, 8.8.3"},
	code("trun"): {trun, "ISO/IEC 14496-12, 8.8.8"},
	code("url "): {urlBox, "ISO/IEC 14496-12, 8.7.2"},
	code("urn "): {urnBox, "ISO/IEC 14496-12, 8.7.2"},
	code("vlab"): {vttLabel, "ISO/IEC 14496-30, 7.5"},
	code("vmhd"): {vmhd, "ISO/IEC 14496-12, 12.1.2"},
	code("vttC"): {vttConfig, "ISO/IEC 14496-30, 7.5"},
	code("wfex"): {wfex, "PIFF 1.1; WAVEFORMATEX of Windows"},
	code("wide"): {payload, "QuickTime File Format"},
}

// parentTable is the definitions of boxes that only their parent explains.
var parentTable = map[Type]func(child Type) (Def, bool){
	code("stsd"): only(Def{sampleEntry, "ISO/IEC 14496-12, 8.5.2 and 12"}),
	code("tref"): only(Def{references, "ISO/IEC 14496-12, 8.3.3"}),
	code("udta"): quickItem,
	code("wave"): soundExtension,
}

func code(s string) Type { return Type([]byte(s)) }

func only(def Def) func(Type) (Def, bool) {
	return func(Type) (Def, bool) { return def, true }
}

// quickItem is the texts of user data, whose types begin with ©.
func quickItem(child Type) (Def, bool) {
	return Def{quickText, "QuickTime File Format, user data text"}, child[0] == 0xa9
}

// soundExtension is the mp4a in QuickTime's wave, which is no sample entry.
func soundExtension(child Type) (Def, bool) {
	return Def{payload, "QuickTime File Format, siDecompressionParam atom"}, string(child[:]) == "mp4a"
}

// itemParts is the boxes of an item of iTunes metadata.
var itemParts = map[Type]Def{
	code("data"): {metadataValue, "QuickTime File Format, metadata value"},
	code("mean"): {metadataText, "QuickTime File Format, metadata"},
	code("name"): {metadataText, "QuickTime File Format, metadata"},
}

// define is the own definition of node i.
func define(t *Tree, i int) (Def, bool) {
	n := &t.nodes[i]
	if n.uuid >= 0 {
		def, ok := uuidTable[t.uuids[n.uuid]]
		return def, ok
	}
	if n.Parent >= 0 {
		if def, ok := t.byPlace(n); ok {
			return def, true
		}
	}
	def, ok := typeTable[n.Type]
	return def, ok
}

// byPlace is the definition of a box that only its place explains.
func (t *Tree) byPlace(n *Node) (Def, bool) {
	parent := &t.nodes[n.Parent]
	if ask, ok := parentTable[parent.Type]; ok {
		if def, ok := ask(n.Type); ok {
			return def, true
		}
	}
	if parent.Parent >= 0 && string(t.nodes[parent.Parent].Type[:]) == "ilst" {
		def, ok := itemParts[n.Type]
		return def, ok
	}
	return Def{}, false
}

// Spec is the document and clause that the fields of node i are read by, ""
// where there is no own definition.
func (t *Tree) Spec(i int) string {
	if t.nodes[i].Gap {
		return ""
	}
	def, _ := define(t, i)
	return def.Spec
}
