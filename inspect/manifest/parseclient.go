package manifest

import (
	"fmt"
	"math/bits"
	"strings"
)

// ParseClient reads a client manifest of any version and encoding. The result
// is never nil; with an error it is what was understood.
func ParseClient(raw []byte) (*Client, error) {
	c := &Client{TimeScale: DefaultTimeScale}
	r, encoding := newReader(raw)
	c.Encoding, c.Text = encoding, r.text
	root, ok := r.root()
	switch {
	case !ok:
	case kindOf(root) == ClientManifest:
		p := &clientParser{reader: r, out: c}
		p.media(root)
		r.rest()
	default:
		r.fail(fmt.Errorf("the root element is %s, not SmoothStreamingMedia: this is no client manifest", quoted(root.name)))
	}
	c.Warnings = r.notes()
	return c, r.result()
}

// clientParser fills a Client.
type clientParser struct {
	*reader
	out    *Client
	chunks int // of all streams so far
}

func (p *clientParser) media(e *element) {
	c := p.out
	p.rootAttributes(e)
	_, to := p.children(func(child *element) {
		switch {
		case child.is("StreamIndex"):
			p.stream(child)
		case child.is("Protection"):
			p.protection()
		case child.is("CustomAttributes"):
			c.Custom = append(c.Custom, p.custom()...)
		default:
			p.skip()
		}
	})
	c.Span = Span{e.from, to}
	if c.Duration == 0 && !c.Live && p.err == nil {
		p.warn("SmoothStreamingMedia: no Duration")
	}
}

func (p *clientParser) rootAttributes(e *element) {
	c := p.out
	if p.keep(len(e.attrs)) {
		c.Attrs = e.attrs
	}
	c.MajorVersion, c.MinorVersion = p.small(e, "MajorVersion"), p.small(e, "MinorVersion")
	if major, ok := lookup(e.attrs, "MajorVersion"); !ok || c.MajorVersion != 2 {
		p.warn("SmoothStreamingMedia: MajorVersion is %s, not 2", quoted(major.Value))
	}
	c.TimeScale = p.timeScale(e, DefaultTimeScale)
	c.Duration, _ = p.number(e, "Duration", 64)
	live, _ := p.value(e, "IsLive")
	c.Live = truth(live)
	// Two names for one thing: servers write the first, MS-SSTR says the second.
	if _, ok := lookup(e.attrs, "LookAheadFragmentCount"); ok {
		c.Lookahead = p.small(e, "LookAheadFragmentCount")
	} else {
		c.Lookahead = p.small(e, "LookaheadCount")
	}
	c.DVRWindow, _ = p.number(e, "DVRWindowLength", 64)
}

// timeScale is the attribute TimeScale, or what applies where it is absent.
func (p *clientParser) timeScale(e *element, absent uint64) uint64 {
	scale, ok := p.number(e, "TimeScale", 64)
	if ok && scale == 0 {
		p.warn("%s: TimeScale is 0; %d is assumed", e.name, absent)
	}
	if scale == 0 {
		return absent
	}
	return scale
}

func (p *clientParser) protection() {
	p.children(func(child *element) {
		if !child.is("ProtectionHeader") {
			p.skip()
			return
		}
		id, _ := p.value(child, "SystemID")
		text, to := p.children(nil)
		if p.keep(1) {
			p.out.Protection = append(p.out.Protection, Protection{guid(id), compact(text), Span{child.from, to}})
		}
	})
}

// guid is a GUID without braces, dashed and in lower case; what is no GUID
// stays as it is.
func guid(text string) string {
	hex := strings.ToLower(strings.NewReplacer("{", "", "}", "", "-", "").Replace(text))
	if len(hex) != 32 || strings.Trim(hex, "0123456789abcdef") != "" {
		return text
	}
	return hex[:8] + "-" + hex[8:12] + "-" + hex[12:16] + "-" + hex[16:20] + "-" + hex[20:]
}

// custom reads the Attribute children of CustomAttributes.
func (p *clientParser) custom() []Attr {
	var all []Attr
	p.children(func(child *element) {
		if child.is("Attribute") && p.keep(1) {
			name, _ := p.value(child, "Name")
			value, _ := p.value(child, "Value")
			all = append(all, Attr{name, value})
		}
		p.skip()
	})
	return all
}

// rescale is ticks of one time scale in another, rounded down; 0 where that
// does not fit in 64 bits.
func rescale(ticks, from, to uint64) uint64 {
	if from == to {
		return ticks
	}
	high, low := bits.Mul64(ticks, to)
	if high >= from {
		return 0
	}
	n, _ := bits.Div64(high, low, from)
	return n
}

// end is start + step x n, and whether it fits in 64 bits.
func end(start, step, n uint64) (uint64, bool) {
	high, low := bits.Mul64(step, n)
	sum, carry := bits.Add64(low, start, 0)
	return sum, high == 0 && carry == 0
}
