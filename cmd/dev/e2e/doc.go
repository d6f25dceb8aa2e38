// Package e2e holds the tests of the whole way: an asset goes through the plan
// and a target, and a player in a real browser plays what came out. It has no
// code of its own outside the tests; .ci/e2e has the page and the driver.
package e2e
