package cascades_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// updatesEach is how many commits are made on each board.
const updatesEach = 40

// TestBoard_random makes random commits on the boards of random organisations. After each, the board is what a full
// evaluation gives on the same readings, and org units that no way leads to keep the very results they had. Results from
// before say what they said.
func TestBoard_random(t *testing.T) {
	t.Parallel()
	made := 0
	for seed := range oracle.Cards(50) {
		rng := rand.New(rand.NewPCG(seed, 20))
		units := livingOrg(rng)
		org, err := cascade.New(units, nil)
		if err != nil {
			continue // a value would count twice
		}
		made++
		m := newLiving(t, rng, units, org)
		for range updatesEach {
			m.commit()
		}
	}
	assert.Greater(t, made, int(oracle.Cards(50))/2)
}

// living is a board and, beside it, what was recorded and set.
type living struct {
	t      *testing.T
	rng    *rand.Rand
	units  []cascade.OrgUnit
	org    *cascade.Cascade
	board  *cascade.Board
	in     bsc.Input
	facts  *bsc.Readings // recorded
	set    map[reported]bsc.Reading
	gets   map[string]bool // "unit ref": it has its readings from elsewhere
	ways   map[string][]string
	minute int
}

type reported struct {
	unit   string
	ref    bsc.Ref
	period period.Period
}

// livingCard is a card with one of each kind of what may depend on others.
func livingCard(rng *rand.Rand, upper bool) *bsc.Definition {
	monthly := func(id string, target bsc.Target) bsc.KPI {
		k := bsc.KPI{ID: id, Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{target}}
		if rng.IntN(2) == 0 {
			k.Basis = bsc.BasisYearToDate
		}
		if upper && rng.IntN(2) == 0 {
			k.Contributors = bsc.ContributorsPartial
		}
		return k
	}
	aim := monthly("aim", bsc.Target{Against: "series:industry", Baseline: "0"})
	if upper && rng.IntN(2) == 0 {
		aim.Target, aim.Targets = bsc.TargetOfContributors, nil
	}
	nps := monthly("nps", bsc.Target{Value: "50"})
	nps.Rollup = bsc.RollupMean
	rate := bsc.KPI{ID: "rate", Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "hits", "den": "shots"}), Targets: []bsc.Target{{Baseline: "0", Value: "1"}}}
	def := &bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{
		{ID: "o1", KPIs: []bsc.KPI{monthly("sales", bsc.Target{Value: "20", Baseline: "0"}), rate}},
		{ID: "o2", KPIs: []bsc.KPI{aim, nps}},
	}}}}
	for _, id := range []string{"hits", "shots", "industry", "fx"} {
		s := bsc.Series{ID: id, Frequency: period.Monthly, Rollup: bsc.RollupSum}
		if id == "fx" {
			s.Rollup = bsc.RollupMean
		}
		def.Series = append(def.Series, s)
	}
	return def
}

// livingOrg is a random organisation whose org units contribute to those above them, and sometimes beside them.
func livingOrg(rng *rand.Rand) []cascade.OrgUnit {
	lower, upper := livingCard(rng, false), livingCard(rng, true)
	units := make([]cascade.OrgUnit, 3+rng.IntN(8))
	scores := rng.IntN(2) == 0 // they hide what targets and rates reach
	for i := range units {
		u := &units[i]
		u.ID, u.Definition = fmt.Sprint("u", i), lower
		if i < len(units)/2 {
			u.Definition = upper
		}
		if rng.IntN(5) == 0 {
			u.Since = period.Month(2026, 1+rng.IntN(4))
		}
		if i == 0 {
			continue
		}
		u.Parent = fmt.Sprint("u", rng.IntN(i))
		to := ""
		if rng.IntN(6) == 0 {
			to = fmt.Sprint("u", rng.IntN(i))
		}
		add := func(c cascade.Contribution) {
			if rng.IntN(3) > 0 {
				u.Contributes = append(u.Contributes, c)
			}
		}
		k, s := bsc.KPIRef, bsc.SeriesRef
		factor := []bsc.Factor{{}, {Number: "2"}, {Rates: s("fx")}, {Rates: s("fx"), OrgUnit: "u0"}}[rng.IntN(4)]
		add(cascade.Contribution{Mode: cascade.Additive, From: k("sales"), To: k("sales"), OrgUnit: to, Factor: factor})
		add(cascade.Contribution{Mode: cascade.Additive, From: k("aim"), To: k("aim"), Factor: factor})
		add(cascade.Contribution{Mode: cascade.Additive, From: s("hits"), To: s("hits")})
		add(cascade.Contribution{Mode: cascade.Additive, From: s("shots"), To: s("shots")})
		add(cascade.Contribution{Mode: cascade.SharedMeasure, From: k("nps"), To: k("nps"), OrgUnit: to})
		if scores {
			add(cascade.Contribution{Mode: cascade.Contributory, From: bsc.ObjectiveRef("o1"), To: bsc.ObjectiveRef("o2"), OrgUnit: to})
		}
		if rng.IntN(4) == 0 {
			add(cascade.Contribution{Mode: cascade.SharedMeasure, From: s("industry"), To: s("industry")})
		}
	}
	return units
}

func newLiving(t *testing.T, rng *rand.Rand, units []cascade.OrgUnit, org *cascade.Cascade) *living {
	m := &living{t: t, rng: rng, units: units, org: org, facts: new(bsc.Readings), set: map[reported]bsc.Reading{}, gets: map[string]bool{}, ways: map[string][]string{}}
	way := func(from, to string) { m.ways[from] = append(m.ways[from], to) }
	for _, u := range units {
		for _, c := range u.Contributes {
			to := c.OrgUnit
			if to == "" {
				to = u.Parent
			}
			switch c.Mode {
			case cascade.SharedMeasure:
				m.gets[u.ID+" "+c.From.String()] = true
				way(to, u.ID)
			case cascade.Additive:
				m.gets[to+" "+c.To.String()] = true
				way(u.ID, to)
				if c.Factor.Rates.ID != "" && c.Factor.OrgUnit != "" {
					way(c.Factor.OrgUnit, to)
				}
			default:
				way(u.ID, to)
			}
		}
	}
	m.in = bsc.Input{Period: period.Month(2026, 3+rng.IntN(3)), FinalOnly: rng.IntN(5) == 0}
	if rng.IntN(3) == 0 {
		m.in.AsOf = time.Date(2026, time.Month(3+rng.IntN(4)), 1+rng.IntN(27), 0, 0, 0, 0, time.UTC)
	}
	if rng.IntN(4) == 0 {
		m.in.Targets = bsc.TargetsByOrgUnit{"u1": {"aim": {Against: "series:fx"}, "sales": {Value: "30"}}}
	}
	for range 30 * len(units) {
		if f := m.fact(); !m.gets[f.OrgUnit+" "+f.Ref.String()] {
			_ = m.facts.Add(f)
		}
	}
	in := m.in
	in.Readings = m.facts
	var err error
	m.board, err = org.Board(in)
	require.NoError(t, err)
	return m
}

// fact is a random fact, which may be of what has its readings from elsewhere.
func (m *living) fact() bsc.Fact {
	refs := []bsc.Ref{bsc.KPIRef("sales"), bsc.KPIRef("aim"), bsc.KPIRef("nps"), bsc.SeriesRef("hits"), bsc.SeriesRef("shots"), bsc.SeriesRef("industry"), bsc.SeriesRef("fx")}
	f := bsc.Fact{OrgUnit: m.units[m.rng.IntN(len(m.units))].ID, Ref: refs[m.rng.IntN(len(refs))], Period: period.Month(2026, 1+m.rng.IntN(6))}
	f.Value = decimal.New(m.rng.Int64N(400), -1)
	switch m.rng.IntN(12) {
	case 0:
		f.State, f.Value = bsc.StateNotApplicable, decimal.Decimal{}
	case 1:
		f.State = bsc.StateProvisional
	case 2:
		f.State = bsc.StateStale
	case 3:
		f.Note = fmt.Sprint("note ", m.minute)
	}
	if m.rng.IntN(2) == 0 {
		m.minute++
		f.RecordedAt = time.Date(2026, time.Month(1+m.rng.IntN(8)), 1+m.rng.IntN(27), 0, m.minute, 0, 0, time.UTC)
	}
	return f
}

// commit makes a random commit, on the board and beside it, and compares.
func (m *living) commit() {
	before := m.board.Result()
	said := ""
	if m.rng.IntN(8) == 0 {
		said = m.told(before, true)
	}
	var facts []bsc.Fact
	var updates []cascade.Update
	good := true
	for range 1 + m.rng.IntN(3)*m.rng.IntN(2) {
		f := m.fact()
		for m.rng.IntN(30) > 0 && m.gets[f.OrgUnit+" "+f.Ref.String()] {
			f = m.fact()
		}
		good = good && !m.gets[f.OrgUnit+" "+f.Ref.String()]
		facts = append(facts, f)
		updates = append(updates, cascade.Update{OrgUnit: f.OrgUnit, Of: f.Ref, Period: f.Period, Reading: f.Reading, Unset: m.rng.IntN(4) == 0})
	}
	var err error
	recorded := m.facts.Snapshot()
	if m.rng.IntN(2) == 0 {
		err = m.board.Add(facts...)
		if err == nil {
			require.NoError(m.t, recorded.Add(facts...))
		}
		good = good && recorded.Add(facts...) == nil
		require.Equal(m.t, recorded.Facts(), m.facts.Facts())
	} else if err = m.board.Apply(updates...); err == nil {
		for i := range updates {
			m.apply(&updates[i])
		}
	}
	if require.Equal(m.t, good, err == nil, err); err != nil {
		require.Same(m.t, before, m.board.Result(), "nothing changes")
		return
	}
	m.compare(before, facts)
	if said != "" {
		require.Equal(m.t, said, m.told(before, true), "a result does not change")
	}
}

// apply sets an update beside the board.
func (m *living) apply(u *cascade.Update) {
	key := reported{u.OrgUnit, u.Of, u.Period}
	old, was := m.set[key]
	switch {
	case u.Unset:
		delete(m.set, key)
	case !m.in.AsOf.IsZero() && u.Reading.RecordedAt.After(m.in.AsOf):
	case !was || u.Reading.RecordedAt.IsZero() || !old.RecordedAt.After(u.Reading.RecordedAt):
		m.set[key] = u.Reading
	}
}

// Reading is what a full evaluation reads.
func (m *living) Reading(q bsc.Query) (bsc.Reading, bool) {
	before, found := m.facts.Reading(q)
	set, was := m.set[reported{q.OrgUnit, q.Ref, q.Period}]
	if was && (set.RecordedAt.IsZero() || !found || !before.RecordedAt.After(set.RecordedAt)) {
		return set, true
	}
	return before, found
}

// compare holds the board against a full evaluation.
func (m *living) compare(before *cascade.Result, changed []bsc.Fact) {
	in := m.in
	in.Readings = m
	want, err := m.org.Evaluate(in)
	require.NoError(m.t, err)
	got, whole := m.board.Result(), m.rng.IntN(3) == 0
	if a, b := m.told(want, whole), m.told(got, whole); a != b {
		require.Equal(m.t, a, b, "%v", changed)
	}
	reached := map[string]bool{}
	var reach func(unit string)
	reach = func(unit string) {
		if !reached[unit] {
			reached[unit] = true
			for _, to := range m.ways[unit] {
				reach(to)
			}
		}
	}
	for _, f := range changed {
		reach(f.OrgUnit)
	}
	for _, u := range m.units {
		if !reached[u.ID] {
			require.Same(m.t, before.Of(u.ID), got.Of(u.ID), "%s is not reached by %v", u.ID, changed)
		}
	}
}

// told is everything that a result says, or all outcomes.
func (m *living) told(r *cascade.Result, whole bool) string {
	var all []any
	if whole {
		all = append(all, r)
	}
	for _, result := range r.All() {
		for o := range result.All() {
			all = append(all, o, fmt.Sprint(o.Err))
			if whole {
				all = append(all, result.Missing(o.Ref), result.Addends(o.Ref))
			}
		}
	}
	text, err := json.Marshal(all)
	require.NoError(m.t, err)
	return string(text)
}

// TestBoard_narrow checks that only what is reached is evaluated again.
func TestBoard_narrow(t *testing.T) {
	t.Parallel()
	org, err := cascade.New(shop(), nil)
	require.NoError(t, err)
	readings := shopReadings(t, shopFigures...)
	board, err := org.Board(bsc.Input{Period: period.Month(2026, 3), Readings: readings})
	require.NoError(t, err)
	moved := func(unit, kpi string) string {
		before := board.Result()
		require.NoError(t, board.Apply(cascade.Update{OrgUnit: unit, Of: bsc.KPIRef(kpi), Reading: bsc.Reading{Value: dec("7")}}))
		var units []string
		for id, result := range board.Result().All() {
			if result != before.Of(id) {
				units = append(units, id)
			}
		}
		return fmt.Sprint(units)
	}
	assert.Equal(t, "[north all]", moved("north", "sales"), "the south shares nothing that has changed")
	assert.Equal(t, "[all south]", moved("south", "calls"), "by its score")
	assert.Equal(t, "[north all south]", moved("all", "nps"), "all share it")
	assert.Equal(t, 3, len(slices.Collect(maps.Keys(maps.Collect(board.Result().All())))))
}
