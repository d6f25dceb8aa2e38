package explorer

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"smoothscope/inspect/box"
)

// Hit is where a search ended.
type Hit struct {
	Node     int
	Field    string
	From, To int64
}

// ErrNotFound says that a search went round the file in vain.
var ErrNotFound = errors.New("not found")

// FindBroken looks for a box with something wrong in its header or its fields
// after a node, round to the node itself again. It reads: not for the UI
// goroutine.
func FindBroken(ctx context.Context, tree *box.Tree, after int) (Hit, error) {
	for i := range round(tree.Len(), after) {
		if err := ctx.Err(); err != nil {
			return Hit{}, err
		}
		if tree.Fault(i) != nil || tree.Fields(i).Err != nil {
			return boxHit(tree, i), nil
		}
	}
	return Hit{}, ErrNotFound
}

// Find looks for words after a node, round to the node itself again: first as
// a path, then as a box's type or name, then as a field's name or text. It
// reads: not for the UI goroutine.
func Find(ctx context.Context, tree *box.Tree, after int, words string) (Hit, error) {
	if strings.ContainsAny(words, "/[") {
		if hit, ok := findPath(tree, words); ok {
			return hit, nil
		}
	}
	if hit, ok := findBox(tree, after, words); ok {
		return hit, nil
	}
	hit, ok := findField(ctx, tree, after, words)
	if err := ctx.Err(); err != nil {
		return Hit{}, err
	}
	if !ok {
		return Hit{}, ErrNotFound
	}
	return hit, nil
}

// findPath takes "moov/trak[2]/tkhd" and "…/trun[1]/sample_count".
func findPath(tree *box.Tree, path string) (Hit, bool) {
	if i, ok := tree.Find(path); ok {
		return boxHit(tree, i), true
	}
	at := strings.LastIndexByte(path, '/')
	if at < 0 {
		return Hit{}, false
	}
	i, ok := tree.Find(path[:at])
	if !ok {
		return Hit{}, false
	}
	d := tree.Fields(i)
	l := newLayout(d.Fields, nil)
	row := l.find(path[at+1:], -1)
	if row < 0 {
		return Hit{}, false
	}
	r := l.row(row)
	return Hit{Node: i, Field: r.path, From: r.from, To: r.to}, true
}

func findBox(tree *box.Tree, after int, words string) (Hit, bool) {
	for i := range round(tree.Len(), after) {
		if strings.EqualFold(tree.TypeString(i), words) || strings.EqualFold(tree.Name(i), words) {
			return boxHit(tree, i), true
		}
	}
	return Hit{}, false
}

func boxHit(tree *box.Tree, i int) Hit {
	n := tree.Node(i)
	return Hit{Node: i, From: n.Offset, To: n.Offset + n.Size}
}

func findField(ctx context.Context, tree *box.Tree, after int, words string) (Hit, bool) {
	words = strings.ToLower(words)
	for i := range round(tree.Len(), after) {
		if ctx.Err() != nil {
			return Hit{}, false
		}
		d := tree.Fields(i)
		if f, path, ok := fieldLike(d.Fields, "", false, words); ok {
			from, to := span(f)
			return Hit{Node: i, Field: path, From: from, To: to}, true
		}
	}
	return Hit{}, false
}

// fieldLike is the first field whose name or text holds the words.
func fieldLike(fields []box.Field, path string, array bool, words string) (*box.Field, string, bool) {
	for i := range fields {
		f := &fields[i]
		here := f.Name
		switch {
		case array && f.Name == "":
			here = fmt.Sprintf("%s[%d]", path, i)
		case path != "":
			here = strings.TrimSuffix(path+"."+f.Name, ".")
		}
		if says(f, words) {
			return f, here, true
		}
		if f.Rows.Count() > 0 {
			for col, c := range f.Rows.Columns {
				if c.Name != "" && strings.Contains(strings.ToLower(c.Name), words) {
					first := f.Rows.Row(0)
					return &first[col], here + "[0]." + c.Name, true
				}
			}
		}
		if inner, p, ok := fieldLike(f.Items, here, f.Kind == box.Array, words); ok {
			return inner, p, true
		}
	}
	return nil, "", false
}

func says(f *box.Field, words string) bool {
	if strings.Contains(strings.ToLower(f.Name), words) {
		return true
	}
	switch f.Kind {
	case box.Text, box.FourCC, box.GUID:
		return strings.Contains(strings.ToLower(f.Text()), words)
	}
	return false
}

// round counts from the place behind after to after itself.
func round(n, after int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for k := range n {
			if !yield((after + 1 + k) % n) {
				return
			}
		}
	}
}
