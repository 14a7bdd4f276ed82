package oracle

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// Small returns a definition without problems, for a test to spoil: the perspective low with the objective train and
// the KPI hours, and high with grow, sales and margin. All targets run from 0 to 10.
func Small() *bsc.Definition {
	target := []bsc.Target{{Baseline: "0", Value: "10"}}
	return &bsc.Definition{
		ID: "card",
		Perspectives: []bsc.Perspective{
			{ID: "low", Objectives: []bsc.Objective{{ID: "train", KPIs: []bsc.KPI{{ID: "hours", Targets: target}}}}},
			{ID: "high", Objectives: []bsc.Objective{{ID: "grow", KPIs: []bsc.KPI{
				{ID: "sales", Targets: target}, {ID: "margin", Targets: target},
			}}}},
		},
	}
}

// Reported evaluates a card that has one of everything a report can hold.
func Reported() (*bsc.Result, error) {
	def := Small()
	def.Name = "Card"
	def.Ratings = bsc.DefaultRatings()
	def.Defaults.Assessments = bsc.AssessmentsCount
	low, high := &def.Perspectives[0].Objectives[0], &def.Perspectives[1].Objectives[0]
	low.Uses = []bsc.Use{{KPI: "sales", Weight: "2"}}
	low.KPIs[0].Scorer.Name, low.KPIs[0].Timing = "none", bsc.TimingLead
	high.KPIs[0].Attributes = map[string]string{"db": "17"}
	high.KPIs[0].Threshold = bsc.NewPolicy("bands", json.RawMessage(
		`{"on": "percent_of_target", "include": "upper", "bands": [{"rating": "red"}, {"rating": "green", "from": 80}]}`,
	))
	def.Links = []bsc.Link{{From: bsc.KPIRef("sales"), To: bsc.KPIRef("margin"), Delay: 1, Strength: "strong"}}
	push := bsc.Initiative{ID: "push", Objectives: []string{"grow"}, Start: period.Day(2026, 3, 1), Budget: "1000"}
	def.Initiatives = []bsc.Initiative{push}
	card, err := bsc.Compile(def, nil)
	if err != nil {
		return nil, err
	}
	return card.Evaluate(bsc.Input{
		Period: period.Quarter(2026, 3), OrgUnit: "north",
		Readings:    bsc.Actuals{"sales": decimal.NewFromInt(11), "hours": decimal.NewFromInt(3)},
		Assessments: []bsc.Assessment{{Ref: bsc.KPIRef("sales"), Score: "70", Rating: bsc.RatingAmber, Author: "AB"}},
	})
}

// CardOf returns a definition with one objective, o, that holds the KPIs, on a scale that caps little.
func CardOf(kpis ...bsc.KPI) *bsc.Definition {
	return &bsc.Definition{ID: "card", Scale: bsc.Scale{Cap: "1000"}, Perspectives: []bsc.Perspective{
		{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: kpis}}},
	}}
}

// Stated returns a definition with one perspective per group and one objective in each. The KPIs' readings are their
// scores. A group gives the weights of some of a, b, c and d; the ids end with the number of the group, as in a0.
func Stated(groups ...map[string]string) *bsc.Definition {
	def := &bsc.Definition{ID: "stated", Defaults: bsc.Defaults{Scorer: bsc.Policy{Name: "stated"}}}
	for i, weights := range groups {
		o := bsc.Objective{ID: fmt.Sprint("o", i)}
		for _, id := range []string{"a", "b", "c", "d"} {
			if w, ok := weights[id]; ok {
				o.KPIs = append(o.KPIs, bsc.KPI{ID: fmt.Sprint(id, i), Weight: bsc.Number(w)})
			}
		}
		def.Perspectives = append(def.Perspectives, bsc.Perspective{ID: fmt.Sprint("p", i), Objectives: []bsc.Objective{o}})
	}
	return def
}

// Thirteen returns a table of three years with 13 periods of four weeks each. In 2026 the last period has a week more.
// Quarters have three, three, three and four periods.
func Thirteen() period.Calendar {
	var c period.Calendar
	start := period.Day(2024, 12, 30)
	add := func(label period.Period, from period.Period, days int) (next period.Period) {
		r := period.CalendarRow{Label: label, First: from, Last: from}
		for range days - 1 {
			r.Last, _ = period.Calendar{}.Next(r.Last)
		}
		c.Table = append(c.Table, r)
		next, _ = period.Calendar{}.Next(r.Last)
		return next
	}
	for year := 2025; year <= 2027; year++ {
		long := 0
		if year == 2026 {
			long = 7
		}
		add(period.Year(year), start, 364+long)
		quarter := start
		for q := 1; q <= 4; q++ {
			quarter = add(period.Quarter(year, q), quarter, 84+q/4*(28+long))
		}
		for n := 1; n <= 13; n++ {
			start = add(period.Numbered(year, n), start, 28+n/13*long)
		}
	}
	return c
}

// Readings reads lines of "id period value [state] [@2026-07-01]". A series is written "series:id".
func Readings(lines ...string) (*bsc.Readings, error) {
	r := new(bsc.Readings)
	for _, line := range lines {
		f, err := fact(strings.Fields(line))
		if err == nil {
			err = r.Add(f)
		}
		if err != nil {
			return nil, fmt.Errorf("%w in %q", err, line)
		}
	}
	return r, nil
}

// fact reads the fields of one line.
func fact(fields []string) (bsc.Fact, error) {
	ref := bsc.ParseRef(fields[0])
	if ref.Kind != bsc.KindSeries {
		ref = bsc.KPIRef(fields[0])
	}
	f := bsc.Fact{Ref: ref}
	asked, err := period.Parse(fields[1])
	f.Period = asked
	if err == nil {
		f.Value, err = bsc.Number(fields[2]).Decimal()
	}
	for _, extra := range fields[3:] {
		day, recorded := strings.CutPrefix(extra, "@")
		switch {
		case err != nil:
		case recorded:
			f.RecordedAt, err = time.Parse(time.DateOnly, day)
		default:
			f.State = bsc.State(extra)
		}
	}
	return f, err
}

// Sparse is a source that has a reading for most things in most periods.
type Sparse struct{}

// Reading returns a number that depends only on the query.
func (Sparse) Reading(q bsc.Query) (bsc.Reading, bool) {
	n := int64(len(q.Ref.ID) + len(q.Period.String()))
	for _, digit := range q.Period.String() {
		n += int64(digit)
	}
	return bsc.Reading{Value: decimal.New(n, -1)}, n%4 != 0
}
