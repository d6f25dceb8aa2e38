//go:build !linux && !darwin

package preview

// watch waits until the player hangs up or sends something. net/http has that
// byte then, and has to answer what it belongs to and all that follows.
func (c *conn) watch(p []byte) (int, error) {
	if len(c.turns.ahead) > 0 {
		c.turns.over = true
		return c.Read(p)
	}
	n, err := c.readOn(p)
	c.turns.over = n > 0
	return n, err
}
