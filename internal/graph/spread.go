package graph

// A Spread passes an amount on along edges, step by step in time: how edges change it, and what is done with it.
type Spread[T any] struct {
	Delay func(edge int32) int                      // how many steps an edge takes; edges that take none form no cycle
	Pass  func(edge int32, amount T) (T, bool)      // what of an amount an edge passes on; false: nothing
	Add   func(a, b T) T                            // amounts that come to a node in one step
	Meet  func(node int32, step int, amount T) bool // is told what comes to a node, in order of time; false stops all
}

// Run passes on an amount from a node for so many steps. Within a step edges run forward in the order: a node's amount
// is whole before it is passed on. It is false where Meet stopped it.
func (s *Spread[T]) Run(o *Ordered, from int32, amount T, steps int) bool {
	due := make([]map[int32]T, steps+1) // by step: what comes to a node then
	due[0] = map[int32]T{from: amount}
	for t := range due {
		agenda := NewHeap(func(v, w int32) bool { return o.Place[v] < o.Place[w] })
		for v := range due[t] {
			agenda.Push(v)
		}
		for !agenda.Empty() {
			v := agenda.Pop()
			if !s.Meet(v, t, due[t][v]) {
				return false
			}
			for _, e := range o.Out(int(v)) {
				if to, first := s.send(o, e, due, t, due[t][v]); first && s.Delay(e) == 0 {
					agenda.Push(to)
				}
			}
		}
		due[t] = nil
	}
	return true
}

// send passes an amount along an edge, and reports whether it is the first to come to the node in that step.
func (s *Spread[T]) send(o *Ordered, edge int32, due []map[int32]T, t int, amount T) (to int32, first bool) {
	to, t = int32(o.Edge(int(edge)).To), t+s.Delay(edge)
	if t >= len(due) {
		return to, false
	}
	part, some := s.Pass(edge, amount)
	if !some {
		return to, false
	}
	if due[t] == nil {
		due[t] = map[int32]T{}
	}
	before, met := due[t][to]
	if met {
		part = s.Add(before, part)
	}
	due[t][to] = part
	return to, !met
}
