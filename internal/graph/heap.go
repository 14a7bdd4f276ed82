package graph

// A Heap is a binary heap with the least element on top.
type Heap[T any] struct {
	items []T
	less  func(a, b T) bool
}

// NewHeap returns an empty heap.
func NewHeap[T any](less func(a, b T) bool) *Heap[T] { return &Heap[T]{less: less} }

// Empty reports whether nothing is on the heap.
func (h *Heap[T]) Empty() bool { return len(h.items) == 0 }

// Push puts v on the heap.
func (h *Heap[T]) Push(v T) {
	h.items = append(h.items, v)
	for i := len(h.items) - 1; i > 0 && h.less(h.items[i], h.items[(i-1)/2]); i = (i - 1) / 2 {
		h.items[i], h.items[(i-1)/2] = h.items[(i-1)/2], h.items[i]
	}
}

// Top returns the least element of the heap, which must not be empty.
func (h *Heap[T]) Top() T { return h.items[0] }

// Pop takes the least element from the heap, which must not be empty.
func (h *Heap[T]) Pop() T {
	s := h.items
	top, last := s[0], len(s)-1
	s[0] = s[last]
	s = s[:last]
	for i := 0; ; {
		child := 2*i + 1
		if child >= last {
			break
		}
		if child+1 < last && h.less(s[child+1], s[child]) {
			child++
		}
		if !h.less(s[child], s[i]) {
			break
		}
		s[i], s[child] = s[child], s[i]
		i = child
	}
	h.items = s
	return top
}
