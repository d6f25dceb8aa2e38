package box

// payload is bytes that belong to no clause.
func payload(d *D) { d.Rest("data") }
