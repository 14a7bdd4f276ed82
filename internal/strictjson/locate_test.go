package strictjson

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestPositionsOf compares with counting the lines before each place separately.
func TestPositionsOf(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		data := make([]byte, g.IntN(40))
		for i := range data {
			data[i] = "\nab"[g.IntN(3)]
		}
		places := make([]int, g.IntN(20))
		var want []Position
		for i := range places {
			places[i] = g.IntN(len(data) + 3)
			before := data[:min(places[i], len(data))]
			line := 1 + bytes.Count(before, []byte("\n"))
			want = append(want, Position{line, len(before) - bytes.LastIndexByte(before, '\n')})
		}
		for i, p := range positionsOf(data, places) {
			assert.Equal(t, want[i], p, "%q %v", data, places)
		}
	}
}

// TestLocate_deep looks as deep as encoding/json reads, and no deeper.
func TestLocate_deep(t *testing.T) {
	deep := []byte(strings.Repeat("[", 1_000_000))
	got := Locate(deep, []string{strings.Repeat("/0", 500), strings.Repeat("/0", 500_000)})
	assert.Equal(t, []Position{{1, 501}, {1, maxDepth + 1}}, got)
}
