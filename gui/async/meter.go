package async

import "time"

// meter tells a rate from what was done at moments. It forgets with a half
// life of about two seconds, so that the rate follows the present and does not
// jump with each chunk.
type meter struct {
	at   time.Duration
	done int64
	rate float64 // per second
}

const memory = 3 * time.Second

func (m *meter) add(at time.Duration, done int64) {
	step := at - m.at
	if step <= 0 {
		return
	}
	now := float64(done-m.done) / step.Seconds()
	if done < m.done {
		now = 0
	}
	if m.rate == 0 {
		m.rate = now
	} else {
		weight := min(1, step.Seconds()/memory.Seconds())
		m.rate += (now - m.rate) * weight
	}
	m.at, m.done = at, done
}
