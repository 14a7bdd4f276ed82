package laws_test

import (
	"encoding/json"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hostDocument is a document of a host that holds every type of this module that a document may hold.
type hostDocument struct {
	Definition  *bsc.Definition              `json:"definition,omitempty"`
	Versions    []history.Version            `json:"versions,omitempty"`
	OrgUnits    []cascade.OrgUnit            `json:"units,omitempty"`
	Readings    *bsc.Readings                `json:"readings,omitempty"`
	Facts       []bsc.Fact                   `json:"facts,omitempty"`
	Targets     bsc.TargetsByOrgUnit         `json:"targets,omitempty"`
	Assessments []bsc.Assessment             `json:"assessments,omitempty"`
	Weights     map[bsc.Ref]bsc.Number       `json:"weights,omitempty"`
	Thresholds  map[bsc.Ref]bsc.Policy       `json:"thresholds,omitempty"`
	KPITargets  map[bsc.Ref][]bsc.Target     `json:"kpi_targets,omitempty"`
	Initiatives []bsc.Initiative             `json:"initiatives,omitempty"`
	Links       []bsc.Link                   `json:"links,omitempty"`
	Calendar    period.Calendar              `json:"calendar,omitzero"`
	Report      *report.Report               `json:"report,omitempty"`
	Explanation *report.Explanation          `json:"explanation,omitempty"`
	Scores      map[string]bsc.Score         `json:"scores,omitempty"`
	Periods     map[period.Period]bsc.Number `json:"periods,omitempty"`
}

// FuzzUnmarshal_Marshal reads any bytes as a host's document: what is accepted is written, and read again as the same.
func FuzzUnmarshal_Marshal(f *testing.F) {
	for _, doc := range []string{
		`{}`, `{"definition":{},"report":{},"explanation":{},"calendar":{},"readings":{}}`,
		`{"versions":[{},{"from":"2026","definition":{"id":"a"}}],"units":[{},{"id":"a","weights":{"kpi:k":1},"contributes":[{}]}]}`,
		`{"facts":[{"kpi":"k","period":"2026","value":"1e2"}],"readings":{"readings":[{"kpi":"series:s","period":"2026-W01","label":"x"}]}}`,
		`{"targets":{"":{"k":{}},"u":{"k":{"value":1,"profile":[1,2],"recorded_at":"2026-01-01T00:00:00+05:30"}}}}`,
		`{"assessments":[{},{"ref":"kpi:k","score":"1","rating":"red","period":"2026"}],"initiatives":[{},{"id":"i","budget":1}]}`,
		`{"weights":{"kpi:k":1,"o":2,"":3},"thresholds":{"kpi:k":"bands","objective:o":{"name":"x","args":[1,null]}},"kpi_targets":{"kpi:k":[{}]}}`,
		`{"links":[{},{"from":"a","to":"b","strength":"strong"},{"strength":0.25}],"scores":{"a":null,"b":"1.5"},"periods":{"2026":1,"":2}}`,
		`{"report":{"nodes":[{"target":{},"window":{"parts":[{}],"gaps":[{}]},"pace":{},"bands":{"bands":[{}]},"assessment":{},"children":[{}]}],"links":[{}],"initiatives":[{}],"ratings":[{}]}}`,
		`{"explanation":{"node":{},"inputs":[{"window":{}}],"readings":[{}],"target_shares":[{"off":[{}]}],"notes":[{}],"contributions":[{}],"left_out":[{}],"decided":[""],"adjustments":[{}],"band":{},"below":[{}]}}`,
		`{"definition":{"defaults":{"round":{}},"ratings":[],"perspectives":[{"objectives":[{"kpis":[{"targets":[{"against":"last_year","times":1}]}],"uses":[{}]}]}],"aggregator":{"args":{}}}}`,
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		read := new(hostDocument)
		if err := bsc.Unmarshal(doc, read, nil); err != nil {
			assert.NoError(t, oracle.Bounded(err))
			assert.Equal(t, new(hostDocument), read, "nothing is loaded by halves")
			return
		}
		text, err := json.Marshal(read)
		require.NoError(t, err)
		back := new(hostDocument)
		require.NoError(t, bsc.Unmarshal(text, back, nil), "%s", text)
		again, err := json.Marshal(back)
		require.NoError(t, err)
		assert.Equal(t, string(text), string(again))
	})
}
