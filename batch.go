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
//	batch.Commit()
//
// Make one with Readings.Batch. A Batch is for one goroutine.
type Batch struct {
	to, all *Readings
	adder   adder
	limits  Limits
	counts  map[measured]int
}

// A measured is a KPI or series of an org unit.
type measured struct {
	unit string
	ref  Ref
}

// Batch begins a batch that adds to r. Until Commit, r is unchanged, and nothing else may add to it. Of the options,
// Limits.Facts counts: what is in r already counts, too.
func (r *Readings) Batch(o *Options) *Batch {
	b := &Batch{to: r, all: r.clone(), limits: o.ResolvedLimits(), counts: map[measured]int{}}
	b.adder.to = b.all
	for key, year := range b.all.years {
		for _, known := range year.known {
			b.counts[measured{key.unit, key.ref}] += len(known)
		}
	}
	return b
}

// Add adds a fact to the batch. It returns what Readings.Add refuses, with the Ref of the fact, and a fact more than
// Limits.Facts allow (ErrLimit); such a fact is left out, and the batch goes on. A fact that is there changes nothing.
func (b *Batch) Add(f Fact) *Problem {
	of := measured{f.OrgUnit, f.Ref}
	if b.counts[of] >= b.limits.Facts {
		p := fault(ErrLimit, "too_many_readings", "node", f.Ref)
		p.Allowed, p.Ref = words.New("at_most", "most", b.limits.Facts), f.Ref
		return p
	}
	b.counts[of]++
	p := b.adder.add(f)
	if p != nil {
		p.Ref = f.Ref
	}
	return p
}

// Commit puts the facts of the batch into the readings. A batch that is not committed changes nothing.
func (b *Batch) Commit() {
	b.adder.finish()
	*b.to = *b.all
}
