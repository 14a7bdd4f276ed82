package organisation_test

import (
	"cmp"
	"slices"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
)

// A history is everything that was ever recorded of a company.
type history struct {
	versions []version
	facts    []bsc.Fact
	targets  []ownTarget
	events   []string               // what happened, in words
	figures  map[reading][]bsc.Fact // the facts by place and month, as they were recorded
}

// A version is how an org unit stands in the company from a period on, as it was recorded at a moment.
type version struct {
	from     period.Period // zero: always
	recorded time.Time     // zero: always known
	opens    time.Time     // the first day of from
	gone     bool
	cascade.OrgUnit
}

// An ownTarget is a target of one org unit for a year, in equal monthly shares.
type ownTarget struct {
	unit, kpi string
	year      int
	value     int64
	recorded  time.Time
}

// A month is a calendar month, counted from the year 0.
type month int

func monthOf(year, number int) month { return month(year*12 + number - 1) }

func (m month) year() int             { return int(m) / 12 }
func (m month) period() period.Period { return period.Month(m.year(), int(m)%12+1) }
func (m month) first() time.Time {
	return time.Date(m.year(), time.Month(int(m)%12+1), 1, 0, 0, 0, 0, time.UTC)
}
func (m month) last() time.Time { return (m + 1).first().AddDate(0, 0, -1) }
func (m month) days() int64     { return int64(m.last().Day()) }

// known says whether something was recorded by a moment; the zero moment is the end of time.
func known(recorded, asOf time.Time) bool { return asOf.IsZero() || !recorded.After(asOf) }

// firstDay is the first day of a period; the zero period has begun always.
func firstDay(p period.Period) time.Time {
	if p.IsZero() {
		return time.Time{}
	}
	first, _ := bounds(p)
	return first
}

// bounds are the first and the last day of a period of the calendar year.
func bounds(p period.Period) (first, last time.Time) {
	from, to, err := period.Calendar{}.Bounds(p)
	if err != nil {
		panic(err)
	}
	return dayOf(from), dayOf(to)
}

func dayOf(p period.Period) time.Time {
	day, err := time.Parse(time.DateOnly, p.String())
	if err != nil {
		panic(err)
	}
	return day
}

// A structure is the company of one month: the version of each org unit that is in it.
type structure map[string]*version

// ruling is the structure that rules a month as of a moment. Of each org unit's versions, the one with the latest first
// period rules; of those, the one recorded last. cards are the versions whose scorecards hold: those that rule or, of
// an org unit that has gone, the one that ruled last. What was corrected has never ruled.
func (h *history) ruling(m month, asOf time.Time) (rules, cards structure) {
	rules, cards = structure{}, structure{}
	last := m.last()
	for i := range h.versions {
		v := &h.versions[i]
		if !known(v.recorded, asOf) || v.opens.After(last) {
			continue
		}
		if v.overrules(rules[v.ID]) {
			rules[v.ID] = v
		}
		if !v.gone && v.overrules(cards[v.ID]) && !h.corrected(v, asOf) {
			cards[v.ID] = v
		}
	}
	for id, v := range rules {
		if v.gone {
			delete(rules, id)
		}
	}
	return rules, cards
}

// corrected says whether another version was recorded for the same first day later.
func (h *history) corrected(v *version, asOf time.Time) bool {
	for i := range h.versions {
		if o := &h.versions[i]; o.ID == v.ID && o.opens.Equal(v.opens) && known(o.recorded, asOf) && o.recorded.After(v.recorded) {
			return true
		}
	}
	return false
}

func (v *version) overrules(other *version) bool {
	if other == nil {
		return true
	}
	return cmp.Or(v.opens.Compare(other.opens), v.recorded.Compare(other.recorded)) > 0
}

// units are the org units of a structure for cascade.New, in a fixed order.
func (s structure) units() []cascade.OrgUnit {
	var units []cascade.OrgUnit
	for _, v := range s {
		units = append(units, v.OrgUnit)
	}
	slices.SortFunc(units, func(a, b cascade.OrgUnit) int { return cmp.Compare(a.ID, b.ID) })
	return units
}

// A place is where a KPI, a series or an objective of an org unit stands.
type place struct {
	unit string
	ref  bsc.Ref
}

// A giver is what an org unit contributes.
type giver struct {
	place
	weight bsc.Number
}

// A network is who contributes what to whom in one month. An org unit contributes to its parent unless it names another.
type network struct {
	additive, scores map[place][]giver
	shared           map[place]place
}

func (s structure) network() *network {
	n := &network{map[place][]giver{}, map[place][]giver{}, map[place]place{}}
	for _, u := range s.units() {
		for _, c := range u.Contributes {
			from, to := place{u.ID, c.From}, place{cmp.Or(c.OrgUnit, u.Parent), c.To}
			switch c.Mode {
			case cascade.Additive:
				n.additive[to] = append(n.additive[to], giver{from, ""})
			case cascade.Contributory:
				n.scores[to] = append(n.scores[to], giver{from, c.Weight})
			case cascade.SharedMeasure:
				n.shared[from] = to
			}
		}
	}
	return n
}

// A view is the company as it is asked for: in a month, as of a moment, as it was at the time or, restated, as if it had
// always been as it was in one month.
type view struct {
	*history
	first    month // of the period that is evaluated
	month    month // its last
	asOf     time.Time
	restated month // 0: as it was at the time
	rules    structure
	cards    structure
	past     map[month]structure
	networks map[month]*network
	read     map[reading]bsc.Fact
	months   map[reading]part
	values   map[place]*value
	scores   map[place]*score
}

type reading struct {
	place
	month month
}

func (h *history) view(m month, asOf time.Time, restated month) *view {
	v := &view{history: h, first: m, month: m, asOf: asOf, restated: restated}
	v.rules, v.cards = h.ruling(cmp.Or(restated, m), asOf)
	v.past = map[month]structure{}
	v.networks, v.read = map[month]*network{}, map[reading]bsc.Fact{}
	v.months = map[reading]part{}
	v.values, v.scores = map[place]*value{}, map[place]*score{}
	for r, facts := range h.figures {
		for _, f := range facts {
			if held, ok := v.read[r]; known(f.RecordedAt, asOf) && (!ok || f.RecordedAt.After(held.RecordedAt)) {
				v.read[r] = f
			}
		}
	}
	return v
}

// period is the period that is evaluated: a month, a quarter, or a year.
func (v *view) period() period.Period {
	switch v.month - v.first {
	case 2:
		return period.Quarter(v.month.year(), int(v.month)%12/3+1)
	case 11:
		return period.Year(v.month.year())
	}
	return v.month.period()
}

// lasting makes a view one of a longer period that ends with the same month, which decides the structure.
func (v *view) lasting(months int) *view {
	v.first = v.month - month(months-1)
	return v
}

// then is the structure by which a month counts: that of the month itself or, restated, the one for all months.
func (v *view) then(m month) structure {
	if v.restated != 0 {
		return v.rules
	}
	if v.past[m] == nil {
		v.past[m], _ = v.ruling(m, v.asOf)
	}
	return v.past[m]
}

// network is who contributed what to whom in a month.
func (v *view) network(m month) *network {
	if v.restated != 0 {
		m = v.restated
	}
	if v.networks[m] == nil {
		v.networks[m] = v.then(m).network()
	}
	return v.networks[m]
}

// today is the day of the moment. Without a moment everything is over.
func (v *view) today() (day time.Time, ok bool) {
	y, m, d := v.asOf.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC), !v.asOf.IsZero()
}

// begun says whether a month has begun on the day of the moment.
func (v *view) begun(m month) bool {
	today, ok := v.today()
	return !ok || !today.Before(m.first())
}

// over says whether a month is over on the day of the moment.
func (v *view) over(m month) bool {
	today, ok := v.today()
	return !ok || today.After(m.last())
}

// away says whether an org unit is not there in a month: by the version that rules the month or, later than the month
// that is asked for, by the one that rules that. Restated, it has always been as it is.
func (v *view) away(unit string, m month) bool {
	u := v.cards[unit]
	if v.restated == 0 {
		u = v.then(min(m, v.month))[unit]
	}
	return u == nil || outside(u, m)
}

// outside says whether a month lies outside an org unit's own time: a month that its ends cut counts whole.
func outside(u *version, m month) bool {
	if !u.Since.IsZero() && m.last().Before(firstDay(u.Since)) {
		return true
	}
	if u.Until.IsZero() {
		return false
	}
	_, last := bounds(u.Until)
	return m.first().After(last)
}
