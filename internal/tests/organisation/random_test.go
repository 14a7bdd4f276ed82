package organisation_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
)

// A plan is how large a history is.
type plan struct {
	regions, teams, people          int // teams of each region, people of each team
	joins, leaves, moves, upheavals int // how often; an upheaval changes a whole team
}

// smallPlan is a company of a few people.
func smallPlan(rng *rand.Rand) plan {
	return plan{1 + rng.IntN(2), 1 + rng.IntN(2), 1 + rng.IntN(3), rng.IntN(3), rng.IntN(3), rng.IntN(4), rng.IntN(3)}
}

// largePlan is a company of about 200 people.
var largePlan = plan{regions: 4, teams: 5, people: 9, joins: 30, leaves: 20, moves: 15, upheavals: 8}

// A writer writes a history: event by event in the order of the months, each recorded at a moment of its own, before or
// long after it happens.
type writer struct {
	*rand.Rand
	*history
	people, teams []*bsc.Definition
	gives         [][]cascade.Contribution
	seconds       time.Duration // so that no two moments are the same
	named         int
}

// write makes the history of a seed.
func write(seed uint64, size func(*rand.Rand) plan) *history {
	rng := rand.New(rand.NewPCG(seed, 20))
	w := &writer{Rand: rng, history: &history{figures: map[reading][]bsc.Fact{}}}
	p := size(rng)
	w.cards(p)
	w.found(p)
	w.live(p)
	w.account()
	return w.history
}

// cards are the scorecards and the contributions that org units have.
func (w *writer) cards(p plan) {
	for i := range 3 {
		w.people = append(w.people, template{w.Rand, 1, false}.definition(fmt.Sprint("person-", i)))
		w.teams = append(w.teams, template{w.Rand, int64(p.people), true}.definition(fmt.Sprint("team-", i)))
		w.gives = append(w.gives, contributions(w.Rand))
	}
}

// found is the company as it begins: it is always known, or recorded before the first month.
func (w *writer) found(p plan) {
	var founders []version
	add := func(id, parent string, cards []*bsc.Definition) {
		u := cascade.OrgUnit{ID: id, Parent: parent, Definition: pick(w.Rand, cards...)}
		if parent != "" {
			u.Contributes = pick(w.Rand, w.gives...)
		}
		founders = append(founders, version{OrgUnit: u})
	}
	add(topUnit, "", w.teams)
	for r := range p.regions {
		region := fmt.Sprint("r", r)
		add(region, topUnit, w.teams)
		for t := range p.teams {
			team := fmt.Sprintf("t%d-%d", r, t)
			add(team, region, w.teams)
			for i := range p.people {
				add(fmt.Sprintf("p%d-%d-%d", r, t, i), team, w.people)
			}
		}
	}
	if w.IntN(2) == 0 {
		for i := range founders {
			founders[i].from, founders[i].opens = period.Year(firstYear), monthOf(firstYear, 1).first()
			founders[i].recorded = monthOf(firstYear-1, 12).first()
		}
	}
	w.versions = founders
}

// A happening is a kind of event.
type happening struct {
	name string
	do   func(*event)
}

// live lets things happen, in the order of the months.
func (w *writer) live(p plan) {
	var events []happening
	for _, kind := range []struct {
		times int
		of    []happening
	}{
		{p.joins, []happening{{"join", w.join}, {"join", w.join}, {"return", w.comeBack}}},
		{p.leaves, []happening{{"leave", w.leave}}},
		{p.moves, []happening{
			{"move", w.move}, {"move", w.move}, {"promote", w.promote}, {"raise", w.raise}, {"revise", w.revise},
		}},
		{p.upheavals, []happening{
			{"split", w.split}, {"merge", w.merge}, {"lead", w.lead}, {"put under", w.putUnder}, {"reverse", w.reverse},
		}},
	} {
		for range kind.times {
			e := pick(w.Rand, kind.of...)
			if events = append(events, e); e.name == "reverse" {
				events = append(events, happening{"put under", w.putUnder}, e)
			}
		}
	}
	w.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	when := make([]month, len(events))
	for i := range when {
		when[i] = monthOf(firstYear, 2) + month(w.IntN(22))
	}
	slices.Sort(when)
	for i, e := range events {
		w.happen(when[i], e)
	}
}

// An event is what changes with a month.
type event struct {
	name   string
	month  month
	from   period.Period // zero: a period that opens in the month
	before structure     // all org units of that month, as it would be without the event
	after  []version
}

// happen records an event, at a moment from two months before to five months after its month. If the company were then,
// in some month as of some moment, without a unit that another names, it is recorded early instead, or not at all.
func (w *writer) happen(m month, h happening) {
	e := &event{name: h.name, month: m}
	e.before, _ = w.ruling(m, time.Time{})
	if h.do(e); len(e.after) == 0 {
		return
	}
	early := monthOf(firstYear, 1).first()
	recorded := m.first().AddDate(0, 0, w.IntN(210)-60)
	for _, at := range []time.Time{recorded, early, {}} {
		if at.IsZero() {
			return
		}
		w.seconds += time.Second
		kept := len(w.versions)
		from := cmp.Or(e.from, w.opening(m))
		for _, v := range e.after {
			v.from, v.opens, v.recorded = from, firstDay(from), at.Add(w.seconds)
			w.versions = append(w.versions, v)
		}
		if w.stands() {
			w.events = append(w.events, e.name)
			return
		}
		w.versions = w.versions[:kept]
	}
}

// opening is a period that begins in a month and, if its first day is not the first of that month, by its last day.
func (w *writer) opening(m month) period.Period {
	number := int(m)%12 + 1
	switch {
	case number == 1 && w.IntN(2) == 0:
		return period.Year(m.year())
	case number%3 == 1 && w.IntN(2) == 0:
		return period.Quarter(m.year(), number/3+1)
	case w.IntN(8) == 0:
		return period.Day(m.year(), number, 2+w.IntN(27))
	}
	return m.period()
}

// stands says whether the company can be evaluated in every month as of every moment.
func (w *writer) stands() bool {
	moments := []time.Time{{}}
	for _, v := range w.versions {
		if !slices.Contains(moments, v.recorded) {
			moments = append(moments, v.recorded)
		}
	}
	for _, at := range moments {
		var last structure
		for m := monthOf(firstYear, 1); m <= monthOf(lastYear, 12); m++ {
			s, _ := w.ruling(m, at)
			if !s.equals(last) && !s.stands() {
				return false
			}
			last = s
		}
	}
	return true
}

func (s structure) equals(other structure) bool {
	if len(s) != len(other) {
		return false
	}
	for id, v := range s {
		if other[id] != v {
			return false
		}
	}
	return true
}

// stands says whether every org unit leads up to the company.
func (s structure) stands() bool {
	for _, v := range s {
		for steps := 0; v.ID != topUnit; steps++ {
			if v = s[v.Parent]; v == nil || steps > len(s) {
				return false
			}
		}
	}
	return true
}

// isPerson says whether an org unit is a person. Regions and teams are not.
func isPerson(id string) bool { return strings.HasPrefix(id, "p") }
