package csvfile_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDialect_WriteResult writes results that a program reads back, and that no spreadsheet computes.
func TestDialect_WriteResult(t *testing.T) {
	card := bsc.MustCompile(&bsc.Definition{ID: "c", Name: "-2+3", Perspectives: []bsc.Perspective{{ID: "p", Name: `a "b", c`, Objectives: []bsc.Objective{{ID: "o", Name: "x;=1", KPIs: []bsc.KPI{
		{ID: "k", Name: "@SUM(A1)", Unit: "=%", Owner: "+49 30", Targets: []bsc.Target{{Value: "-0.5", Baseline: "-2", Stretch: "1e3"}}},
		{ID: "l", Targets: []bsc.Target{{Value: "3"}}},
	}}}}}}, nil)
	result, err := card.Evaluate(bsc.Input{OrgUnit: "=cmd", Period: period.Month(2026, 7), Readings: oneValue("k", "-1.25")})
	require.NoError(t, err)
	write := func(d csvfile.Dialect) string {
		var b strings.Builder
		require.NoError(t, d.WriteResult(&b, result))
		return b.String()
	}
	assert.Equal(t, `unit,period,ref,parent,name,score,attainment,counted,rating,coverage,low,high,weight,effective_weight,actual,label,measured_in,target,baseline,stretch,floor,owner,flags,reason,variance,variance_percent,final_score,final_rating,decided_by,decided_as
'=cmd,2026-07,scorecard:c,,'-2+3,50,50,50,red,0.5,25,75,1,1,,,,,,,,,partial,,,,50,red,,
'=cmd,2026-07,perspective:p,scorecard:c,"a ""b"", c",50,50,50,red,0.5,25,75,1,1,,,,,,,,,partial,,,,50,red,,
'=cmd,2026-07,objective:o,perspective:p,"x;=1",50,50,50,red,0.5,25,75,1,1,,,,,,,,,partial,,,,50,red,,
'=cmd,2026-07,kpi:k,objective:o,'@SUM(A1),50,50,50,red,1,50,50,1,1,-1.25,,'=%,-0.5,-2,1000,,'+49 30,,,-0.75,-150,50,red,,
'=cmd,2026-07,kpi:l,objective:o,,,,,,0,0,100,1,0,,,,3,,,,,no_data,no reading for 2026-07 of =cmd,,,,,,
`, write(csvfile.Dialect{}))
	german := write(csvfile.Dialect{Separator: ';', Decimal: ',', Thousands: '.'})
	assert.Contains(t, german, ";'@SUM(A1);50;50;50;red;1;50;50;1;1;-1,25;;'=%;-0,5;-2;1000;;'+49 30;;;-0,75;-150;50;red;;\n")
	assert.Contains(t, german, `;"a ""b"", c";`, "a sheet with commas does not take a text apart either")
	assert.Contains(t, write(csvfile.Dialect{Decimal: ','}), `,"-1,25",`)

	var empty strings.Builder
	require.NoError(t, csvfile.Dialect{}.WriteResult(&empty, nil))
	assert.Equal(t, 1, strings.Count(empty.String(), "\n"))
	var several strings.Builder
	require.NoError(t, csvfile.Dialect{}.WriteResult(&several, result, nil, result))
	header, lines, _ := strings.Cut(write(csvfile.Dialect{}), "\n")
	assert.Equal(t, header+"\n"+lines+lines, several.String(), "one header")
	var none *strings.Builder
	for _, w := range []interface{ Write([]byte) (int, error) }{nil, none} {
		assert.ErrorIs(t, csvfile.Dialect{}.WriteResult(w, result), bsc.ErrInput)
	}
	err = csvfile.Dialect{}.WriteResult(failing{}, result)
	assert.EqualError(t, err, "the result cannot be written: the disk is full")
	assert.ErrorIs(t, err, errFull)
	var p *bsc.Problem
	assert.ErrorAs(t, err, &p)
}

// TestDialect_WriteTotals writes who has decided what, a line for each result.
func TestDialect_WriteTotals(t *testing.T) {
	def := &bsc.Definition{ID: "c", Roles: []string{"manager", "-panel"}, Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{{ID: "k", Scorer: bsc.Policy{Name: "stated"}}}}}}}}
	card := bsc.MustCompile(def, nil)
	var results []*bsc.Result
	for i, said := range []*bsc.Assessment{nil, {Ref: card.Ref(), Role: "-panel", Score: "91.5", Author: "=Ana"}, {Ref: card.Ref(), Role: "manager", Rating: "amber", Author: "Max"}} {
		in := bsc.Input{OrgUnit: fmt.Sprint("u", i), Period: period.Year(2026), Readings: oneValue("k", "50")}
		if said != nil {
			in.Assessments = []bsc.Assessment{*said}
		}
		if i == 0 {
			in.Readings = bsc.Actuals{}
		}
		result, err := card.Evaluate(in)
		require.NoError(t, err)
		results = append(results, result, nil, new(bsc.Result))
	}
	var b strings.Builder
	require.NoError(t, csvfile.Dialect{}.WriteTotals(&b, results...))
	lines := strings.Split(b.String(), "\n")
	require.Len(t, lines, 5)
	for i, want := range []string{"final_score,final_rating,decided_by,decided_as", ",,,", "91.5,green,'=Ana,'-panel", ",amber,Max,manager"} {
		cells := strings.Split(lines[i], ",")
		require.Len(t, cells, 30)
		assert.Equal(t, want, strings.Join(cells[26:], ","))
	}
	assert.True(t, strings.HasPrefix(lines[2], "u1,2026,scorecard:c,,,50,50,50,red,1,"), lines[2])
	assert.ErrorIs(t, csvfile.Dialect{}.WriteTotals(nil), bsc.ErrInput)
}

var errFull = errors.New("the disk is full")

// TestDialect_WriteResult_streams writes a large result in parts, and a label that looks like a formula.
func TestDialect_WriteResult_streams(t *testing.T) {
	def := &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o"}}}}}
	kpis := &def.Perspectives[0].Objectives[0].KPIs
	for i := range 5000 {
		*kpis = append(*kpis, bsc.KPI{ID: fmt.Sprint("k", i), Scorer: bsc.Policy{Name: "none"}})
	}
	*kpis = append(*kpis, bsc.KPI{ID: "said", Scorer: bsc.NewPolicy("points", map[string]any{"labels": map[string]int{"=yes": 100}})})
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("said"), Period: period.Year(2026), Reading: bsc.Reading{Label: "=yes"}}))
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings})
	require.NoError(t, err)
	var parts counting
	require.NoError(t, csvfile.Dialect{}.WriteResult(&parts, result))
	assert.Greater(t, parts.writes, 3)
	assert.Equal(t, 1+3+5001, strings.Count(parts.String(), "\n"))
	assert.Contains(t, parts.String(), ",'=yes,")
}

type counting struct {
	strings.Builder
	writes int
}

func (c *counting) Write(p []byte) (int, error) {
	c.writes++
	return c.Builder.Write(p)
}

func (c *counting) WriteString(s string) (int, error) { return c.Write([]byte(s)) }

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }

// TestGuard checks what is guarded, and that it comes back.
func TestGuard(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "a": "a", "a=1": "a=1", "'a": "'a", "'": "'", "5": "5", "'s": "'s",
		"=1": "'=1", "+1": "'+1", "-1": "'-1", "@a": "'@a", "\ta": "'\ta", "\ra": "'\ra", "\na": "'\na", " =1": "' =1", "'=1": "''=1", "''=1": "'''=1", "' =1": "'' =1", "＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠1": "'＠1",
	} {
		assert.Equal(t, want, csvfile.Guard(text))
		assert.Equal(t, text, csvfile.Unguard(want))
	}
}
