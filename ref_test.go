package bsc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseRef(t *testing.T) {
	for text, want := range map[string]bsc.Ref{
		"kpi:17":         bsc.KPIRef("17"),
		"objective:a:b":  bsc.ObjectiveRef("a:b"),
		"grow":           bsc.ObjectiveRef("grow"),
		"erp:42":         bsc.ObjectiveRef("erp:42"), // not a kind
		"series:orders":  bsc.SeriesRef("orders"),
		"perspective:p":  bsc.PerspectiveRef("p"),
		"initiative:x":   {Kind: bsc.KindInitiative, ID: "x"},
		"unit:north":     {Kind: bsc.KindOrgUnit, ID: "north"},
		"scorecard:acme": {Kind: bsc.KindScorecard, ID: "acme"},
		"theme:t":        {Kind: bsc.KindTheme, ID: "t"},
	} {
		assert.Equal(t, want, bsc.ParseRef(text))
		var back bsc.Ref
		require.NoError(t, back.UnmarshalText([]byte(want.String())))
		assert.Equal(t, want, back)
	}
	var zero bsc.Ref
	assert.Equal(t, "", zero.String())
	require.NoError(t, zero.UnmarshalText(nil))
	assert.Equal(t, bsc.Ref{}, zero)
	out, err := json.Marshal(bsc.Link{From: bsc.ObjectiveRef("a"), To: bsc.KPIRef("b"), Strength: "0.60"})
	require.NoError(t, err)
	assert.Equal(t, `{"from":"objective:a","to":"kpi:b","strength":0.60}`, string(out))
}

func TestCheck_idLength(t *testing.T) {
	for n, fine := range map[int]bool{1: true, 128: true, 129: false} {
		def := oracle.Small()
		def.Perspectives[0].ID = strings.Repeat("x", n)
		assert.Equal(t, fine, bsc.Check(def, nil).Err() == nil, n)
	}
	def := oracle.Small()
	def.Perspectives[0].ID, def.Perspectives[0].Objectives[0].ID, def.Perspectives[0].Objectives[0].KPIs[0].ID = "17", "17", "17"
	assert.Empty(t, bsc.Check(def, nil), "ids are unique within their kind only")
}

func TestStrength(t *testing.T) {
	for text, want := range map[bsc.Strength]string{"weak": "0.25", "moderate": "0.5", "": "0.5", "strong": "0.75", "0.6": "0.6", "1": "1"} {
		got, err := text.Decimal()
		require.NoError(t, err)
		assert.True(t, got.Equal(dec(want)), text)
	}
	for _, text := range []bsc.Strength{"0", "-0.1", "1.1", "much"} {
		_, err := text.Decimal()
		assert.ErrorIs(t, err, bsc.ErrValue, text)
	}
	for _, doc := range []string{"0.6", `"strong"`} {
		var s bsc.Strength
		require.NoError(t, json.Unmarshal([]byte(doc), &s))
		out, err := json.Marshal(s)
		require.NoError(t, err)
		assert.Equal(t, doc, string(out))
	}
	var s bsc.Strength
	assert.Error(t, json.Unmarshal([]byte("true"), &s))
}
