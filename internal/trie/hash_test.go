package trie

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNode_oneHash enters keys that all have one hash, and hashes that differ in their last bits alone.
func TestNode_oneHash(t *testing.T) {
	t.Parallel()
	for _, hash := range []func(key int) uint64{
		func(int) uint64 { return 7 },
		func(key int) uint64 { return uint64(key) << 60 },
	} {
		o, n := new(Owner), new(node[int, int])
		n.owner = o
		for i := range 20 {
			n = n.with(o, &entry[int, int]{hash: hash(i % 10), key: i % 10, value: i}, 0)
		}
		kept := n
		n = n.with(new(Owner), &entry[int, int]{hash: hash(3), key: 3, value: -1}, 0)
		got, before := map[int]int{}, map[int]int{}
		n.all(func(key, value int) bool { got[key] = value; return true })
		kept.all(func(key, value int) bool { before[key] = value; return true })
		want := map[int]int{}
		for i := 10; i < 20; i++ {
			want[i%10] = i
		}
		require.Equal(t, want, before)
		want[3] = -1
		require.Equal(t, want, got)
	}
}
