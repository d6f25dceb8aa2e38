package box

import (
	"iter"
	"slices"
	"strconv"
	"strings"
)

// gapText stands for a type where bytes belong to no box.
const gapText = "(gap)"

// String writes the code as four characters; a byte outside 0x20-0x7E is
// written \xNN.
func (t Type) String() string { return string(t.append(make([]byte, 0, 16))) }

func (t Type) append(b []byte) []byte {
	const digits = "0123456789abcdef"
	for _, c := range t {
		if c < 0x20 || c > 0x7e {
			b = append(b, '\\', 'x', digits[c>>4], digits[c&15])
			continue
		}
		b = append(b, c)
	}
	return b
}

// TypeString is the type of node i as text, "(gap)" for a gap.
func (t *Tree) TypeString(i int) string {
	if n := &t.nodes[i]; !n.Gap {
		return n.Type.String()
	}
	return gapText
}

// kin tells siblings of the same name apart from others; a gap is no kin of a
// box whose type is four zero bytes.
type kin struct {
	code Type
	gap  bool
}

func (n *Node) kin() kin { return kin{n.Type, n.Gap} }

// Path names node i by its types from the top level, each with its number
// among its siblings of the same type, from 1: moov[1]/trak[2]/mdia[1].
func (t *Tree) Path(i int) string {
	var steps []string
	for ; i >= 0; i = t.Parent(i) {
		steps = append(steps, t.TypeString(i)+"["+strconv.Itoa(t.ordinal(i))+"]")
	}
	slices.Reverse(steps)
	return strings.Join(steps, "/")
}

// ordinal is the place of node i among its siblings of the same type, from 1.
func (t *Tree) ordinal(i int) int {
	count, kin := 0, t.nodes[i].kin()
	for c := range t.Children(t.Parent(i)) {
		if t.nodes[c].kin() == kin {
			count++
		}
		if c == i {
			break
		}
	}
	return count
}

// Find is the node at a path as Path writes it. A step without a number means
// the first of its type.
func (t *Tree) Find(path string) (int, bool) {
	found := -1
	for rest := path; rest != ""; {
		next, tail := t.step(found, rest)
		if next < 0 {
			return -1, false
		}
		found, rest = next, tail
	}
	return found, found >= 0
}

// step takes the first step of path below node i, and returns what is left of
// path. A type may itself hold a slash or a bracket, so children are asked
// instead of the text being split.
func (t *Tree) step(i int, path string) (next int, rest string) {
	var name [24]byte
	counts := make(map[kin]int)
	for c := range t.Children(i) {
		n := &t.nodes[c]
		counts[n.kin()]++
		text := append(name[:0], gapText...)
		if !n.Gap {
			text = n.Type.append(name[:0])
		}
		tail, ok := strings.CutPrefix(path, string(text))
		if !ok {
			continue
		}
		if tail, ok = cutOrdinal(tail, counts[n.kin()]); ok {
			return c, tail
		}
	}
	return -1, path
}

// cutOrdinal removes "[n]" and a slash; where there is no bracket n is 1.
func cutOrdinal(path string, n int) (rest string, ok bool) {
	if number, tail, found := strings.Cut(path, "]"); found && strings.HasPrefix(number, "[") {
		if number[1:] != strconv.Itoa(n) {
			return path, false
		}
		path = tail
	} else if n != 1 {
		return path, false
	}
	if path == "" {
		return "", true
	}
	rest, ok = strings.CutPrefix(path, "/")
	return rest, ok && rest != ""
}

// paths goes through all nodes in order, each with a function that writes its
// path. It counts siblings as it goes, so that all paths of a tree together
// cost about as much as one walk; the function is only good until the next.
func (t *Tree) paths() iter.Seq2[int, func() string] {
	return func(yield func(int, func() string) bool) {
		var p pathCounter
		for i := range t.nodes {
			p.enter(&t.nodes[i])
			if !yield(i, func() string { return string(p.text) }) {
				return
			}
		}
	}
}

// pathCounter keeps the path of the current node of a walk in pre-order.
type pathCounter struct {
	text   []byte
	starts [MaxDepth + 2]int        // where each level's step begins in text
	counts [MaxDepth + 2]kinCounter // siblings seen at each level
	depth  int                      // of the current node; levels below it are stale
}

// enter moves to the next node of a walk that visits every node, or at least
// every sibling before the ones it wants.
func (p *pathCounter) enter(n *Node) {
	d := int(n.Depth)
	if d > p.depth || len(p.text) == 0 {
		p.counts[d].reset()
		if d > 0 {
			p.text = append(p.text, '/')
		}
		p.starts[d] = len(p.text)
	}
	p.depth = d
	p.text = p.text[:p.starts[d]]
	if n.Gap {
		p.text = append(p.text, gapText...)
	} else {
		p.text = n.Type.append(p.text)
	}
	p.text = append(p.text, '[')
	p.text = strconv.AppendInt(p.text, int64(p.counts[d].add(n.kin())), 10)
	p.text = append(p.text, ']')
}

// kinCounter counts siblings by kin. Most boxes have a few kinds of children,
// so that a short list serves; a map takes over where there are many.
type kinCounter struct {
	kins   []kin
	counts []int
	many   map[kin]int
}

const fewKins = 16

func (k *kinCounter) reset() {
	k.kins, k.counts = k.kins[:0], k.counts[:0]
	clear(k.many)
}

func (k *kinCounter) add(want kin) int {
	for i, have := range k.kins {
		if have == want {
			k.counts[i]++
			return k.counts[i]
		}
	}
	if len(k.kins) < fewKins {
		k.kins, k.counts = append(k.kins, want), append(k.counts, 1)
		return 1
	}
	if k.many == nil {
		k.many = make(map[kin]int)
	}
	k.many[want]++
	return k.many[want]
}
