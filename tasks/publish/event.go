package publish

import "time"

// State is how far an item has come.
type State int

// The states of an item. Done, Equal and Failed are final.
const (
	Waiting  State = iota
	Checking       // what is there has its size; comparing the bytes
	Sending
	Retrying // waits before it is tried again
	Done
	Equal // already there and equal
	Failed
)

var stateNames = [...]string{"waiting", "checking", "sending", "retry", "done", "already there, equal", "failed"}

func (s State) String() string {
	if s < 0 || int(s) >= len(stateNames) {
		return "?"
	}
	return stateNames[s]
}

// ItemEvent tells that an item has come further.
type ItemEvent struct {
	Index   int // in Plan.Items
	Name    string
	State   State
	Sent    int64         // bytes of Size that the current try has sent
	Size    int64         // bytes
	Attempt int           // 1 for the first try; Retrying names the coming one
	Delay   time.Duration // until the next try, when Retrying
	Err     error         // why, when Retrying or Failed
}
