// Package reference compares random cards with the oracle's reference, number by number.
package reference
