// Package laws tests what must hold of any card, board, map, document or organisation, on random ones.
package laws
