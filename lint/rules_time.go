package lint

import (
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// checkStale is K04.
func checkStale(s *Subject) []Finding {
	findings := s.reviews()
	if s.Trend == nil {
		s.NotRun(words.New("needs_trend"))
	}
	for _, k := range s.kpis {
		if k.Scored != "none" && !k.isJudged() {
			findings = append(findings, s.silent(k)...)
		}
	}
	return findings
}

// silent finds a KPI whose last reading is too old.
func (s *Subject) silent(k KPI) []Finding {
	most := s.Limits.StalePeriods
	periods := s.periodsWithout(k)
	if s.Trend == nil && s.Result != nil {
		o, _ := s.Result.Of(k.Ref)
		if o.Flags.Has(bsc.FlagCarried) {
			periods = o.Window.Age
		}
	}
	if !above(periods, most) {
		return nil
	}
	f := found(k.Path, k.Ref, "silent_too_long", "n", periods, "most", most).with("periods", periods).with("max", most)
	return []Finding{f.advise(words.New("find_out_who_reports"))}
}

// periodsWithout counts the last periods of the trend in which a KPI should have its own value and has none.
// It counts in the KPI's frequency if that is coarser than the trend's.
func (s *Subject) periodsWithout(k KPI) int {
	if s.Trend == nil {
		return 0
	}
	calendar := s.Card.Calendar()
	without := map[period.Period]bool{}
	for p := range s.Trend.Of(k.Ref) {
		switch {
		case p.Flags&(bsc.FlagNotDue|bsc.FlagNotApplicable) != 0:
		case (p.Actual.Valid || p.Label != "") && !p.Flags.Has(bsc.FlagCarried):
			clear(without)
		default:
			own := p.Period
			if outer, err := calendar.Enclosing(own, k.Frequency); err == nil {
				own = outer
			}
			without[own] = true
		}
	}
	return len(without)
}

// reviews finds KPIs whose own review is overdue at the end of the period, or too far away.
func (s *Subject) reviews() []Finding {
	if s.Period.IsZero() {
		s.NotRun(words.New("needs_period_for_reviews"))
		return nil
	}
	calendar := s.Card.Calendar()
	_, last, err := calendar.Bounds(s.Period)
	if err != nil {
		return nil // newSubject has checked it
	}
	reviews, err := Reviews(s.Card, last)
	if err != nil {
		return nil
	}
	var findings []Finding
	for _, r := range reviews {
		path := s.PathOf(r.Ref) + "/review"
		due, _, _ := calendar.Bounds(r.Due)
		switch {
		case r.Overdue:
			f := found(path, r.Ref, "review_overdue", "due", r.Due, "n", r.Days).with("due", r.Due).with("days", r.Days)
			findings = append(findings, f.advise(words.New("review_kpi")))
		case s.Limits.ReviewMonths >= 0 && monthsAfter(last, due, s.Limits.ReviewMonths):
			f := found(path, r.Ref, "review_too_far", "due", r.Due, "n", s.Limits.ReviewMonths, "day", last)
			findings = append(findings, f.with("due", r.Due).with("max_months", s.Limits.ReviewMonths).advise(words.New("review_yearly")))
		}
	}
	return findings
}

// monthsAfter reports whether day is more than this many months after from.
func monthsAfter(from, day period.Period, months int) bool {
	first, errFirst := time.Parse(time.DateOnly, from.String())
	second, errSecond := time.Parse(time.DateOnly, day.String())
	return errFirst == nil && errSecond == nil && second.After(first.AddDate(0, months, 0))
}
