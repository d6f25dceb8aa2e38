package dash

import (
	"path/filepath"
	"testing"

	"smoothscope/inspect/asset"
	"smoothscope/testdata"
)

// sample is one real asset and what is odd about it.
type sample struct {
	name  string
	path  []string // below testdata, or below the corpus
	own   bool     // in testdata
	alone bool
	// noisy says that ffmpeg complains of the very file as well, or has no key
	// for it, so that its warnings say nothing about us.
	noisy  bool
	levels int
}

func samples() []sample {
	made := func(name string) []string { return []string{"_made", name} }
	return []sample{
		{name: "ladder", path: []string{"ladder", "ladder.ism"}, own: true, levels: 4},
		{name: "muxed", path: []string{"ladder", "mux_av.ismv"}, own: true, alone: true, levels: 2},
		{name: "corpus ladder", path: made("ladder.ism"), levels: 4},
		{name: "two languages", path: made("mux_av2.ismv"), alone: true, levels: 3},
		{name: "two levels", path: made("mux_vva.ismv"), alone: true, levels: 3},
		{name: "b-frames", path: made("v_bframes.ismv"), alone: true, levels: 1},
		{name: "audio before 0", path: made("a_eng.isma"), alone: true, levels: 1},
		{name: "no movflags", path: made("v_noflags.ismv"), alone: true, levels: 1},
		{name: "look-ahead", path: made("v_20_lookahead2.ismv"), alone: true, levels: 1},
		{name: "live feed", path: made("live_isml.ismv"), alone: true, levels: 2},
		{name: "wrong tfxd", path: made("bad_tfxd_time.ismv"), alone: true, levels: 1},
		{name: "piff video", path: made("v_20_piff_ctr.ismv"), alone: true, noisy: true, levels: 1},
		{name: "misaligned", path: made("misaligned.ism"), levels: 3},
		{name: "microsoft video", path: []string{"Azure+azure-sdk-for-media-services", "test", "net", "Scenario", "Media", "small.ism"}, noisy: true, levels: 1},
		{name: "microsoft audio", path: []string{"flecoqui+ASTool", "Tests", "Assets", "Audio_0_org.isma"}, alone: true, levels: 1},
		{name: "microsoft piff audio", path: []string{"flecoqui+ASTool", "Tests", "Assets", "Audio_0_enc.isma"}, alone: true, noisy: true, levels: 1},
		{name: "old ffmpeg", path: []string{"castlabs+dashencrypt", "dash.fragmencrypter", "src", "test", "resources", "testdata", "ffmpeg-generated.ismv"}, alone: true, levels: 1},
		{name: "aac", path: []string{"Eyevinn+mp4ff", "mp4", "testdata", "bbb5s_aac.isma"}, alone: true, levels: 1},
	}
}

func (s sample) open(t *testing.T) *asset.Asset {
	if s.own {
		return opened(t, s.alone, testdata.Path(t, s.path...))
	}
	return opened(t, s.alone, filepath.Join(append([]string{testdata.Corpus(t)}, s.path...)...))
}

// view opens the asset's view.
func (s sample) view(t *testing.T) *Movie {
	m, err := New(t.Context(), s.open(t))
	if err != nil {
		t.Fatal(err)
	}
	return m
}
