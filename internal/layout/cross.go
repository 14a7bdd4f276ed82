package layout

// sums is a Fenwick tree: it adds to single places and sums all places up to one.
type sums []int64

func (s sums) add(i int, value int64) {
	for i++; i <= len(s); i += i & -i {
		s[i-1] += value
	}
}

// upTo sums the places 0..i.
func (s sums) upTo(i int) int64 {
	total := int64(0)
	for i++; i > 0; i -= i & -i {
		total += s[i-1]
	}
	return total
}

// weighted returns the sum over all crossing pairs of the product of their weights.
func (s *search) weighted() int64 {
	total := int64(0)
	for r := range s.rows() - 1 {
		total += s.between(r, func(l link) int64 { return l.weight })
	}
	return total
}

// crossings returns the number of crossing pairs.
func (s *search) crossings() int {
	total := int64(0)
	for r := range s.rows() - 1 {
		total += s.between(r, func(link) int64 { return 1 })
	}
	return int(total)
}

// between counts the crossings between a row and the next. From left to right, a link crosses those links of
// earlier points that end further right.
func (s *search) between(row int, weight func(link) int64) int64 {
	tree := sums(s.tree[:s.length(row+1)])
	clear(tree)
	sum, total := int64(0), int64(0)
	for _, v := range s.slice(s.order, row) {
		for _, l := range s.up[v] {
			total += weight(l) * (sum - tree.upTo(s.pos[l.to]))
		}
		for _, l := range s.up[v] {
			tree.add(s.pos[l.to], weight(l))
			sum += weight(l)
		}
	}
	s.spend(s.start[row+2] - s.start[row])
	return total
}

// swap returns what exchanging u with v adds to the weighted crossings if they are neighbours, u left of v. They need
// not be neighbours yet. The links of both must be sorted.
func (s *search) swap(u, v int) int64 {
	return s.tangle(s.up[u], s.up[v]) + s.tangle(s.down[u], s.down[v])
}

// tangle is the weight of the pairs in which a ends left of b, less those in which it ends right of it. The
// former cross after a swap, the latter before.
func (s *search) tangle(a, b []link) int64 {
	s.spend(len(a) + len(b))
	all := int64(0)
	for _, l := range b {
		all += l.weight
	}
	total, i, j := int64(0), 0, 0
	less, upTo := int64(0), int64(0) // the weights of b that end left of a, and that end no further right than a
	for _, l := range a {
		p := s.pos[l.to]
		for ; i < len(b) && s.pos[b[i].to] < p; i++ {
			less += b[i].weight
		}
		for ; j < len(b) && s.pos[b[j].to] <= p; j++ {
			upTo += b[j].weight
		}
		total += l.weight * (all - upTo - less)
	}
	return total
}
