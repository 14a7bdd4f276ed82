// Package curve scores values along straight lines between anchors, as the built-in scorer "curve" does. Use it in a
// host's own policies, or to find which values reach a score. It is below package bsc and does not import it.
//
// New checks the anchors, and returns a Curve:
//
//	c, err := curve.New(
//		curve.Anchor{Value: zero, Score: zero},
//		curve.Anchor{Value: seventy, Score: fifty},
//		curve.Anchor{Value: hundred, Score: hundred},
//	)
//
// At returns the score of a value. It is exact between two anchors, and rounded once. Outside the anchors the curve is
// flat:
//
//	score := c.At(value)
//
// Reaching returns the values that reach a score, as intervals whose ends are rounded inwards:
//
//	for _, r := range c.Reaching(eighty, 2) {
//		… r.Low, r.High
//	}
//
// Errors are of the type *Error. errors.Is finds the codes of package bsc in them, such as bsc.ErrValue. If a policy
// returns one from its factory or from Score, it is reported with its place.
package curve
