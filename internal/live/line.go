package live

import (
	"slices"
	"sync"
)

// MaxDepth is how many notifications may follow from one another.
const MaxDepth = 8

// A Line tells subscribers of commits: of all in order, one at a time, by a goroutine that made one of them. What a
// subscriber wants to know is a W, and what it is told an N. The zero Line is ready; many goroutines may use it.
type Line[W, N any] struct {
	lock        sync.Mutex // never held while a subscriber runs
	subscribers []*subscriber[W, N]
	notices     []notice[N]
	delivering  bool
	looped      bool // a notification has made a commit at too great a depth
}

// A subscriber is told of commits.
type subscriber[W, N any] struct {
	wants W
	tell  func(n N, depth int) error // nil: it has cancelled
}

// A notice is waiting to be delivered. It has the number of notifications that led to it.
type notice[N any] struct {
	what  N
	depth int
}

// Subscribe adds a subscriber, until cancel is called. tell gets the depth of a commit that it makes.
func (l *Line[W, N]) Subscribe(wants W, tell func(n N, depth int) error) (cancel func()) {
	s := &subscriber[W, N]{wants, tell}
	l.lock.Lock()
	defer l.lock.Unlock()
	l.subscribers = append(slices.Clip(l.subscribers), s)
	return func() {
		l.lock.Lock()
		defer l.lock.Unlock()
		s.tell = nil
		l.subscribers = slices.DeleteFunc(slices.Clone(l.subscribers), func(other *subscriber[W, N]) bool { return other == s })
	}
}

// Wants returns what the subscribers want to know.
func (l *Line[W, N]) Wants() (all []W) {
	l.lock.Lock()
	defer l.lock.Unlock()
	for _, s := range l.subscribers {
		all = append(all, s.wants)
	}
	return all
}

// Add puts what a commit at a depth has to tell on the line, if there is anything. It reports whether the line has
// something to deliver.
func (l *Line[W, N]) Add(n N, any bool, depth int) bool {
	l.lock.Lock()
	defer l.lock.Unlock()
	if any {
		l.notices = append(l.notices, notice[N]{n, depth})
	}
	return len(l.notices) > 0
}

// Deliver delivers what is on the line, unless another call is doing so. It returns the first error of a subscriber, and
// whether subscribers made commits in a loop.
func (l *Line[W, N]) Deliver() (looped bool, err error) {
	l.lock.Lock()
	defer l.lock.Unlock()
	if l.delivering {
		return false, nil
	}
	l.delivering = true
	defer func() { l.delivering = false }()
	for len(l.notices) > 0 {
		next := l.notices[0]
		l.notices = l.notices[1:]
		for _, s := range l.subscribers {
			if failed := l.tell(s, next); failed != nil && err == nil {
				err = failed
			}
		}
	}
	looped, l.looped = l.looped, false
	return looped, err
}

// tell tells one subscriber without holding the lock.
func (l *Line[W, N]) tell(s *subscriber[W, N], n notice[N]) error {
	if s.tell == nil {
		return nil
	}
	tell := s.tell
	l.lock.Unlock()
	defer l.lock.Lock()
	return tell(n.what, n.depth+1)
}

// TooDeep reports whether a commit is made at too great a depth. The call that delivers then learns of the loop.
func (l *Line[W, N]) TooDeep(depth int) bool {
	if depth <= MaxDepth {
		return false
	}
	l.lock.Lock()
	defer l.lock.Unlock()
	l.looped = l.delivering
	return true
}
