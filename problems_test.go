package bsc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/stretchr/testify/assert"
)

// TestProblems_String: errors come before warnings, warnings say that they are, and what many share is one line.
func TestProblems_String(t *testing.T) {
	of := func(id string, p bsc.Problem) *bsc.Problem {
		p.Ref = bsc.KPIRef(id)
		return &p
	}
	warning := bsc.Problem{Warning: true, Code: bsc.ErrNoTarget, Detail: words.Text("no target"), Hint: words.Text("give it one"), Line: 7, Col: 1}
	wrong := bsc.Problem{Code: bsc.ErrValue, Detail: words.Text("bad"), Allowed: words.Text("good")}
	inFile := wrong
	inFile.Line, inFile.Col = 3, 4
	list := bsc.Problems{
		of("w1", warning), of("e1", wrong), of("w2", warning), of("f1", inFile), of("e2", wrong), of("f2", inFile), of("f3", inFile),
		{Path: "/name", Code: bsc.ErrValue, Detail: words.Text("bad"), Allowed: words.Text("good")},
		of("w3", warning), of("other", bsc.Problem{Warning: true, Detail: words.Text("else")}),
	}
	assert.Equal(t, `kpi:e1, kpi:e2 and 1 more: bad (good)
line 3, column 4: kpi:f1: bad (good)
line 3, column 4: kpi:f2: bad (good)
line 3, column 4: kpi:f3: bad (good)
warning: kpi:w1, kpi:w2 and 1 more: no target; give it one
warning: kpi:other: else
`, list.String())
	assert.Equal(t, `kpi:e1: bad (good)
kpi:e2: bad (good)
warning: line 7, column 1: kpi:w1: no target; give it one
warning: line 7, column 1: kpi:w2: no target; give it one
`, bsc.Problems{of("w1", warning), of("e1", wrong), of("w2", warning), of("e2", wrong)}.String(), "two stay apart")
	assert.Empty(t, bsc.Problems(nil).String())

	def := &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o"}}}}}
	kpis := &def.Perspectives[0].Objectives[0].KPIs
	for i := range 60 {
		*kpis = append(*kpis, bsc.KPI{ID: fmt.Sprint("k", i)})
	}
	warnings := bsc.MustCompile(def, nil).Warnings()
	assert.Len(t, warnings, 60)
	text := warnings.String()
	assert.Equal(t, 1, strings.Count(text, "\n"), text)
	assert.Contains(t, text, "warning: kpi:k0, kpi:k1 and 58 more: the KPI has no target")
	assert.Contains(t, text, "at evaluation (Input.Targets)")
}
