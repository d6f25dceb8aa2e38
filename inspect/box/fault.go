package box

import "fmt"

// reason says what is wrong with a node.
type reason uint8

const (
	none    reason = iota // a plain gap
	overrun               // the claimed size is more than the parent has left
	tooSmall
	cutHeader
	nestedZero
	tooDeep
	tooMany
	unreadable
)

// fault is kept small, because a hostile file may have one in each box; its
// words are made when someone asks.
type fault struct {
	claimed uint64 // the size that the header claims
	left    int64  // bytes that the parent has left
	node    int32
	reason  reason
}

// Fault is what is wrong with one node.
type Fault struct {
	Offset  int64  // of the node, from the start of the file
	Path    string // of the node
	Message string // what is wrong, in a person's words

	Overruns bool   // its header claims more than its parent, or the file, has left
	Claimed  uint64 // bytes that the header claims, where that is what is wrong
	Left     int64  // bytes that there are for it
}

// Error names the place and what is wrong there.
func (f *Fault) Error() string {
	return fmt.Sprintf("%s at 0x%x: %s", f.Path, f.Offset, f.Message)
}

// Fault is what is wrong with node i, a *Fault; nil when nothing is.
func (t *Tree) Fault(i int) error {
	f := t.nodes[i].fault
	if f < 0 {
		return nil
	}
	return t.describe(t.faults[f], t.Path(i))
}

// Faults are all faults of the headers in file order.
func (t *Tree) Faults() []*Fault {
	list := make([]*Fault, 0, len(t.faults))
	if len(t.faults) == 0 {
		return list
	}
	for i, path := range t.paths() {
		if f := t.nodes[i].fault; f >= 0 {
			list = append(list, t.describe(t.faults[f], path()))
		}
	}
	return list
}

func (t *Tree) describe(f fault, path string) *Fault {
	return &Fault{
		Offset: t.nodes[f.node].Offset, Path: path, Message: f.message(),
		Overruns: f.reason == overrun, Claimed: f.claimed, Left: f.left,
	}
}

func (f fault) message() string {
	switch f.reason {
	case overrun:
		return fmt.Sprintf("claims %d bytes where only %d are left", f.claimed, f.left)
	case tooSmall:
		return fmt.Sprintf("claims %d bytes, fewer than its own header", f.claimed)
	case cutHeader:
		return fmt.Sprintf("%d bytes are left, too few for a box header", f.left)
	case nestedZero:
		return "size 0 (to the end of the file) inside another box"
	case tooDeep:
		return fmt.Sprintf("boxes nest deeper than %d levels; the rest is not looked into", MaxDepth)
	case tooMany:
		return fmt.Sprintf("more than %d boxes; the rest is not looked into", maxNodes)
	default:
		return "cannot be read"
	}
}
