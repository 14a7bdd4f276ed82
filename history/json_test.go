package history_test

import (
	"encoding/json"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestJSON_versions: a trend across versions has the nodes of the last one first, and what an earlier one had after them,
// with points only for its periods. A timeline is written as its versions, which are read again.
func TestJSON_versions(t *testing.T) {
	version := func(name string, ids ...string) *bsc.Definition {
		o := bsc.Objective{ID: "o", Name: name}
		for _, id := range ids {
			o.KPIs = append(o.KPIs, bsc.KPI{ID: id, Scorer: bsc.Policy{Name: "stated"}})
		}
		return &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{o}}}}
	}
	timeline, err := history.NewTimeline([]history.Version{
		{From: period.Month(2026, 1), Definition: version("Before", "old", "kept")}, {From: period.Month(2026, 2), Definition: version("After", "kept", "new")},
	}, nil)
	require.NoError(t, err)
	trend, err := timeline.Trend(period.Month(2026, 1), bsc.Input{Period: period.Month(2026, 2), Readings: new(bsc.Readings)})
	require.NoError(t, err)
	var shown struct {
		Nodes []struct {
			Ref, Name string
			Points    []struct{ Period string }
		}
	}
	require.NoError(t, json.Unmarshal(must(json.Marshal(trend)), &shown))
	var nodes []string
	for _, n := range shown.Nodes {
		line := n.Ref + " " + n.Name
		for _, p := range n.Points {
			line += " " + p.Period
		}
		nodes = append(nodes, line)
	}
	assert.Equal(t, []string{
		"scorecard:c  2026-01 2026-02", "perspective:p  2026-01 2026-02", "objective:o After 2026-01 2026-02", "kpi:kept  2026-01 2026-02", "kpi:new  2026-02",
		"kpi:old  2026-01",
	}, nodes)

	document := must(json.Marshal(timeline))
	versions, err := history.ParseVersions(document, nil)
	require.NoError(t, err)
	again, err := history.NewTimeline(versions, nil)
	require.NoError(t, err)
	assert.Equal(t, string(document), string(must(json.Marshal(again))))
}
