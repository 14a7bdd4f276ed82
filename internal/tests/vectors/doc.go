// Package vectors tests what comes out for what goes in, by tables: textbook examples, built-in policies at and around
// their limits, roll-ups, targets in force, and what comparing with the reference has found.
package vectors
