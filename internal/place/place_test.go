package place_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/place"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestIn compares with counting the lines and columns before each place separately.
func TestIn(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var text []byte
		edges := []int{0}
		for range g.IntN(40) {
			text = append(text, []string{"\n", "a", "é", "€", "😀", "\xff"}[g.IntN(6)]...)
			edges = append(edges, len(text))
		}
		offsets := make([]int, g.IntN(20))
		var inBytes, inUTF16 []place.Position
		for i := range offsets {
			offsets[i] = edges[g.IntN(len(edges))]
			before := text[:offsets[i]]
			line := 1 + bytes.Count(before, []byte("\n"))
			last := before[bytes.LastIndexByte(before, '\n')+1:]
			inBytes = append(inBytes, place.Position{Line: line, Col: 1 + len(last)})
			inUTF16 = append(inUTF16, place.Position{Line: line, Col: 1 + len(utf16.Encode([]rune(string(last))))})
		}
		require.ElementsMatch(t, inBytes, place.In(text, offsets, place.Bytes), "%q %v", text, offsets)
		assert.Equal(t, len(inUTF16), len(offsets))
		for i, p := range place.In(text, offsets, place.UTF16) {
			require.Equal(t, inUTF16[i], p, "%q %v", text, offsets)
		}
	}
	assert.Equal(t, []place.Position{{Line: 1, Col: 3}}, place.In([]byte("ab"), []int{9}, place.UTF16), "beyond the end")
}

// TestEnds finds the ends of values and keys, all at once.
func TestEnds(t *testing.T) {
	const document = "{\"a\": [1, -2.5e3, {\"b\":\"\\\\\\\"]}😀\"}], \n \"c\": {}, \"d\": [[],{\"x\":[true,null]}],\"\":0}"
	values := []string{
		document, `"a"`, `[1, -2.5e3, {"b":"\\\"]}😀"}]`, `1`, `-2.5e3`, `{"b":"\\\"]}😀"}`, `"b"`, `"\\\"]}😀"`, `"c"`, `{}`, `"d"`,
		`[[],{"x":[true,null]}]`, `[]`, `{"x":[true,null]}`, `"x"`, `[true,null]`, `true`, `null`, `""`, `0`,
	}
	offsets, want := make([]int, len(values)), make([]int, len(values))
	for i, value := range values {
		offsets[i] = strings.Index(document, value)
		require.GreaterOrEqual(t, offsets[i], 0, value)
		want[i] = offsets[i] + len(value)
	}
	assert.Equal(t, want, place.Ends([]byte(document), offsets))
	for text, want := range map[string]int{
		"": 0, "{": 1, `{"a":[1`: 1, "[[]": 1, "[]": 2, "[[]]": 4, `"abc`: 4, "\"abc\n\"": 4, "nul,": 3, "]": 1, "'a'": 3, `[1}`: 3, " ": 1, `"a\`: 3,
	} {
		assert.Equal(t, []int{want}, place.Ends([]byte(text), []int{0}), text)
	}
	assert.Equal(t, []int{4, 4, 6, 6}, place.Ends([]byte(`"ab":1`), []int{0, 2, 5, 9}), "within a text, and beyond the end")
}

// TestIn_linear: a document of one line takes as long as one of many.
func TestIn_linear(t *testing.T) {
	const n = 100_000
	positions := func(n int) func() {
		text := []byte(strings.Repeat("[", n) + strings.Repeat(`"é😀",`, n) + strings.Repeat("]", n))
		var offsets []int
		for at := range n {
			offsets = append(offsets, at)
		}
		for at := range n {
			offsets = append(offsets, n+len(`"é😀",`)*at)
		}
		return func() {
			ends := place.Ends(text, offsets)
			require.Equal(t, len(text), ends[0])
			at := place.In(text, append(ends, offsets...), place.UTF16)
			require.Equal(t, 1+n+6*n+n, at[0].Col)
		}
	}
	cost.AtMost(t, 48, positions(n), positions(n/16))
}
