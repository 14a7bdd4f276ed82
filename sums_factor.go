package bsc

import (
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Factors, which convert what an org unit contributes.

// A Factor is what the values that an org unit contributes are multiplied by before they add up: pounds become euros,
// days become hours, and 60 % of a joint venture counts. It is a number, rates by period and a share, or some of them,
// which are multiplied. The zero Factor is 1.
//
// A Number and Rates convert units: they say how much of the receiver's unit one unit of the contributor's is, such as
// euros for a pound. Quotes the other way round, such as 1 EUR = 0.86 GBP, are inverted before they are recorded. A Share
// converts none: of 60 % in a company that reports in another currency, the rates must be stated, too.
//
// Rates are the readings of a series, each for the period of the value that it converts. The host chooses the series:
// average rates for what adds up over time, such as sales, and closing rates for what is counted at a time, such as
// debt. Each month of a quarter or a year to date is converted by its own rate, and then they add up: 100 and 100
// pounds at 1.15 and 1.17 are 232 euros. Products and sums are exact; a sum is rounded once, to 34 significant digits.
//
// If a rate is missing or does not apply, what it should convert is missing, and [Result.Missing] names the rate. If a
// rate is not due, it is not due. A stale rate makes a stale value. A rate below 0 or a label makes it Failed.
//
// Under TargetOfContributors, the contributors' targets are converted by the same factor. By rates, the target of each
// period is converted alone; a target for a longer period that does not say how it is phased cannot be.
type Factor struct {
	Number  Number `json:"number,omitempty"` // not 0; "" is 1. A negative one subtracts, so that lower is better turns into higher is better
	Share   Number `json:"share,omitempty"`  // of it that counts, above 0 and at most 1: 0.6 of a company owned to 60 %; "" is 1
	Rates   Ref    `json:"rates,omitzero"`   // a series, or a KPI, that is neither calculated nor a sum, of the same frequency; zero: no rates
	OrgUnit string `json:"unit,omitempty"`   // the org unit whose rates they are; "" is the one that contributes
}

// A factor is a checked Factor.
type factor struct {
	said   Factor
	number decimal.Decimal // times the share
	rates  *member         // nil: none
}

// converts reports whether the factor makes one unit of measurement of another.
func (f *factor) converts() bool { return f != nil && (f.said.Number != "" || f.said.Rates != Ref{}) }

// factor compiles the factor of a summand; nil if it has none.
func (b *sumsBuilder) factor(path Pointer, from, into member, s *Summand) (f *factor, ok bool) {
	id, said := b.sums.units[into.unit].id, s.Factor
	if said == (Factor{}) {
		return nil, true
	}
	f, ok = &factor{said: said, number: one()}, true
	refuse := func(field Pointer, p *Problem) {
		ok = false
		b.report(path+field, id, p)
	}
	if s.Shared {
		p := fault(ErrValue, "factor_of_shared")
		p.Allowed, p.Hint = words.New("factor_of_sum"), words.New("add_up_alone")
		refuse("", p)
	}
	for _, part := range []struct {
		field Pointer
		said  Number
		check func(decimal.Decimal) *Problem
	}{{"/number", said.Number, checkFactor}, {"/share", said.Share, checkShare}} {
		if part.said == "" {
			continue
		}
		d, p := parseDecimal(string(part.said))
		if p == nil {
			p = part.check(d)
		}
		if p != nil {
			refuse(part.field, p)
		}
		f.number = f.number.Mul(d)
	}
	if said.Rates == (Ref{}) {
		if said.OrgUnit != "" {
			p := fault(ErrInput, "factor_without_rates", "unit", said.OrgUnit)
			p.Allowed = words.New("series_of_scorecard")
			refuse("/rates", p)
		}
		return f, ok
	}
	unit, known := from.unit, true
	if said.OrgUnit != "" {
		unit, known = b.orgUnit(path+"/unit", into.unit, said.OrgUnit)
	}
	if !known || !b.reads(path+"/rates", into.unit, unit, said.Rates) {
		return f, false
	}
	f.rates = &member{unit, said.Rates}
	if p := b.unfitRates(*f.rates, from, into); p != nil {
		refuse("/rates", p)
	}
	return f, ok
}

func checkFactor(d decimal.Decimal) *Problem {
	if !d.IsZero() {
		return nil
	}
	p := fault(ErrValue, "factor_zero")
	p.Allowed = words.New("number_not_zero")
	return p
}

func checkShare(d decimal.Decimal) *Problem {
	if d.Sign() > 0 && !d.GreaterThan(one()) {
		return nil
	}
	p := fault(ErrValue, "share_out_of_range", "number", d)
	p.Allowed = words.New("share_range")
	p.Hint = words.New("convert_by_number_or_rates")
	return p
}

// unfitRates returns why rates cannot convert a contribution.
func (b *sumsBuilder) unfitRates(rates, from, into member) *Problem {
	of, to := b.end(rates), b.end(into)
	switch {
	case rates == from:
		return fault(ErrCycle, "rates_convert_themselves", "node", of.phrase())
	case of.labelled():
		p := fault(ErrLabel, "rates_are_labels", "node", of.phrase())
		p.Allowed = words.New("readings_of_numbers")
		return p
	}
	if p := differentFrequency(&of, &to); p != nil {
		p.Detail = words.New("the_rates", "says", p.Detail)
		return p
	}
	return b.differentCalendars(&of, &to)
}

// ratesAdd reports rates that are sums of other org units' readings.
func (b *sumsBuilder) ratesAdd(to member) {
	for i, s := range b.sums.sumOf(to).of {
		if s.by == nil || s.by.rates == nil {
			continue
		}
		for at := *s.by.rates; ; {
			made := b.sums.sumOf(at)
			if made == nil {
				break
			}
			if !made.shared {
				p := fault(ErrValue, "rates_add_up", "node", at.ref, "unit", b.sums.units[at.unit].id)
				p.Allowed = words.New("rates_own_or_shared")
				b.report(item(sumPath(to.unit, to.ref), i)+"/factor/rates", b.sums.units[to.unit].id, p)
				break
			}
			at = made.of[0].member // whatever is shared at another time has the same problem, or none
		}
	}
}

// brought returns the reading of a period that a summand adds: what it contributes, converted.
func (s *Sums) brought(k *knowledge, of *summand, p period.Period, left []int) measure.Reading {
	r := s.contributed(k, of.member, p, left)
	if of.by == nil || r.State != measure.There && r.State != measure.Stale || r.Label != "" {
		return r
	}
	rate, not := s.rate(k, of.by, p)
	if not.State != measure.There && not.State != measure.Stale {
		not.Absent = r.Absent
		return not
	}
	r.Value = r.Value.Mul(rate)
	r.State = max(r.State, not.State) // a stale rate makes a stale value
	r.Provisional = r.Provisional || not.Provisional
	return r
}

// rate returns what converts the values of a period, and the reading of the rates for it. If they have none that
// converts, the reading says what the converted value is instead.
func (s *Sums) rate(k *knowledge, f *factor, p period.Period) (decimal.Decimal, measure.Reading) {
	if f.rates == nil {
		return f.number, measure.Reading{State: measure.There}
	}
	key := leafAt{*f.rates, p}
	r, known := recall(k.answers, &k.answers.rates, key)
	if !known {
		r = s.contributed(k, *f.rates, p, nil)
		retain(k.answers, &k.answers.rates, key, r)
	}
	switch {
	case r.State == measure.NotApplicable:
		return f.number, measure.Reading{State: measure.Missing, Decided: true}
	case r.State != measure.There && r.State != measure.Stale:
	case r.Label != "":
		r = unusable(fault(ErrLabel, "rate_is_label", "node", f.rates.ref, "unit", s.units[f.rates.unit].id, "label", r.Label), p)
	case r.Value.Sign() < 0:
		r = unusable(fault(ErrValue, "rate_negative", "node", f.rates.ref, "unit", s.units[f.rates.unit].id, "number", r.Value), p)
	}
	return f.number.Mul(r.Value), r
}

// unusable is the reading of a period in which something is wrong.
func unusable(p *Problem, of period.Period) measure.Reading {
	p.Detail = words.New("about", "what", of, "says", p.Detail)
	return measure.Reading{State: measure.Failed, Err: p}
}
