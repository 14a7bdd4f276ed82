package strictjson

import (
	"strings"
	"testing"

	"github.com/go-bsc/bsc/internal/place"
	"github.com/stretchr/testify/assert"
)

// from returns a position in one line.
func from(line, col, end int) Position {
	return Position{place.Position{Line: line, Col: col}, place.Position{Line: line, Col: end}}
}

// TestLocate_deep looks as deep as encoding/json reads, and no deeper.
func TestLocate_deep(t *testing.T) {
	deep := []byte(strings.Repeat("[", 1_000_000))
	got := Locate(deep, []string{strings.Repeat("/0", 500), strings.Repeat("/0", 500_000)}, place.Bytes)
	assert.Equal(t, []Position{from(1, 501, 502), from(1, maxDepth+1, maxDepth+2)}, got)
}
