// Package trie has a map of which a copy costs nothing. A copy shares all that neither changes: setting a key copies the
// way to it, which grows with the logarithm of the map.
package trie

import (
	"hash/maphash"
	"iter"
	"math/bits"
	"slices"
)

// A Map is a hash trie. The zero Map is empty and ready. A copy of a Map is a Map of its own, as long as they are set
// with other Owners. Many goroutines may read it, but not while one sets it.
type Map[K comparable, V any] struct {
	root *node[K, V]
	seed maphash.Seed // decides the order of All, and nothing else
}

// An Owner may write into what it has written before. Give each copy of a Map another one.
type Owner struct{ _ byte } // of a size: no two have one address

const fan = 5 // each node has up to 2^fan branches

// A node has the branches that are there, in order.
type node[K comparable, V any] struct {
	owner    *Owner
	there    uint32
	branches []branch[K, V]
}

// A branch leads to a node, or to entries of one hash.
type branch[K comparable, V any] struct {
	below *node[K, V]
	entry *entry[K, V]
}

// An entry does not change once it is in a Map.
type entry[K comparable, V any] struct {
	hash  uint64
	key   K
	value V
	next  *entry[K, V] // of the same hash
}

// Get returns the value of a key.
func (m *Map[K, V]) Get(key K) (value V, ok bool) {
	if m.root == nil {
		return value, false
	}
	hash := maphash.Comparable(m.seed, key)
	for n, shift := m.root, 0; ; shift += fan {
		at, there := n.place(hash, shift)
		if !there {
			return value, false
		}
		b := &n.branches[at]
		if n = b.below; n != nil {
			continue
		}
		for e := b.entry; e != nil; e = e.next {
			if e.key == key {
				return e.value, true
			}
		}
		return value, false
	}
}

// Set sets the value of a key. Copies of the Map keep theirs, unless the same Owner has set it in them.
func (m *Map[K, V]) Set(o *Owner, key K, value V) {
	if m.root == nil {
		m.root, m.seed = &node[K, V]{owner: o}, maphash.MakeSeed()
	}
	e := &entry[K, V]{hash: maphash.Comparable(m.seed, key), key: key, value: value}
	m.root = m.root.with(o, e, 0)
}

// All yields keys and values, in no order that means anything.
func (m *Map[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		if m.root != nil {
			m.root.all(yield)
		}
	}
}

func (n *node[K, V]) all(yield func(K, V) bool) bool {
	for _, b := range n.branches {
		if b.below != nil && !b.below.all(yield) {
			return false
		}
		for e := b.entry; e != nil; e = e.next {
			if !yield(e.key, e.value) {
				return false
			}
		}
	}
	return true
}

// place returns where a hash's branch is, or belongs.
func (n *node[K, V]) place(hash uint64, shift int) (at int, there bool) {
	bit := uint32(1) << (hash >> shift & (1<<fan - 1))
	return bits.OnesCount32(n.there & (bit - 1)), n.there&bit != 0
}

// with returns the node with an entry more, or another entry of its key: itself if the owner may write into it.
func (n *node[K, V]) with(o *Owner, e *entry[K, V], shift int) *node[K, V] {
	if n.owner != o {
		n = &node[K, V]{o, n.there, slices.Clone(n.branches)}
	}
	at, there := n.place(e.hash, shift)
	if !there {
		n.there |= 1 << (e.hash >> shift & (1<<fan - 1))
		n.branches = slices.Insert(n.branches, at, branch[K, V]{entry: e})
		return n
	}
	b := &n.branches[at]
	switch {
	case b.below != nil:
		b.below = b.below.with(o, e, shift+fan)
	case b.entry.hash == e.hash:
		e.next = b.entry.without(e.key)
		b.entry = e
	default:
		below := (&node[K, V]{owner: o}).with(o, b.entry, shift+fan)
		*b = branch[K, V]{below: below.with(o, e, shift+fan)}
	}
	return n
}

// without returns the entries of a hash but for that of a key.
func (e *entry[K, V]) without(key K) *entry[K, V] {
	switch {
	case e == nil:
		return nil
	case e.key == key:
		return e.next
	}
	kept := *e
	kept.next = e.next.without(key)
	return &kept
}
