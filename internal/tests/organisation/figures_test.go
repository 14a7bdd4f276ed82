package organisation_test

import (
	"cmp"
	"slices"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/shopspring/decimal"
)

// account records what the history's org units did: people their figures, teams their hours, the company what is shared.
func (w *writer) account() {
	for _, id := range w.ids() {
		w.records(id, bsc.KPIRef("hours"), 14)
		if isPerson(id) {
			w.records(id, bsc.KPIRef("sales"), 130)
			w.records(id, bsc.KPIRef("cost"), 60)
			w.records(id, bsc.SeriesRef("good"), 30)
			w.records(id, bsc.SeriesRef("made"), 32)
			w.promise(id)
		}
	}
	w.records(topUnit, bsc.KPIRef("nps"), 70)
}

// ids are the ids of all org units there ever were.
func (w *writer) ids() []string {
	var ids []string
	for _, v := range w.versions {
		if !slices.Contains(ids, v.ID) {
			ids = append(ids, v.ID)
		}
	}
	return ids
}

// records are the readings of a measure, month by month, with leave and gaps. Some are corrected later.
func (w *writer) records(unit string, ref bsc.Ref, about int64) {
	leave := 0
	for m := monthOf(firstYear, 1); m <= monthOf(lastYear, 12); m++ {
		if rules, _ := w.ruling(m, time.Time{}); rules[unit] == nil && w.IntN(10) > 0 {
			continue // mostly nothing is recorded before one joins, or after one has left
		}
		if leave--; leave < 0 && w.IntN(20) == 0 {
			leave = 1 + w.IntN(3)
		}
		at := w.soon(m)
		f := bsc.Fact{OrgUnit: unit, Ref: ref, Period: m.period()}
		switch {
		case leave > 0:
			f.State = bsc.StateNotApplicable
		case w.IntN(16) == 0:
			continue
		default:
			f.Value = decimal.New(about*50+w.Int64N(about*100), -2)
		}
		if w.IntN(16) > 0 {
			f.RecordedAt = at
		}
		w.record(m, f)
		if w.IntN(10) == 0 {
			w.correct(m, f, at)
		}
	}
}

// record records a reading, unless the org unit had it from others in that month, as of some moment from then on.
func (w *writer) record(m month, f bsc.Fact) {
	r := reading{place{f.OrgUnit, f.Ref}, m}
	for _, v := range w.leading(f.OrgUnit) {
		if asOf := later(v.recorded, f.RecordedAt); w.received(r, asOf) {
			return
		}
	}
	w.facts, w.figures[r] = append(w.facts, f), append(w.figures[r], f)
}

// soon is a moment in the last week of a month or in the weeks after it.
func (w *writer) soon(m month) time.Time {
	w.seconds += time.Second
	return m.last().AddDate(0, 0, w.IntN(28)-7).Add(w.seconds)
}

// correct records another value, or that the month does not apply after all.
func (w *writer) correct(m month, f bsc.Fact, at time.Time) {
	f.RecordedAt = at.AddDate(0, 0, 1+w.IntN(120))
	f.Value, f.State = f.Value.Add(decimal.New(w.Int64N(1000), -2)), ""
	if w.IntN(4) == 0 {
		f.Value, f.State = decimal.Decimal{}, bsc.StateNotApplicable
	}
	w.record(m, f)
}

// promise gives some people their own targets for a year, and raises some of these in spring.
func (w *writer) promise(unit string) {
	for year := firstYear; year <= lastYear; year++ {
		if w.IntN(4) > 0 {
			continue
		}
		t := ownTarget{unit, "sales", year, 1000 + w.Int64N(500), monthOf(year-1, 12).first()}
		w.targets = append(w.targets, t)
		if w.IntN(2) == 0 {
			t.value, t.recorded = t.value+w.Int64N(300), monthOf(year, 4).first().Add(time.Hour)
			w.targets = append(w.targets, t)
		}
	}
}

// leading are all versions, if an org unit was ever above another; those of people mostly are not.
func (w *writer) leading(unit string) []version {
	if isPerson(unit) && slices.ContainsFunc(w.versions, func(v version) bool { return v.Parent == unit }) {
		return w.versions
	}
	return nil
}

// received says whether an org unit has a month of a measure from others, as of a moment.
func (h *history) received(r reading, asOf time.Time) bool {
	rules, _ := h.ruling(r.month, asOf)
	for _, v := range rules {
		for _, c := range v.Contributes {
			from, to := place{v.ID, c.From}, place{cmp.Or(c.OrgUnit, v.Parent), c.To}
			if c.Mode == cascade.Additive && to == r.place || c.Mode == cascade.SharedMeasure && from == r.place {
				return true
			}
		}
	}
	return false
}

func later(x, y time.Time) time.Time {
	if x.After(y) {
		return x
	}
	return y
}
