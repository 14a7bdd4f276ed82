package oracle

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc"
)

func (r *timeReference) days(p bsc.Period) days { return r.Book.days(p) }

func (r *timeReference) at(day int, f bsc.Frequency) (bsc.Period, bool) { return r.Book.at(day, f) }

// touching are the periods of a frequency with a day in the span, in order.
func (r *timeReference) touching(d days, f bsc.Frequency) []bsc.Period {
	var all []bsc.Period
	for day := d.first; day <= d.last; day++ {
		if p, ok := r.at(day, f); ok {
			all = append(all, p)
			day = r.days(p).last
		}
	}
	return all
}

// tile says whether periods in a row have all the days of a span and no others.
func (r *timeReference) tile(units []bsc.Period, d days) bool {
	count := 0
	for _, u := range units {
		if !d.contains(r.days(u)) {
			return false
		}
		count += r.days(u).count()
	}
	return count == d.count()
}

// ended is the period of a frequency that ended last by the end of a day. Before the first there is
// nothing due.
func (r *timeReference) ended(by int, f bsc.Frequency) (bsc.Period, timeValue) {
	const longest = 1000 // days to look back: more than two years
	for day := by; day > by-longest; day-- {
		if p, ok := r.at(day, f); ok && r.days(p).last <= by {
			return p, timeValue{}
		}
	}
	return bsc.Period{}, timeValue{lack: bsc.FlagNotDue}
}

// A window is the days that a value is asked for, and what is asked.
type window struct {
	days
	asked bsc.Period    // the period asked for, or the one that is held
	kind  bsc.Frequency // of what has no frequency of its own
	label bsc.Period    // the period that has just these days, if one has
	held  bool
	ahead bool // the period asked for has not begun, and nothing to date, or held, is shown of it
}

// frame is the window of a gauge where a period is asked for, or why there is none. What is held, or
// to date, ends with the last of the gauge's periods that is due.
func (r *timeReference) frame(g gauge, asked bsc.Period) (w window, none timeValue) {
	f := cmp.Or(g.frequency, asked.Frequency())
	w = window{days: r.days(asked), asked: asked, kind: f, label: asked}
	ofPeriod := g.basis == "" || g.basis == bsc.OfPeriod
	ahead := !r.AsOf.IsZero() && r.today() < w.first
	defer func() { w.ahead = ahead }()
	if size(asked.Frequency()) < size(f) {
		p, none := r.ended(w.last, f)
		if none.lack != 0 {
			return w, none
		}
		if w = r.hold(g, p); !ofPeriod || ahead {
			w = window{days: r.days(p), asked: p, kind: f, label: p, held: true}
		}
	}
	if kind := sinceStart(g.basis); kind != "" || g.basis == bsc.PeriodToDate {
		p, ok := w.asked, true
		if kind != "" {
			p, ok = r.at(w.last, kind)
		}
		if !ok {
			return w, failed(bsc.ErrPeriod)
		}
		w.first = r.days(p).first
		if !ahead {
			w = r.due(g, w, f)
		}
		w.label = bsc.Period{}
		if unit, ok := r.at(w.last, f); ok && g.basis == bsc.PeriodToDate && r.days(unit) == w.days {
			w.label = unit
		}
		if w.days == r.days(p) {
			w.label = p
		}
		return w, timeValue{}
	}
	if rollingCount(g.basis) > 0 {
		return r.rolling(g, w, f, ahead)
	}
	return w, timeValue{}
}

// notBegun says whether a value of a period that has not begun would only be an old one.
func (r *timeReference) notBegun(g gauge, w window) bool {
	if !w.ahead || w.held {
		return w.ahead
	}
	units := r.touching(w.days, cmp.Or(g.frequency, w.kind))
	toDate := g.basis != "" && g.basis != bsc.OfPeriod
	return toDate && (g.prorate || r.tile(units, w.days)) && r.awaited(g, units[len(units)-1])
}

// hold goes on showing the period before the last completed one, while that is not due.
func (r *timeReference) hold(g gauge, p bsc.Period) window {
	before, ok := r.at(r.days(p).first-1, p.Frequency())
	if ok && r.awaited(g, p) && r.days(before).last >= r.start(g) && r.single(g, before).lack&^bsc.FlagStale == 0 {
		p = before
	}
	return window{days: r.days(p), asked: p, kind: p.Frequency(), label: p, held: true}
}

// awaited says whether a period has no value because, as of the moment, it is not due.
func (r *timeReference) awaited(g gauge, p bsc.Period) bool {
	const longest = 366 // days that a reading may come late
	if r.AsOf.IsZero() || r.today() > r.days(p).last+longest || r.days(p).last < r.start(g) {
		return false
	}
	return r.single(g, p).lack == bsc.FlagNotDue
}

// today is the civil day of the moment where that was taken.
func (r *timeReference) today() int {
	year, month, day := r.AsOf.Date()
	return dayOf(bsc.Day(year, int(month), day))
}

// due lets a window end with the last unit that is due, if one is.
func (r *timeReference) due(g gauge, w window, f bsc.Frequency) window {
	units := r.touching(w.days, f)
	if !g.prorate && !r.tile(units, w.days) {
		return w
	}
	for i := len(units) - 1; i >= 0; i-- {
		if !r.awaited(g, units[i]) {
			if i < len(units)-1 {
				w.last, w.asked, w.held = r.days(units[i]).last, units[i], true
			}
			break
		}
	}
	return w
}

// rolling is the window of the periods that ended last and are due.
func (r *timeReference) rolling(g gauge, w window, f bsc.Frequency, ahead bool) (window, timeValue) {
	w.label = bsc.Period{}
	for range 2 { // again, from the last that is due
		p, none := r.ended(w.last, f)
		if none.lack != 0 {
			return w, none
		}
		w.days = r.days(p)
		for range rollingCount(g.basis) - 1 {
			p, ok := r.at(w.first-1, f)
			if !ok {
				return w, failed(bsc.ErrPeriod)
			}
			w.first = r.days(p).first
		}
		if !ahead {
			w = r.due(g, w, f)
		}
	}
	return w, timeValue{}
}

// rollingCount is the n of rolling_n; 0 of other bases.
func rollingCount(b bsc.Basis) int {
	_, digits, _ := strings.Cut(string(b), "rolling_")
	n, _ := strconv.Atoi(digits)
	return n
}

// sinceStart is what a to-date basis begins with; "" of other bases.
func sinceStart(b bsc.Basis) bsc.Frequency {
	return map[bsc.Basis]bsc.Frequency{
		bsc.YearToDate: bsc.Yearly, bsc.HalfToDate: bsc.HalfYearly,
		bsc.QuarterToDate: bsc.Quarterly, bsc.MonthToDate: bsc.Monthly,
	}[b]
}
