package box

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/Eyevinn/mp4ff/bits"
	mp4ff "github.com/Eyevinn/mp4ff/mp4"
	"github.com/abema/go-mp4"

	"smoothscope/inspect/source"
	"smoothscope/testdata"
)

// The oracles: what two other libraries read from the same bytes. They see
// only boxes that decode here without an error, and that are small, because
// neither bounds what a file makes it allocate.
const oracleMax = 1 << 20

// compare looks at one box of both libraries and complains.
type compare func(t *testing.T, d *Decoded, raw []byte) error

// goMP4 compares a field of a go-mp4 struct for each name of ours.
func goMP4(names map[string]string) compare {
	return func(_ *testing.T, d *Decoded, raw []byte) error {
		theirs, ok := decodeGo(raw)
		if !ok {
			return nil // a version that it does not know
		}
		v := reflect.ValueOf(theirs).Elem()
		for ours, name := range names {
			if err := sameField(d, ours, v, name); err != nil {
				return err
			}
		}
		return nil
	}
}

func decodeGo(raw []byte) (mp4.IBox, bool) {
	theirs, _, err := mp4.UnmarshalAny(bytes.NewReader(raw[8:]), mp4.BoxType(raw[4:8]), uint64(len(raw)-8), mp4.Context{})
	return theirs, err == nil
}

// sameField compares a number, or a column of a table named "table.column".
func sameField(d *Decoded, ours string, v reflect.Value, name string) error {
	table, column, isTable := strings.Cut(ours, ".")
	if !isTable {
		field, there := d.Get(ours)
		if want := theirNumber(versioned(v, name, d)); there && uint64(field.Int()) != want {
			return fmt.Errorf("%s is %d, go-mp4 says %d", ours, field.Int(), want)
		}
		return nil
	}
	entries, inner, _ := strings.Cut(name, ".")
	list, rows := v.FieldByName(entries), d.Table(table)
	col := rows.Column(column)
	if col < 0 {
		return nil
	}
	if list.Len() != rows.Count() {
		return fmt.Errorf("%s has %d rows, go-mp4 says %d", table, rows.Count(), list.Len())
	}
	for row := range rows.Count() {
		item := list.Index(row)
		if inner != "" {
			item = versioned(item, inner, d)
		}
		if got := rows.Int(row, col); uint64(got) != theirNumber(item) {
			return fmt.Errorf("%s of row %d is %d, go-mp4 says %d", ours, row, got, theirNumber(item))
		}
	}
	return nil
}

// versioned is a field whose name in go-mp4 carries the version.
func versioned(v reflect.Value, name string, d *Decoded) reflect.Value {
	if f := v.FieldByName(name); f.IsValid() {
		return f
	}
	return v.FieldByName(fmt.Sprintf("%sV%d", name, min(d.Uint("version"), 1)))
}

func theirNumber(v reflect.Value) uint64 {
	switch {
	case v.CanInt():
		return uint64(v.Int())
	case v.CanUint():
		return v.Uint()
	case v.Kind() == reflect.Bool && v.Bool():
		return 1
	}
	return 0
}

var oracles = map[string]compare{
	"trun": goMP4(map[string]string{
		"sample_count": "SampleCount", "data_offset": "DataOffset", "first_sample_flags": "FirstSampleFlags",
		"sample.duration": "Entries.SampleDuration", "sample.size": "Entries.SampleSize",
		"sample.flags": "Entries.SampleFlags", "sample.composition_time_offset": "Entries.SampleCompositionTimeOffset",
	}),
	"tfhd": goMP4(map[string]string{
		"track_id": "TrackID", "base_data_offset": "BaseDataOffset", "default_sample_duration": "DefaultSampleDuration",
		"default_sample_size": "DefaultSampleSize", "default_sample_flags": "DefaultSampleFlags",
		"sample_description_index": "SampleDescriptionIndex",
	}),
	"tfra": goMP4(map[string]string{
		"track_id": "TrackID", "number_of_entry": "NumberOfEntry", "length_size_of_sample_num": "LengthSizeOfSampleNum",
		"entries.time": "Entries.Time", "entries.moof_offset": "Entries.MoofOffset",
		"entries.traf_number": "Entries.TrafNumber", "entries.sample_number": "Entries.SampleNumber",
	}),
	"tfdt": goMP4(map[string]string{"base_media_decode_time": "BaseMediaDecodeTime"}),
	"mfhd": goMP4(map[string]string{"sequence_number": "SequenceNumber"}),
	"mehd": goMP4(map[string]string{"fragment_duration": "FragmentDuration"}),
	"mvhd": goMP4(map[string]string{"timescale": "Timescale", "duration": "Duration", "next_track_id": "NextTrackID"}),
	"mdhd": goMP4(map[string]string{"timescale": "Timescale", "duration": "Duration"}),
	"tkhd": goMP4(map[string]string{"track_id": "TrackID", "duration": "Duration", "layer": "Layer"}),
	"trex": goMP4(map[string]string{"track_id": "TrackID", "default_sample_flags": "DefaultSampleFlags"}),
	"stts": goMP4(map[string]string{"entries.sample_count": "Entries.SampleCount", "entries.sample_delta": "Entries.SampleDelta"}),
	"ctts": goMP4(map[string]string{"entries.sample_count": "Entries.SampleCount", "entries.sample_offset": "Entries.SampleOffset"}),
	"stsc": goMP4(map[string]string{"entries.first_chunk": "Entries.FirstChunk", "entries.samples_per_chunk": "Entries.SamplesPerChunk"}),
	"stsz": goMP4(map[string]string{"sample_size": "SampleSize", "sample_count": "SampleCount", "entries.entry_size": "EntrySize"}),
	"stss": goMP4(map[string]string{"entries.sample_number": "SampleNumber"}),
	"stco": goMP4(map[string]string{"entries.chunk_offset": "ChunkOffset"}),
	"co64": goMP4(map[string]string{"entries.chunk_offset": "ChunkOffset"}),
	"sidx": goMP4(map[string]string{
		"timescale": "Timescale", "earliest_presentation_time": "EarliestPresentationTime", "first_offset": "FirstOffset",
		"references.referenced_size": "References.ReferencedSize", "references.sap_type": "References.SAPType",
		"references.subsegment_duration": "References.SubsegmentDuration", "references.starts_with_sap": "References.StartsWithSAP",
	}),
	"elst": goMP4(map[string]string{"entries.segment_duration": "Entries.SegmentDuration", "entries.media_time": "Entries.MediaTime"}),
	"sbgp": goMP4(map[string]string{"entries.sample_count": "Entries.SampleCount", "entries.group_description_index": "Entries.GroupDescriptionIndex"}),
	"btrt": goMP4(map[string]string{"max_bitrate": "MaxBitrate", "avg_bitrate": "AvgBitrate", "buffer_size_db": "BufferSizeDB"}),
	"avcC": compareAVCC, "hvcC": compareHVCC, "esds": compareESDS, "uuid": compareUUID,
}

// decodeFF is what mp4ff reads; nil where it refuses the box.
func decodeFF(raw []byte) mp4ff.Box {
	theirs, err := mp4ff.DecodeBoxSR(0, bits.NewFixedSliceReader(raw))
	if err != nil {
		return nil
	}
	return theirs
}

// units are the bytes of the parameter sets in the order they are found.
func units(fields []Field, name string) (all []byte) {
	for i := range fields {
		if fields[i].Name == name {
			p, _ := fields[i].Bytes(oracleMax)
			all = append(all, p...)
		}
		all = append(all, units(fields[i].Items, name)...)
	}
	return all
}

func compareAVCC(_ *testing.T, d *Decoded, raw []byte) error {
	rec, ok := decodeFF(raw).(*mp4ff.AvcCBox)
	if !ok {
		return nil
	}
	if got, want := units(d.Fields, "sequence_parameter_set_nal_unit"), bytes.Join(rec.SPSnalus, nil); !bytes.Equal(got, want) {
		return fmt.Errorf("SPS %x, mp4ff says %x", got, want)
	}
	if got, want := units(d.Fields, "picture_parameter_set_nal_unit"), bytes.Join(rec.PPSnalus, nil); !bytes.Equal(got, want) {
		return fmt.Errorf("PPS %x, mp4ff says %x", got, want)
	}
	return nil
}

func compareHVCC(_ *testing.T, d *Decoded, raw []byte) error {
	theirs, ok := decodeFF(raw).(*mp4ff.HvcCBox)
	if !ok {
		return nil
	}
	rec := theirs.DecConfRec
	var all []byte
	for _, a := range rec.NaluArrays {
		all = append(all, bytes.Join(a.Nalus, nil)...)
	}
	if got := units(d.Fields, "nal_unit"); !bytes.Equal(got, all) {
		return fmt.Errorf("units %x, mp4ff says %x", got, all)
	}
	if got := d.Uint("num_temporal_layers"); got != uint64(rec.NumTemporalLayers) {
		return fmt.Errorf("%d temporal layers, mp4ff says %d", got, rec.NumTemporalLayers)
	}
	if got := d.Uint("general_level_idc"); got != uint64(rec.GeneralLevelIDC) {
		return fmt.Errorf("level %d, mp4ff says %d", got, rec.GeneralLevelIDC)
	}
	return nil
}

func compareESDS(_ *testing.T, d *Decoded, raw []byte) error {
	theirs, ok := decodeFF(raw).(*mp4ff.EsdsBox)
	if !ok || theirs.DecConfigDescriptor == nil {
		return nil
	}
	config := theirs.DecConfigDescriptor
	if got := d.Uint("avg_bitrate"); got != uint64(config.AvgBitrate) {
		return fmt.Errorf("bit rate %d, mp4ff says %d", got, config.AvgBitrate)
	}
	if config.DecSpecificInfo == nil {
		return nil
	}
	got := append(units(d.Fields, "audio_specific_config"), units(d.Fields, "decoder_specific_info")...)
	if want := config.DecSpecificInfo.DecConfig; !bytes.Equal(got, want) {
		return fmt.Errorf("decoder record %x, mp4ff says %x", got, want)
	}
	return nil
}

func compareUUID(_ *testing.T, d *Decoded, raw []byte) error {
	known, ok := decodeFF(raw).(*mp4ff.UUIDBox)
	if !ok {
		return nil
	}
	switch {
	case known.Tfxd != nil:
		if got := d.Uint("fragment_absolute_time"); got != known.Tfxd.FragmentAbsoluteTime {
			return fmt.Errorf("time %d, mp4ff says %d", got, known.Tfxd.FragmentAbsoluteTime)
		}
		if got := d.Uint("fragment_duration"); got != known.Tfxd.FragmentAbsoluteDuration {
			return fmt.Errorf("duration %d, mp4ff says %d", got, known.Tfxd.FragmentAbsoluteDuration)
		}
	case known.Tfrf != nil:
		table := d.Table("entries")
		if table.Count() != int(known.Tfrf.FragmentCount) {
			return fmt.Errorf("%d fragments, mp4ff says %d", table.Count(), known.Tfrf.FragmentCount)
		}
		for i, time := range known.Tfrf.FragmentAbsoluteTimes {
			if table.Uint(i, 0) != time || table.Uint(i, 1) != known.Tfrf.FragmentAbsoluteDurations[i] {
				return fmt.Errorf("fragment %d: %d, mp4ff says %d", i, table.Uint(i, 0), time)
			}
		}
	case known.Senc != nil:
		if got := d.Uint("sample_count"); got != uint64(known.Senc.SampleCount) {
			return fmt.Errorf("%d samples, mp4ff says %d", got, known.Senc.SampleCount)
		}
	}
	return nil
}

// ask compares one box with its oracle. An oracle that panics has no say.
func ask(t *testing.T, tree *Tree, i int, oracle compare) (err error) {
	d := tree.Fields(i)
	n := tree.Node(i)
	if d.Err != nil || n.Size > oracleMax || tree.Fault(i) != nil {
		return nil
	}
	raw := make([]byte, n.Size)
	if _, err := tree.src.ReadAt(raw, n.Offset); err != nil {
		return err
	}
	if bytes.Equal(raw[:4], []byte{0, 0, 0, 1}) || claimsTooMuch(d) {
		return nil
	}
	defer func() {
		if recover() != nil {
			err = nil
		}
	}()
	return oracle(t, d, raw)
}

// claimsTooMuch reports whether a count in the box is beyond what its bytes
// can hold; such a box must not reach the oracles.
func claimsTooMuch(d *Decoded) bool {
	for i := range d.Fields {
		if r := d.Fields[i].Rows; r != nil && r.Claimed > oracleMax {
			return true
		}
	}
	return false
}

func TestOracles(t *testing.T) {
	asked := map[string]int{}
	check := func(path string) {
		src, err := source.OpenFile(path)
		if err != nil {
			return
		}
		defer src.Close()
		tree, err := Scan(t.Context(), src, Options{})
		if err != nil {
			return
		}
		for i := range tree.Len() {
			if oracle, ok := oracles[tree.TypeString(i)]; ok {
				asked[tree.TypeString(i)]++
				if err := ask(t, tree, i, oracle); err != nil {
					t.Errorf("%s %s: %v", path, tree.Path(i), err)
				}
			}
		}
	}
	for _, path := range testdata.CorpusFiles(t) {
		if !strings.Contains(path, "fuzz") {
			check(path)
		}
	}
	for code := range oracles {
		if asked[code] == 0 && code != "co64" {
			t.Errorf("no file holds a %s", code)
		}
	}
}
