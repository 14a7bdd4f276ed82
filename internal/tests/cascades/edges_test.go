package cascades_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// problemsOf returns what is wrong with org units or an input, in words.
func problemsOf(t *testing.T, err error) []string {
	t.Helper()
	require.Error(t, err)
	var texts []string
	switch refused := err.(type) { //nolint:errorlint // the doors return these themselves
	case *bsc.DefinitionError:
		for _, p := range refused.Problems {
			texts = append(texts, p.Error())
		}
	case *bsc.InputError:
		for _, p := range refused.Problems {
			texts = append(texts, p.Error())
		}
	default:
		require.Fail(t, "another error", "%v", err)
	}
	return texts
}

// TestNewCascade_ends: an end that does not suit is one problem, whatever else is wrong with the contribution.
func TestNewCascade_ends(t *testing.T) {
	units := shop()
	units[0].Contributes = []cascade.Contribution{
		{Mode: cascade.Additive, From: bsc.KPIRef("sales"), To: bsc.KPIRef("returns-rate"), Weight: "2"},
		{Mode: cascade.Additive, From: bsc.KPIRef("slaes"), To: bsc.KPIRef("sales"), Weight: "2"},
	}
	_, err := cascade.New(units, nil)
	assert.Len(t, problemsOf(t, err), 2)
}

// TestNewCascade_problems lists a hundred problems where nothing is said, as bsc.Limits says, and counts the rest.
func TestNewCascade_problems(t *testing.T) {
	for n, want := range map[int]int{99: 99, 100: 100, 101: 101, 150: 101} {
		units := shop()
		units[0].Contributes = nil
		for i := range n {
			units[0].Contributes = append(units[0].Contributes, cascade.Contribution{Mode: cascade.Additive, From: bsc.KPIRef(fmt.Sprint("zzzzzz", i)), To: bsc.KPIRef("sales")})
		}
		_, err := cascade.New(units, nil)
		assert.Len(t, problemsOf(t, err), want, "%d problems", n)
		_, err = cascade.New(units, &bsc.Options{Limits: bsc.Limits{Problems: 7}})
		assert.Len(t, problemsOf(t, err), 8)
	}
}

// TestCascade_names: what stands for a contributed score is named for the org unit and the node.
func TestCascade_names(t *testing.T) {
	units := shop()
	units[0].Definition.Perspectives[0].Objectives[1].Name = "Care for buyers"
	org, err := cascade.New(units, nil)
	require.NoError(t, err)
	r, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: shopReadings(t, shopFigures...)})
	require.NoError(t, err)
	for id, want := range map[string]string{"north/objective:care": "North: Care for buyers", "south/objective:care": "south: Care for buyers"} {
		assert.Equal(t, want, of(t, r.Of("all"), bsc.KPIRef(id)).Name)
	}
}

// TestCascade_Evaluate_bad refuses a cascade that is not made, and names every org unit and KPI of targets that there is
// not, once.
func TestCascade_Evaluate_bad(t *testing.T) {
	in := bsc.Input{Period: period.Month(2026, 3), Readings: new(bsc.Readings)}
	for _, none := range []*cascade.Cascade{nil, {}} {
		r, err := none.Evaluate(in)
		assert.Nil(t, r)
		assert.Equal(t, []string{"the cascade is not compiled"}, problemsOf(t, err))
		assert.Empty(t, none.CheckTargets(bsc.TargetsByOrgUnit{"north": {"sales": {Value: "1"}}}))
		assert.Empty(t, none.CheckReadings(in.Readings.(*bsc.Readings)))
	}
	org, err := cascade.New(shop(), nil)
	require.NoError(t, err)
	in.Targets = bsc.TargetsByOrgUnit{"nroth": {"slaes": {Value: "1"}}, "south": {"salse": {Value: "1"}}, "zzz": {"sales": {Value: "1"}}}
	_, err = org.Evaluate(in)
	texts := problemsOf(t, err)
	require.Len(t, texts, 3, "%q", texts)
	assert.Equal(t, texts, problemsOf(t, org.CheckTargets(in.Targets.(bsc.TargetsByOrgUnit)).Err()), "the same, before evaluating")
	assert.Contains(t, texts[0], `targets of org unit "nroth", which there is not; did you mean "north"?`)
	assert.Contains(t, texts[1], `"salse"`)
	assert.Contains(t, texts[2], `targets of org unit "zzz", which there is not`)
	in.Targets = bsc.OrgUnitTargets{"sales": {Value: "1"}}
	_, err = org.Evaluate(in)
	assert.Equal(t, []string{"the targets of one org unit for a cascade (TargetsByOrgUnit, or another TargetSource)"}, problemsOf(t, err))
}

// TestResult_TargetGaps: a gap is a target that differs from the sum of the contributors', or that one of them lacks;
// where nobody has one, there is none.
func TestResult_TargetGaps(t *testing.T) {
	for _, c := range []struct{ office, north, south, want string }{
		{"30", "10", "20", ""},
		{"30.0", "10", "20", ""},
		{"31", "10", "20", "31 of 30 []"},
		{"", "10", "20", "none of 30 []"},
		{"10", "10", "", "10 of 10 [south]"},
		{"30", "", "", "30 of 0 [north south]"},
		{"0", "", "", "0 of 0 [north south]"},
		{"", "", "", ""},
		{"", "10", "", "none of 10 [south]"},
		{"0", "10", "-10", ""},
		{"", "10", "-10", "none of 0 []"},
	} {
		kpi := func(target string) bsc.KPI {
			k := bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "none"}}
			if target != "" {
				k.Targets = []bsc.Target{{Value: bsc.Number(target)}}
			}
			return k
		}
		units := branches(kpi(c.office), kpi(c.north))
		units[2].Definition = oracle.CardOf(kpi(c.south))
		r := evaluateAt(t, units, period.Year(2026))
		got := ""
		for _, g := range r.TargetGaps() {
			target := "none"
			if g.Target.Valid {
				target = string(bsc.NumberOf(g.Target.Decimal))
			}
			got += fmt.Sprint(target, " of ", bsc.NumberOf(g.Sum), " ", g.Without)
			assert.Equal(t, "office kpi:k", g.OrgUnit+" "+g.KPI.String())
		}
		assert.Equal(t, c.want, got, "%+v", c)
	}
	// A shared measure is no sum, and a series has no targets.
	org, err := cascade.New(shop(), nil)
	require.NoError(t, err)
	r, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: shopReadings(t, shopFigures...)})
	require.NoError(t, err)
	gaps := r.TargetGaps()
	require.Len(t, gaps, 1)
	assert.Equal(t, "all kpi:sales 300 200 []", fmt.Sprint(gaps[0].OrgUnit, " ", gaps[0].KPI, " ", gaps[0].Target.Decimal, " ", gaps[0].Sum, " ", gaps[0].Without))
}

// TestResult_Shares_judged: where a person's judgement counts and no KPI has data, no KPI has a share, and nothing else
// is listed.
func TestResult_Shares_judged(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Targets: []bsc.Target{{Value: "10"}}})
	def.Defaults.Assessments = bsc.AssessmentsCount
	org, err := cascade.New([]cascade.OrgUnit{{ID: "u", Definition: def}}, nil)
	require.NoError(t, err)
	objective := bsc.ObjectiveRef(def.Perspectives[0].Objectives[0].ID)
	r, err := org.Evaluate(bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings), Assessments: []bsc.Assessment{{OrgUnit: "u", Ref: objective, Score: "80"}}})
	require.NoError(t, err)
	require.True(t, r.Of("u").Score().Valid())
	for _, s := range r.Shares() {
		assert.Equal(t, bsc.KindKPI, s.KPI.Kind)
	}
}

// TestCascade_timing: what stands for a contributed KPI leads where that leads.
func TestCascade_timing(t *testing.T) {
	team := oracle.CardOf(bsc.KPI{ID: "k", Timing: bsc.TimingLead, Scorer: bsc.Policy{Name: "stated"}})
	top := oracle.CardOf(bsc.KPI{ID: "own", Timing: bsc.TimingLag, Scorer: bsc.Policy{Name: "stated"}})
	org, err := cascade.New([]cascade.OrgUnit{{ID: "top", Definition: top}, {ID: "team", Parent: "top", Definition: team, Contributes: []cascade.Contribution{
		{Mode: cascade.Contributory, From: bsc.KPIRef("k"), To: bsc.ObjectiveRef(top.Perspectives[0].Objectives[0].ID)},
	}}}, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	for unit, kpi := range map[string]string{"team": "k", "top": "own"} {
		require.NoError(t, readings.Add(bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef(kpi), Period: period.Year(2026), Reading: bsc.Reading{Value: dec(map[string]string{"team": "80", "top": "20"}[unit])}}))
	}
	for timing, want := range map[bsc.Timing]string{"": "50", bsc.TimingLead: "80", bsc.TimingLag: "20"} {
		r, err := org.Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings, Timing: timing})
		require.NoError(t, err)
		assert.Equal(t, want, r.Of("top").Score().String(), timing)
		assert.Equal(t, bsc.TimingLead, of(t, r.Of("top"), bsc.KPIRef("team/kpi:k")).Timing)
	}
}

// TestLineOfSight_forks: where a KPI that adds up counts in two objectives with unlike weights, each way carries its own
// part, and together they carry its share.
func TestLineOfSight_forks(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Targets: []bsc.Target{{Value: "100"}}}
	office := bsc.Definition{ID: "office", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{
		{ID: "first", KPIs: []bsc.KPI{kpi}},
		{ID: "second", Weight: "3", KPIs: []bsc.KPI{{ID: "other", Targets: []bsc.Target{{Value: "100"}}}}, Uses: []bsc.Use{{KPI: "k"}}},
	}}}}
	units := branches(kpi, kpi)
	units[0].Definition = &office
	other := fact("office", period.Year(2026), "50")
	other.Ref = bsc.KPIRef("other")
	r := evaluateAt(t, units, period.Year(2026), fact("north", period.Year(2026), "30"), fact("south", period.Year(2026), "10"), other)
	for range 2 { // it remembers what it has divided
		for unit, want := range map[string][]string{"north": {"0.1875", "0.28125"}, "south": {"0.0625", "0.09375"}} {
			sights, more := r.LineOfSight(unit, bsc.KPIRef("k"))
			require.False(t, more)
			var got []string
			for _, s := range sights {
				got = append(got, s.Share.String())
			}
			assert.Equal(t, want, got, unit)
		}
	}
	assert.Equal(t, map[string]string{"north k": "0.46875", "south k": "0.15625", "office other": "0.375"}, sharesOf(r))
}

// TestCascade_twiceFirst: what is part of several contributions is said to be part of the first, in whichever order.
func TestCascade_twiceFirst(t *testing.T) {
	give := func(from, to bsc.Ref) cascade.Contribution {
		return cascade.Contribution{Mode: cascade.Contributory, From: from, To: to}
	}
	serve, grow := bsc.ObjectiveRef("serve"), bsc.ObjectiveRef("grow")
	sell, care, all := bsc.ObjectiveRef("sell"), bsc.ObjectiveRef("care"), bsc.PerspectiveRef("all")
	for _, c := range []struct {
		gives []cascade.Contribution
		want  []string
	}{
		{[]cascade.Contribution{give(care, serve), give(sell, grow), give(all, serve)}, []string{"objective:care and perspective:all"}},
		{[]cascade.Contribution{give(sell, grow), give(care, serve), give(all, serve)}, []string{"objective:sell and perspective:all"}},
		{[]cascade.Contribution{give(all, serve), give(care, serve), give(sell, grow)}, []string{"perspective:all and objective:care", "perspective:all and objective:sell"}},
		{[]cascade.Contribution{give(all, serve), give(bsc.KPIRef("calls"), serve), give(care, serve)}, []string{"perspective:all and kpi:calls", "perspective:all and objective:care"}},
		{[]cascade.Contribution{give(care, serve), give(sell, grow)}, nil},
	} {
		units := shop()
		units[0].Contributes, units[2].Contributes = c.gives, nil
		org, err := cascade.New(units, nil)
		require.NoError(t, err)
		var got []string
		for _, p := range org.Warnings() {
			if p.Code == bsc.ErrDuplicate {
				got = append(got, p.Detail.String())
			}
		}
		require.Len(t, got, len(c.want))
		for i, want := range c.want {
			assert.Equal(t, want+" of north both count in the card of all, and one is part of the other", got[i])
		}
	}
}

// TestNewCascade_ids: each bad id is one problem, whichever others are like it.
func TestNewCascade_ids(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k"})
	for _, c := range []struct {
		ids  []string
		want int
	}{{[]string{"", ""}, 2}, {[]string{"a b", "a b", "ok"}, 2}, {[]string{"ok", "ok", "ok"}, 2}, {[]string{"ok", "OK", "b"}, 0}} {
		var units []cascade.OrgUnit
		for _, id := range c.ids {
			units = append(units, cascade.OrgUnit{ID: id, Definition: def})
		}
		_, err := cascade.New(units, nil)
		if c.want == 0 {
			require.NoError(t, err)
		} else {
			assert.Len(t, problemsOf(t, err), c.want, "%q", c.ids)
		}
	}
}

// TestCascade_CheckReadings_counted counts, beyond the problems that are listed, exactly those facts that nothing reads.
func TestCascade_CheckReadings_counted(t *testing.T) {
	org, err := cascade.New(shop(), nil)
	require.NoError(t, err)
	for stray, want := range map[int]int{0: 0, 99: 99, 100: 100, 101: 101, 130: 101} {
		readings := shopReadings(t, shopFigures...)
		for i := range stray {
			unit, kpi := "aa", fmt.Sprint("a", i) // before all others in any order
			if i%2 == 0 {
				unit = "north"
			}
			require.NoError(t, readings.Add(bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef(kpi), Period: period.Month(2026, 1), Reading: bsc.Reading{Value: dec("1")}}))
		}
		problems := org.CheckReadings(readings)
		require.Len(t, problems, want, "%d stray facts", stray)
		if stray > 100 {
			assert.Contains(t, problems[100].Error(), fmt.Sprint(stray-100, " more problem"))
		}
	}
}

// TestLineOfSight_top: an objective at the top is its own way, with the whole of its share; what counts nowhere has none.
func TestLineOfSight_top(t *testing.T) {
	org, err := cascade.New(shop(), nil)
	require.NoError(t, err)
	r, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: shopReadings(t, shopFigures...)})
	require.NoError(t, err)
	for ref, want := range map[bsc.Ref]string{bsc.ObjectiveRef("grow"): "0.5", bsc.ObjectiveRef("serve"): "0.5"} {
		sights, more := r.LineOfSight("all", ref)
		require.False(t, more)
		require.Len(t, sights, 1)
		assert.Equal(t, []cascade.Step{{OrgUnit: "all", Ref: ref}}, sights[0].Steps)
		assert.Equal(t, want, sights[0].Share.String())
	}
	for unit, ref := range map[string]bsc.Ref{"nobody": bsc.ObjectiveRef("grow"), "all": bsc.KPIRef("nobody"), "north": bsc.KPIRef("nobody")} {
		sights, more := r.LineOfSight(unit, ref)
		assert.Empty(t, sights)
		assert.False(t, more)
	}
}

// TestMode_Scan reads modes from a database, and refuses what is none.
func TestMode_Scan(t *testing.T) {
	for _, c := range []struct {
		src  any
		want cascade.Mode
		ok   bool
	}{
		{"additive", cascade.Additive, true},
		{[]byte("contributory"), cascade.Contributory, true},
		{"shared", cascade.SharedMeasure, true},
		{"", "", true},
		{"sum", "before", false},
		{7, "before", false},
		{"Additive", "before", false},
	} {
		m := cascade.Mode("before")
		err := m.Scan(c.src)
		assert.Equal(t, c.ok, err == nil, "%v: %v", c.src, err)
		assert.Equal(t, c.want, m, "%v", c.src)
	}
}

// TestNewCascade_weights: weights of an org unit whose definition does not compile, or that has none, are no more than
// that one problem.
func TestNewCascade_weights(t *testing.T) {
	for want, def := range map[string]*bsc.Definition{"/units/2/definition/id: the id is missing": {}, "/units/2/definition: the definition is nil": nil} {
		units := shop()
		units[2].Definition, units[2].Contributes = def, nil
		_, err := cascade.New(units, nil)
		texts := problemsOf(t, err)
		require.Len(t, texts, 1, "%q", texts)
		assert.Contains(t, texts[0], want)
	}
}
