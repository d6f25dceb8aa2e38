package box

import "slices"

// Category says what a box is about, for the eye of a person.
type Category uint8

// The categories.
const (
	Unknown    Category = iota // no type that is known here
	Structure                  // holds other boxes, or describes the file
	Time                       // when and how long
	Index                      // where things lie
	Media                      // the samples and how they are coded
	Protection                 // encryption and its systems
)

// Category of node i. A gap is Unknown.
func (t *Tree) Category(i int) Category {
	if t.nodes[i].Gap {
		return Unknown
	}
	if id, ok := t.UUID(i); ok {
		return knownUUID(id).category
	}
	code := t.nodes[i].Type
	if c := categoryOf(code); c != Unknown {
		return c
	}
	if p := t.Parent(i); p >= 0 {
		return inherited(t.nodes[p].Type)
	}
	return Unknown
}

// inherited is the category of a child that only its parent explains.
func inherited(parent Type) Category {
	switch string(parent[:]) {
	case "stsd":
		return Media
	case "ilst", "tref", "iref", "trgr", "grpl", "gmhd":
		return Structure
	}
	return Unknown
}

// familiar reports whether a type is known here, so that bytes of a foreign
// file are not taken for a box whose size is broken.
func familiar(code Type) bool { return categoryOf(code) != Unknown }

func categoryOf(code Type) Category {
	for c, types := range categories {
		if _, ok := slices.BinarySearch(types, string(code[:])); ok {
			return Category(c)
		}
	}
	return Unknown
}

// categories lists the known types, each list in byte order.
var categories = [...][]string{
	Structure: {
		"----", "ID32", "SDLN", "Xtra", "albm", "alis", "auth", "auxC", "cdsc", "chap", "clip", "cmov", "cprt", "data",
		"dinf", "dref", "dscp", "edts", "elng", "eyes", "fiin", "free", "ftyp", "gmhd", "gmin", "gnre", "grpl", "hdlr",
		"hinf", "hint", "hmhd", "hnti", "iinf", "iloc", "ilst", "imap", "imir", "infe", "iods", "ipco", "ipma", "ipro",
		"iprp", "iref", "irot", "ispe", "keys", "kind", "leva", "loci", "ludt", "matt", "mdia", "mean", "meco", "mere",
		"meta", "mfhd", "minf", "moof", "moov", "mvex", "name", "nmhd", "paen", "pdin", "perf", "pitm", "pixi", "pnot",
		"proj", "rmda", "rmra", "rref", "skip", "smhd", "stbl", "sthd", "stri", "strk", "stsd", "styp", "subt", "sv3d",
		"tapt", "tims", "titl", "tkhd", "traf", "trak", "tref", "trep", "trex", "trgr", "tsel", "udes", "udta", "url ",
		"urn ", "uuid", "vexu", "vmhd", "wave", "wide", "xml ", "yrrc",
	},
	Time: {
		"chpl", "cslg", "ctim", "ctts", "elst", "emeb", "emib", "emsg", "mdhd", "mehd", "mvhd", "prft", "stts", "tfdt",
		"tfhd", "trun",
	},
	Index: {
		"co64", "mfra", "mfro", "padb", "saio", "saiz", "sbgp", "sdtp", "sgpd", "sidx", "ssix", "stco", "stdp", "stsc",
		"stsh", "stss", "stsz", "stz2", "subs", "tfra",
	},
	Media: {
		"CoLL", "Opus", "SmDm", "ac-3", "ac-4", "alac", "alaw", "amve", "apcn", "av01", "av1C", "avc1", "avc2", "avc3",
		"avc4", "avcC", "avcE", "btrt", "c608", "c708", "cclv", "cdat", "chan", "chnl", "chrm", "clap", "clef", "clli",
		"colr", "dOps", "dac3", "dac4", "ddts", "dec3", "dfLa", "dtsc", "dtse", "dtsh", "dtsl", "dtsx", "dva1", "dvav",
		"dvc1", "dvcC", "dvh1", "dvhe", "dvvC", "ec-3", "enof", "esds", "fLaC", "fiel", "fpcm", "hev1", "hfov", "hvc1",
		"hvcC", "hvcE", "iacb", "iamf", "idat", "iden", "ima4", "imda", "ipcm", "lhe1", "lhv1", "lhvC", "lpcm", "mdat",
		"mdcv", "mebx", "mett", "metx", "mha1", "mhaC", "mhaP", "mhm1", "mime", "mp4a", "mp4s", "mp4v", "ovc1", "owma",
		"pasp", "payl", "pcmC", "prof", "raw ", "resv", "samr", "sbtt", "sowt", "srat", "stpp", "stsg", "sttg", "stxt",
		"tmcd", "twos", "tx3g", "udts", "ulaw", "urim", "vc-1", "vlab", "vp08", "vp09", "vpcC", "vttC", "vttc", "vtte",
		"vvc1", "vvcC", "vvi1", "wfex", "wma ", "wvtt",
	},
	Protection: {
		"enca", "encs", "enct", "encv", "frma", "odkm", "odrm", "pssh", "rinf", "schi", "schm", "senc", "sinf", "srpp",
		"tenc",
	},
}
