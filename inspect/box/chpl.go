package box

// chpl is the chapters that Nero writes; it has no public clause.
func chpl(d *D) {
	d.Full(1)
	if d.Version > 0 {
		d.Reserved(32)
	}
	d.Each("chapters", d.U("chapter_count", 8), func(uint64) {
		d.U("start", 64)
		d.ticks(smoothTimeScale)
		d.Chars("title", int64(d.U("title_length", 8)), utf8Text)
	})
}
