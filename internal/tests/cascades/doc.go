// Package cascades tests organisations whose units contribute to one another: values that add up, scores that count
// above, shares and lines of sight, and units that do not fit.
package cascades
