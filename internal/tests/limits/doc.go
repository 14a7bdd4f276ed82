// Package limits tests every limit, with what just keeps to it and what is one beyond, and documents that have the most
// of everything that costs time or memory.
package limits
