package cascade

import (
	"errors"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// What a cascade knows of an organisation that was another one before: values count where they were at the time.

// A past is what was so before the structure that a cascade is made of. The zero past is none.
type past struct {
	units []OrgUnit         // that are not in the organisation any more
	since [][]period.Period // for each org unit, the first days of its contributions; zero: always
	gave  []given           // contributions that have ended
	stays map[string]stay   // when the org units are there
}

// A stay is the time of an org unit, now and before.
type stay struct {
	since, until period.Period
	times        []bsc.OrgUnitTime
}

// A given is a contribution that has ended.
type given struct {
	Contribution        // its OrgUnit is never ""
	from         string // the org unit that stated it
	path         bsc.Pointer
	time         lasting
}

// A lasting is the time of a contribution, from a first to a last day; zero: always.
type lasting struct{ since, until period.Period }

// days returns the first and the last day.
func (t lasting) days(a *almanac.Almanac) almanac.Span {
	time := almanac.Ever
	if days, ok := a.Span(t.since.Label()); ok {
		time.First = days.First
	}
	if days, ok := a.Span(t.until.Label()); ok {
		time.Last = days.Last
	}
	return time
}

// holds reports whether what lasts for some time is so in a period with some days. The last of them decides.
func (t lasting) holds(a *almanac.Almanac, days almanac.Span) bool {
	return t.days(a).Ends(days)
}

// sinceOf returns the first day of a contribution; zero: it has always been stated.
func (p *past) sinceOf(unit, place int) period.Period {
	if p.since == nil {
		return period.Period{}
	}
	return p.since[unit][place]
}

// earlier enters the contributions that have ended.
func (b *builder) earlier() {
	for i := range b.past.gave {
		g := &b.past.gave[i]
		from, isFrom := b.cascade.at[g.from]
		to, isTo := b.cascade.at[g.OrgUnit]
		if !isFrom || !isTo {
			continue // it was reported where it was stated
		}
		source, target := member{from, g.From}, member{to, g.To}
		if b.forgotten(g, source, to) || b.forgotten(g, target, from) || b.ratesForgotten(g, from, to) {
			continue
		}
		if g.Mode == SharedMeasure {
			source, target = target, source
		}
		if b.unfit(g, source, target) {
			continue
		}
		b.cascade.timed = true
		t := &b.cascade.units[target.unit]
		sum := addend{source, g.Factor, g.Mode == SharedMeasure, from, g.path, g.time}
		t.sums[target.ref] = append(t.sums[target.ref], sum)
		if g.Mode == Additive {
			u := &b.cascade.units[from]
			u.gave[g.From] = append(u.gave[g.From], gift{g.Mode, g.From, target, g.time})
		}
	}
}

// forgotten warns of an end of a contribution that the org unit's card of today does not have: its values of then cannot
// be read.
func (b *builder) forgotten(g *given, end member, other int) bool {
	u := &b.cascade.units[end.unit]
	if u.card.reads(end.ref) {
		return false
	}
	p := fault(bsc.ErrUnknownRef, "past_contribution_lost",
		"node", end.ref, "unit", u.id, "other", b.cascade.units[other].id, "until", g.time.until)
	p.Warning, p.Hint = true, words.New("keep_as_series", "node", end.ref)
	b.report(g.path, g.from, p)
	return true
}

// unfit warns of a contribution that does not fit the cards of today: the one is in euros now and the other in pounds.
func (b *builder) unfit(g *given, source, target member) bool {
	c := b.cascade
	units := []bsc.OrgUnitSums{
		{OrgUnit: c.units[source.unit].id, Scorecard: c.units[source.unit].card.Scorecard},
		{OrgUnit: c.units[target.unit].id, Scorecard: c.units[target.unit].card.Scorecard, Sums: map[bsc.Ref][]bsc.Summand{
			target.ref: {{OrgUnit: c.units[source.unit].id, Ref: source.ref, Shared: g.Mode == SharedMeasure, Factor: g.Factor}},
		}},
	}
	if rates, known := c.at[g.Factor.OrgUnit]; known && rates != source.unit && rates != target.unit {
		units = append(units, bsc.OrgUnitSums{OrgUnit: g.Factor.OrgUnit, Scorecard: c.units[rates].card.Scorecard})
	}
	_, err := bsc.NewSums(units, b.options)
	var refused *bsc.DefinitionError
	if !errors.As(err, &refused) {
		return false
	}
	p := refused.Problems[0]
	p.Path, p.Warning = "", true
	p.Detail = words.New("past_contribution_unfit", "until", g.time.until, "says", p.Detail)
	b.report(g.path, g.from, p)
	return true
}

// ratesForgotten warns of a factor's rates that the card of today does not have.
func (b *builder) ratesForgotten(g *given, from, to int) bool {
	if g.Factor.Rates == (bsc.Ref{}) {
		return false
	}
	rates, known := from, true
	if g.Factor.OrgUnit != "" {
		rates, known = b.cascade.at[g.Factor.OrgUnit]
	}
	other := to
	if rates == to {
		other = from
	}
	return known && b.forgotten(g, member{rates, g.Factor.Rates}, other)
}
