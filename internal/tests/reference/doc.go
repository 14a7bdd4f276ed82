// Package reference compares random cards, boards and organisations with the oracle's references, number by number, and
// holds the library to the oracle's worked examples at every door.
package reference
