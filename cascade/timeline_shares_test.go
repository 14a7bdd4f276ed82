package cascade_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
)

// sharesOf returns the shares of org units in the scores at the top.
func sharesOf(r *cascade.Result) map[string]string {
	shares := map[string]string{}
	for _, s := range r.Shares() {
		shares[s.OrgUnit] = s.Share.String()
	}
	return shares
}

// TestResult_Shares_above counts nobody in a company that north left before they came to north.
func TestResult_Shares_above(t *testing.T) {
	always, july := period.Period{}, period.Month(2026, 7)
	org := timelineOf(t, []cascade.Version{
		rank(always, "a", ""), rank(always, "b", ""), rank(always, "north", "a"), rank(always, "bob", "north"),
		rank(july, "ann", "north"), rank(july, "north", "b"),
	})
	r := evaluated(t, org, period.Month(2026, 9), "ann", "bob")
	sights, _ := r.LineOfSight("ann", bsc.KPIRef("sales"))
	for _, s := range sights {
		if s.Steps[2].OrgUnit == "a" {
			assert.Equal(t, "0", s.Share.String(), "nothing of hers is in %v", s.Steps)
		}
	}
	assert.Equal(t, map[string]string{"bob": "1"}, sharesOf(r), "all of a's 60 are his, and b has no score")
}

// TestResult_Shares_swap finds who is behind two org units that were above each other, one after the other.
func TestResult_Shares_swap(t *testing.T) {
	always, july := period.Period{}, period.Month(2026, 7)
	org := timelineOf(t, []cascade.Version{
		rank(always, "company", ""), rank(always, "p", "company"), rank(always, "q", "p"), rank(always, "cleo", "q"), rank(always, "dan", "p"),
		rank(july, "q", "company"), rank(july, "p", "q"), rank(july, "cleo", "p"), rank(july, "dan", "q"),
	})
	r := evaluated(t, org, period.Month(2026, 12), "cleo", "dan")
	assert.Equal(t, map[string]string{"cleo": "0.5", "dan": "0.5"}, sharesOf(r))
}

// TestResult_Shares_gone follows the values of a branch that is gone down to its people.
func TestResult_Shares_gone(t *testing.T) {
	always, july := period.Period{}, period.Month(2026, 7)
	org := timelineOf(t, []cascade.Version{
		rank(always, "company", ""), rank(always, "north", "company"), rank(always, "ann", "north"), rank(always, "bob", "company"),
		rank(july, "ann", "company"), closed(7, "north"),
	})
	r := evaluated(t, org, period.Month(2026, 9), "ann", "bob")
	assert.Equal(t, map[string]string{"ann": "0.5", "bob": "0.5"}, sharesOf(r))
}
