package box

import "fmt"

// audioSpecificConfig is ISO/IEC 14496-3, 1.6.2.1, as far as the sampling rate,
// the channels and the extensions go; a program config element stays bits.
func audioSpecificConfig(d *D) {
	object := d.audioObjectType("")
	d.samplingFrequency("")
	d.meant("channel_configuration", 4, channelText)
	if object == 5 || object == 29 {
		d.samplingFrequency("extension_")
		object = d.audioObjectType("")
	}
	switch object {
	case 1, 2, 3, 4, 6, 7, 17, 19, 20, 21, 22, 23:
		d.U("frame_length_flag", 1)
		if d.U("depends_on_core_coder", 1) == 1 {
			d.U("core_coder_delay", 14)
		}
		d.U("extension_flag", 1)
	}
	if d.Left() >= 16 && d.Peek(11) == 0x2b7 {
		d.syncExtension()
	}
	if n := d.Left(); n > 0 && n < 8 {
		d.U("byte_alignment", int(n))
	}
}

// syncExtension says whether spectral band replication is used.
func (d *D) syncExtension() {
	d.Hex("sync_extension_type", 11)
	if d.audioObjectType("extension_") != 5 {
		return
	}
	if d.U("sbr_present_flag", 1) == 0 {
		return
	}
	d.samplingFrequency("extension_")
	if d.Left() >= 12 && d.Peek(11) == 0x548 {
		d.Hex("sync_extension_type", 11)
		d.U("ps_present_flag", 1)
	}
}

func (d *D) audioObjectType(prefix string) uint64 {
	v := d.U(prefix+"audio_object_type", 5)
	if v == 31 {
		v = 32 + d.U(prefix+"audio_object_type_ext", 6)
	}
	d.Note(audioObjectText(v))
	return v
}

func (d *D) samplingFrequency(prefix string) {
	rates := [...]int{96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350}
	v := d.U(prefix+"sampling_frequency_index", 4)
	if v == 15 {
		d.U(prefix+"sampling_frequency", 24)
	} else if v < uint64(len(rates)) && d.notes {
		d.Note(fmt.Sprintf("%d Hz", rates[v]))
	}
}

// meant reads an unsigned integer and notes what text says of it.
func (d *D) meant(name string, bits int, text func(uint64) string) {
	v := d.U(name, bits)
	if d.notes {
		d.Note(text(v))
	}
}

func channelText(v uint64) string {
	switch v {
	case 0:
		return "given by a program config element"
	case 1:
		return "mono"
	case 2:
		return "stereo"
	case 6:
		return "5.1"
	case 7:
		return "7.1"
	}
	return ""
}

func audioObjectText(v uint64) string {
	switch v {
	case 1:
		return "AAC Main"
	case 2:
		return "AAC LC"
	case 5:
		return "SBR (HE-AAC)"
	case 29:
		return "PS (HE-AAC v2)"
	case 23:
		return "AAC LD"
	case 39:
		return "AAC ELD"
	case 42:
		return "xHE-AAC (USAC)"
	}
	return ""
}
