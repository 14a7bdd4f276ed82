package bsc

import (
	"cmp"
	"slices"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
)

// What people said with readings, from a source to the outcomes.

// A ReadingNote is what somebody said with a reading that an Outcome is made of.
type ReadingNote struct {
	Ref        Ref           `json:"ref"` // the KPI, or what it is calculated from
	Period     period.Period `json:"period"`
	Note       string        `json:"note,omitempty"`
	Author     string        `json:"author,omitempty"`
	RecordedAt time.Time     `json:"recorded_at,omitzero"`
}

// A notebook holds what was said with the readings of an org unit. Reading only appends to it; it is put in order once
// somebody asks. It is guarded by the lock of its memo.
type notebook struct {
	said    []ReadingNote // in the order of reading
	ordered int           // so many of them are in byRef
	byRef   map[Ref][]ReadingNote
}

// addNote keeps what was said with a reading.
func (m *memo) addNote(ref Ref, p period.Period, r *Reading) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.notes == nil {
		m.notes = new(notebook)
	}
	m.notes.said = append(m.notes.said, ReadingNote{ref, p, r.Note, r.Author, r.RecordedAt})
}

// notesOf returns what was said with the readings of a KPI or series, in the order of their periods.
func (m *memo) notesOf(ref Ref) []ReadingNote {
	if m == nil {
		return nil
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.notes == nil {
		return nil
	}
	n := m.notes
	if n.byRef == nil {
		n.byRef = map[Ref][]ReadingNote{}
	}
	for _, note := range n.said[n.ordered:] {
		n.byRef[note.Ref] = inOrder(n.byRef[note.Ref], note)
	}
	n.ordered = len(n.said)
	return slices.Clip(n.byRef[ref]) // what is added later is behind it, or in a list of its own
}

// inOrder inserts a note among those of other periods. It leaves the list as it was to those who hold it.
func inOrder(list []ReadingNote, note ReadingNote) []ReadingNote {
	at, found := noteFor(list, note.Period)
	switch {
	case found:
		return list
	case at < len(list):
		list = slices.Clip(list)
	}
	return slices.Insert(list, at, note)
}

// said returns what a source says of a reading of the org unit, checked, and keeps the note. A reading that is withheld
// is missing, and its note with it.
func (k *knowledge) said(ref Ref, p period.Period, r *Reading, found bool) measure.Reading {
	found = found && !k.withhold(k.of.in.OrgUnit, ref, p, r)
	heard := said(*r, found, p)
	if found && r.noted() && heard.Err == nil {
		k.answers.addNote(ref, p, r)
	}
	return heard
}

// An amendment is what is said on a board since it was made, by KPI or series, in the order of the periods: the newest
// for each reading, also where it says nothing. Results share it; nil is nothing.
type amendment map[Ref][]ReadingNote

// set enters what is said with a reading now, in a list that nobody shares.
func (a amendment) set(ref Ref, p period.Period, r *Reading) {
	note := ReadingNote{ref, p, r.Note, r.Author, r.RecordedAt}
	list := a[ref]
	at, found := noteFor(list, p)
	if found {
		list[at] = note
	} else {
		list = slices.Insert(list, at, note)
	}
	a[ref] = list
}

// noteFor returns where the note for a period is, or belongs.
func noteFor(list []ReadingNote, p period.Period) (at int, found bool) {
	return slices.BinarySearchFunc(list, p, func(n ReadingNote, p period.Period) int { return n.Period.Compare(p) })
}

// near returns the notes for periods of the years of a window, and of those beside them: a week, or a month of another
// start of the year, may be named after another year than the window's.
func near(list []ReadingNote, w *Window) []ReadingNote {
	if len(list) == 0 {
		return nil
	}
	first, last := int(w.First.Label().Year), int(w.Last.Label().Year)
	for i := range w.Parts {
		if of := w.Parts[i].Of; !of.IsZero() {
			first = min(first, int(of.Label().Year))
		}
	}
	byYear := func(n ReadingNote, year int) int { return cmp.Compare(int(n.Period.Label().Year), year) }
	from, _ := slices.BinarySearchFunc(list, first-1, byYear)
	to, _ := slices.BinarySearchFunc(list, last+2, byYear)
	return list[from:to]
}

// heardWith returns what a source said with the readings of a KPI or series that a node is made of.
func (e *evaluation) heardWith(ref Ref, at int, w *Window) []ReadingNote {
	list := near(e.memo.notesOf(ref), w)
	if own := e.memoOf(at); own != e.memo { // on a board: of what was asked anew
		for _, note := range near(own.notesOf(ref), w) {
			list = inOrder(slices.Clip(list), note)
		}
	}
	return list
}

// notes returns what was said with the readings in the window of a KPI: its own, and those of what it is calculated
// from.
func (e *evaluation) notes(at int, w *Window) []ReadingNote {
	if w.First.IsZero() || e.memoOf(at) == nil && e.amended == nil || e.isScore(e.card.nodes[at].ref) {
		return nil
	}
	var notes []ReadingNote
	for _, ref := range e.card.inputsOf(at) {
		kind := e.card.time.Measures[e.card.slots[ref]].Kind
		newer := near(e.amended[ref], w)
		for _, note := range e.heardWith(ref, at, w) {
			if _, amended := noteFor(newer, note.Period); !amended && e.enters(kind, note.Period, w) {
				notes = append(notes, note)
			}
		}
		for _, note := range newer {
			if (note.Note != "" || note.Author != "") && e.enters(kind, note.Period, w) {
				notes = append(notes, note)
			}
		}
	}
	slices.SortStableFunc(notes, func(a, b ReadingNote) int { return a.Period.Compare(b.Period) })
	return notes
}

// enters reports whether a reading of a period lies in a window, or was carried forward into it: one of the frequency of
// what is measured or, without one, of a period of the window; in the org unit's time.
func (e *evaluation) enters(frequency almanac.Kind, p period.Period, w *Window) bool {
	days, ok := e.card.almanac.Span(p.Label())
	if !ok || !e.unit.Applies(days) || frequency != 0 && frequency != p.Label().Kind {
		return false
	}
	for i := range w.Parts {
		part := &w.Parts[i]
		if part.State == PartPassed {
			continue
		}
		own, ok := e.card.almanac.Span(part.Period.Label())
		if part.Period == p || part.Of == p || frequency != 0 && ok && own.Meets(days) {
			return true
		}
	}
	return false
}
