package box

import "fmt"

// dac3 is the parameters of AC-3 (ETSI TS 102 366, F.4).
func dac3(d *D) {
	d.meant("fscod", 2, dolbyRate)
	d.U("bsid", 5)
	d.U("bsmod", 3)
	d.meant("acmod", 3, dolbyChannels)
	d.U("lfeon", 1)
	d.U("bit_rate_code", 5)
	d.Reserved(5)
}

// dec3 is the parameters of E-AC-3 (ETSI TS 102 366, F.6).
func dec3(d *D) {
	rate := d.U("data_rate", 13)
	if d.notes {
		d.Note(fmt.Sprintf("%d kbit/s", rate))
	}
	d.Each("substreams", d.U("num_ind_sub", 3)+1, func(uint64) {
		d.meant("fscod", 2, dolbyRate)
		d.U("bsid", 5)
		d.Reserved(1)
		d.U("asvc", 1)
		d.U("bsmod", 3)
		d.meant("acmod", 3, dolbyChannels)
		d.U("lfeon", 1)
		d.Reserved(3)
		if d.U("num_dep_sub", 4) > 0 {
			d.Hex("chan_loc", 9)
		} else {
			d.Reserved(1)
		}
	})
	if d.Left() >= 16 {
		d.Reserved(7)
		d.U("flag_ec3_extension_type_a", 1)
		d.U("complexity_index_type_a", 8)
	}
}

func dolbyRate(v uint64) string {
	return [...]string{"48000 Hz", "44100 Hz", "32000 Hz", "reserved"}[v&3]
}

func dolbyChannels(v uint64) string {
	return [...]string{"1+1", "1/0", "2/0", "3/0", "2/1", "3/1", "2/2", "3/2"}[v&7]
}

// dac4 is the parameters of AC-4; they stay bytes.
func dac4(d *D) { d.Rest("ac4_dsi_v1") }
