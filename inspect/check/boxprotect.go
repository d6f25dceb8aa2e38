package check

import (
	"fmt"
	"slices"
	"strings"
)

// protectRules are about encryption.
func protectRules() []*Rule {
	return []*Rule{
		{
			ID: "ENC-SCHEME", Title: "An encrypted track does not say how it is encrypted", Severity: Error,
			Help: "The sample entry calls the samples encrypted, and its sinf box must name the scheme (schm) and the key (tenc, in schi). Without them no player can ask for a licence or decrypt. " +
				"Encrypt the file again with a packager that writes them.",
			Clause: "ISO/IEC 23001-7 4.2, 8.2; PIFF 1.1 5.3",
			boxes:  judgeScheme,
		},
		{
			ID: "ENC-SENC-COUNT", Title: "What decrypts the samples does not fit them", Severity: Error,
			Help: "Each sample has its initialization vector in senc, and where parts of it are clear, the sizes of the parts. Where their number or sums differ from the samples, players decrypt garbage from there on. " +
				"Encrypt the file again.",
			Clause: "ISO/IEC 23001-7 7.2",
			boxes:  judgeVectors,
		},
		{
			ID: "ENC-SAIO", Title: "Encrypted fragments without saiz and saio", Severity: Warning,
			Help: "Players of Common Encryption find the vectors by saiz and saio; PIFF players read the uuid box and need neither. " +
				"For browsers and CMAF encrypt with a packager that writes them.",
			Clause: "ISO/IEC 23001-7 7.1",
			boxes:  judgeAuxiliary,
		},
		{
			ID: "ENC-PSSH", Title: "Protection systems of the file", Severity: Info,
			Help:   "The systems that can licence the keys of the file. A player needs one that it has: PlayReady on Windows and many televisions, Widevine in Chrome and on Android, FairPlay at Apple.",
			Clause: "ISO/IEC 23001-7 8.1",
			boxes:  judgeSystems,
		},
		{
			ID: "ENC-MIX", Title: "Some levels of a stream are encrypted and others are not", Severity: Error,
			Help: "A player sets up decryption for a stream once. Where it switches from an encrypted level to a clear one, or back, most stop. " +
				"Encrypt all levels of the stream, or none.",
			Clause: "ISO/IEC 23000-19 8.2",
			whole:  judgeMixed,
		},
	}
}

// protected tells whether a file has an encrypted track.
func (f *File) protected() bool {
	return slices.ContainsFunc(f.Tracks, func(t *Track) bool { return t.Protected })
}

func judgeScheme(_ *Case, file *File, b *BoxSight, to *Reporter) {
	moov := b.Child(-1, "moov")
	if moov < 0 {
		return
	}
	for trak, id := range b.traks(moov) {
		stsd := b.Child(trak, "mdia", "minf", "stbl", "stsd")
		if stsd < 0 {
			continue
		}
		for entry := range b.Children(stsd) {
			kind := b.TypeString(entry)
			if !slices.Contains([]string{"encv", "enca", "enct", "encs"}, kind) || b.Node(entry).Gap {
				continue
			}
			if missing := b.unschemed(entry); missing != "" {
				to.Add("", Finding{
					Message: fmt.Sprintf("%s: the %s of track %d has no %s", file.Member.Path, kind, id, missing),
					Place:   InFile(file.Member.Path, b.Node(entry).Offset, b.Node(entry).Size), Measured: "no " + missing, Expected: "sinf with frma, schm and schi with tenc",
					Hint: "The packager did not finish the encryption, or a tool dropped the box. Encrypt the file again.",
				})
			}
		}
	}
}

// unschemed is what a protected sample entry lacks first.
func (b *BoxSight) unschemed(entry int) string {
	sinf := b.Child(entry, "sinf")
	if sinf < 0 {
		return "sinf"
	}
	for _, kind := range []string{"schm", "schi"} {
		if b.Child(sinf, kind) < 0 {
			return kind
		}
	}
	schi := b.Child(sinf, "schi")
	for i := range b.Children(schi) {
		if b.is(i, "tenc") || b.Name(i) == "tenc" {
			return ""
		}
	}
	return "tenc"
}

func judgeSystems(_ *Case, file *File, b *BoxSight, to *Reporter) {
	var names []string
	first, n := -1, 0
	for i := range b.Len() {
		if !b.is(i, "pssh") && b.Name(i) != "pssh" {
			continue
		}
		if n++; first < 0 {
			first = i
		}
		f, ok := b.fields(i).Get("system_id")
		if !ok {
			continue
		}
		name := f.Note
		if name == "" {
			name = f.Text()
		}
		if !slices.Contains(names, name) && len(names) < maxNamed {
			names = append(names, name)
		}
	}
	if n == 0 {
		return
	}
	list := strings.Join(names, ", ")
	to.Add("", Finding{
		Message: fmt.Sprintf("%s names the protection systems %s", file.Member.Path, list),
		Place:   InFile(file.Member.Path, b.Node(first).Offset, b.Node(first).Size), Count: n, Measured: list, Expected: "those that the players have",
	})
}

// judgeMixed compares the levels of each stream that could be read.
func judgeMixed(c *Case, to *Reporter) {
	for stream := range c.Asset.Streams {
		var clear, secret []*Track
		for _, t := range c.Levels(stream) {
			switch {
			case t == nil:
			case t.Protected:
				secret = append(secret, t)
			default:
				clear = append(clear, t)
			}
		}
		if len(clear) == 0 || len(secret) == 0 {
			continue
		}
		odd, what := clear, "is clear, and the others are encrypted"
		if len(secret) < len(clear) {
			odd, what = secret, "is encrypted, and the others are clear"
		}
		place := InStream(stream, odd[0].Level)
		place.File = odd[0].File.Member.Path
		to.Add("", Finding{
			Message: fmt.Sprintf("%s %s", c.level(odd[0]), what), Place: place, Count: len(odd),
			Measured: fmt.Sprintf("%d encrypted, %d clear", len(secret), len(clear)), Expected: "all encrypted, or all clear",
			Hint: "One level was left out when the others were encrypted, or was copied from another run. Encrypt all of them alike.",
		})
	}
}
