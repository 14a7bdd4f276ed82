// Package maps tests strategy maps: orders, loops, paths, reach and impact, on maps that are known, on very long and
// very wide ones, and against the oracle's list of all paths.
package maps
