package bsc

import (
	"github.com/go-bsc/bsc/words"
)

// A Batch adds the facts of one file to Readings, all or none. A host with a format of its own reads it with a Batch
// and reports what is wrong with the row where it met it; package csvfile and ParseReadings do the same.
//
//	batch := readings.Batch(nil)
//	for row, fact := range rows {
//		if p := batch.Add(fact); p != nil {
//			… // p, in this row: leave the batch
//		}
//	}
//	err := batch.Commit()
//
// Make one with Readings.Batch. A Batch is for one goroutine; others may use the Readings meanwhile.
type Batch struct {
	to     *Readings
	all    *ledger
	adder  adder
	begun  uint64 // the changes of the ledger when the batch began
	facts  []Fact
	limits Limits
	counts map[measured]int // of what facts were added for, with those that are there
}

// Batch begins a batch that adds to r. Until Commit, r is unchanged. It copies nothing that is in r. Of the options,
// Limits.Facts counts: what is in r already counts, too.
func (r *Readings) Batch(o *Options) *Batch {
	b := &Batch{to: r, limits: o.ResolvedLimits()}
	r.lock.Lock()
	defer r.lock.Unlock()
	b.begin()
	return b
}

// Add adds a fact to the batch. It returns what Readings.Add refuses, with the Ref of the fact, and a fact more than
// Limits.Facts allow (ErrLimit); such a fact is left out, and the batch goes on. A fact that is there changes nothing.
func (b *Batch) Add(f Fact) *Problem {
	of := measured{f.OrgUnit, f.Ref}
	n, counted := b.counts[of]
	if !counted {
		n = b.all.count(of)
	}
	if n >= b.limits.Facts {
		p := fault(ErrLimit, "too_many_readings", "node", f.Ref)
		p.Allowed, p.Ref = words.New("at_most", "most", b.limits.Facts), f.Ref
		return p
	}
	b.counts[of] = n + 1
	p := b.adder.add(f)
	if p != nil {
		p.Ref = f.Ref
		return p
	}
	b.facts = append(b.facts, f)
	return nil
}

// Commit puts the facts of the batch into the readings. A batch that is not committed changes nothing. The error is
// that of Readings.Add, and only if others have added a different reading for one of its moments since the batch began:
// the paths of its problems count the facts that were added to the batch. Then nothing is added. After Commit, the batch
// begins anew.
func (b *Batch) Commit() error {
	b.adder.finish()
	b.to.lock.Lock()
	defer b.to.lock.Unlock()
	if b.to.now.changes == b.begun {
		b.to.now = *b.all
		b.to.now.changes++
	} else if problems := b.to.now.add(b.facts); len(problems) > 0 {
		return &InputError{problems}
	}
	b.begin()
	return nil
}

// begin begins with what is in the readings. The caller holds their lock.
func (b *Batch) begin() {
	b.all, b.facts, b.counts = b.to.now.share(), nil, map[measured]int{}
	b.adder.to, b.begun = b.all, b.all.changes
}
