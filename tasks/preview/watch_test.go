package preview

import (
	"net/http"
	"strings"
	"testing"

	"smoothscope/testdata"
)

// A player that hangs up while net/http answers ends that answer, also when it
// is not the first of its connection. One that has sent its next request
// already gets both answers, the second the short way where that is possible.
func TestHangingUpIsSeen(t *testing.T) {
	asked, left, goOn := make(chan bool), make(chan bool), make(chan bool)
	c := startCounted(t, func(h *http.Server) {
		answer := h.Handler
		h.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.RawQuery {
			case "wait":
				asked <- true
				<-r.Context().Done()
				left <- true
			case "slow":
				asked <- true
				<-goOn
			}
			answer.ServeHTTP(w, r)
		})
	}, testdata.Path(t, "ladder", "ladder.ism"))
	for _, before := range []int{0, 1, 3} {
		p := c.player(t)
		for range before {
			p.ask(t, small)
		}
		p.send(t, strings.Replace(small, " HTTP", "?wait HTTP", 1))
		<-asked
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		<-left
	}
	p := c.player(t)
	want := p.ask(t, small)
	p.send(t, strings.Replace(small, " HTTP", "?slow HTTP", 1))
	<-asked
	p.send(t, small+small)
	goOn <- true
	for range 3 {
		if got := p.answer(t, "GET"); got != want {
			t.Errorf("%.300q", got)
		}
	}
}
