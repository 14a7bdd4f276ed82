package trie_test

import (
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/trie"
	"github.com/stretchr/testify/require"
)

// TestMap_copies sets random keys in a map and in copies of it: each is what a Go map with the same keys is.
func TestMap_copies(t *testing.T) {
	t.Parallel()
	type version struct {
		trie  trie.Map[int, int]
		owner *trie.Owner
		plain map[int]int
	}
	for seed := range uint64(20) {
		rng := rand.New(rand.NewPCG(seed, 1))
		all := []version{{owner: new(trie.Owner), plain: map[int]int{}}}
		for i := range 4000 {
			v := &all[rng.IntN(len(all))]
			if i%400 == 399 {
				v.owner = new(trie.Owner)
				all = append(all, version{v.trie, new(trie.Owner), maps.Clone(v.plain)})
				continue
			}
			key := rng.IntN(1500)
			v.trie.Set(v.owner, key, i)
			v.plain[key] = i
		}
		for _, v := range all {
			require.True(t, maps.Equal(v.plain, maps.Collect(v.trie.All())))
			for key := range 1500 {
				want, has := v.plain[key]
				got, ok := v.trie.Get(key)
				require.Equal(t, has, ok)
				require.Equal(t, want, got)
			}
		}
	}
}

// TestMap_zero has nothing, and yields nothing more than is asked for.
func TestMap_zero(t *testing.T) {
	t.Parallel()
	var m trie.Map[string, int]
	_, ok := m.Get("a")
	require.False(t, ok)
	for range m.All() {
		t.Fatal("nothing is there")
	}
	o := new(trie.Owner)
	for i := range 100 {
		m.Set(o, string(rune('a'+i)), i)
	}
	n := 0
	for range m.All() {
		if n++; n == 3 {
			break
		}
	}
	require.Equal(t, 3, n)
}

// TestMap_copyIsFree copies a small and a large map and sets a key in each copy.
func TestMap_copyIsFree(t *testing.T) {
	sets := func(size int) func() {
		var m trie.Map[int, int]
		o := new(trie.Owner)
		for i := range size {
			m.Set(o, i, i)
		}
		return func() {
			for i := range 2000 {
				m.Set(new(trie.Owner), i, -i)
			}
		}
	}
	cost.AtMost(t, 5, sets(100_000), sets(2000))
}
