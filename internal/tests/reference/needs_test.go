package reference_test

import (
	"sync"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A listener passes questions on to the sources of an input, and notes each. With needs, it answers only what these
// name.
type listener struct {
	mu       sync.Mutex
	readings map[bsc.Query]bool
	targets  map[bsc.Query]bool
	source   bsc.Source
	aims     bsc.TargetSource
	needs    *bsc.Needs
}

func (l *listener) Reading(q bsc.Query) (bsc.Reading, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.needs != nil && !has(l.needs.Readings, q) {
		return bsc.Reading{}, false
	}
	l.readings[q] = true
	return l.source.Reading(q)
}

func (l *listener) Target(q bsc.Query) (bsc.Target, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.needs != nil && !has(l.needs.Targets, q) {
		return bsc.Target{}, false
	}
	l.targets[q] = true
	return l.aims.Target(q)
}

// has says whether some needs name what is asked.
func has(needs []bsc.Need, q bsc.Query) bool {
	for i := range needs {
		if needs[i].Has(q) {
			return true
		}
	}
	return false
}

// listen puts a listener before the sources of an input.
func listen(in *bsc.Input, needs *bsc.Needs) *listener {
	l := &listener{readings: map[bsc.Query]bool{}, targets: map[bsc.Query]bool{}, source: in.Readings, aims: in.Targets, needs: needs}
	in.Readings = l
	switch in.Targets.(type) {
	case nil, bsc.OrgUnitTargets, bsc.TargetsByOrgUnit:
	default:
		in.Targets = l
	}
	return l
}

// unnamed lists what was asked and is not among the needs.
func (l *listener) unnamed(needs bsc.Needs) (list []bsc.Query) {
	for q := range l.readings {
		if !has(needs.Readings, q) {
			list = append(list, q)
		}
	}
	for q := range l.targets {
		if !has(needs.Targets, q) {
			list = append(list, q)
		}
	}
	return list
}

// TestNeeds_reference evaluates random cards, whose needs name everything that is asked of their sources: for one
// period, and for two in a row. On only what is named, the report is the same.
func TestNeeds_reference(t *testing.T) {
	for name, random := range map[string]func(uint64, []*oracle.Daybook) *oracle.TimedCard{
		"any": oracle.RandomTimedCard, "hosts": oracle.RandomHostCard,
	} {
		t.Run(name, func(t *testing.T) {
			inShares(t, oracle.Cards(600), func(t *testing.T, books []*oracle.Daybook, seed uint64) {
				c := random(seed, books)
				if c.Actuals != nil {
					return
				}
				card, in, _ := alone(t, c)
				from := in.Period
				if p, err := c.Book.Previous(c.Period); err == nil && seed%3 == 0 {
					from = p
				}
				needs, err := card.Needs(from, in)
				require.NoError(t, err, "card %d", seed)
				all := in
				heard := listen(&all, nil)
				want := reports(t, card, from, all)
				assert.Empty(t, heard.unnamed(needs), "card %d: %v", seed, needs)
				listen(&in, &needs)
				assert.Equal(t, want, reports(t, card, from, in), "card %d: %s", seed, c)
			})
		})
	}
}

// reports are the reports of a card for periods in a row, with all that they explain.
func reports(t *testing.T, card *bsc.Scorecard, from period.Period, in bsc.Input) (all []*report.Report) {
	t.Helper()
	for r, err := range card.EvaluatePeriods(from, in) {
		require.NoError(t, err)
		all = append(all, report.Of(r))
	}
	return all
}

// TestNeeds_cascade does the same with every org unit of random organisations.
func TestNeeds_cascade(t *testing.T) {
	inShares(t, oracle.Cards(150), func(t *testing.T, books []*oracle.Daybook, seed uint64) {
		c := oracle.RandomTimedCascade(seed, books)
		org, err := cascade.New(c.Organisation(), nil)
		require.NoError(t, err, "organisation %d", seed)
		in, err := c.Input("")
		require.NoError(t, err, "organisation %d", seed)
		needs, err := org.Needs(in.Period, in)
		require.NoError(t, err, "organisation %d", seed)
		all := in
		heard := listen(&all, nil)
		want, err := org.Evaluate(all)
		require.NoError(t, err, "organisation %d", seed)
		assert.Empty(t, heard.unnamed(needs), "organisation %d: %v", seed, needs)
		listen(&in, &needs)
		got, err := org.Evaluate(in)
		require.NoError(t, err, "organisation %d", seed)
		for unit, result := range want.All() {
			assert.Equal(t, report.Of(result), report.Of(got.Of(unit)), "organisation %d, %s: %s", seed, unit, c)
		}
	})
}

// TestNeeds_close counts how much more is named than asked for where nothing is missing, on the cards of hosts and
// without a moment: 2.5 times as many readings. Rolling windows may move back, and unphased years are looked at whole.
func TestNeeds_close(t *testing.T) {
	books := oracle.Daybooks()
	named, asked := 0, 0
	for seed := range uint64(200) {
		c := oracle.RandomHostCard(seed, books)
		card, in, _ := alone(t, c)
		in.AsOf, in.Since, in.Until, in.Targets = time.Time{}, period.Period{}, period.Period{}, nil
		needs, err := card.Needs(in.Period, in)
		require.NoError(t, err)
		in.Readings = full{}
		heard := listen(&in, nil)
		reports(t, card, in.Period, in)
		asked += len(heard.readings)
		for _, n := range needs.Readings {
			for p := n.From; ; {
				named++
				if p == n.To {
					break
				}
				p, err = c.Book.Next(p)
				require.NoError(t, err)
			}
		}
	}
	t.Logf("%d readings named, %d asked for", named, asked)
	assert.Less(t, float64(named), 3*float64(asked))
}

// full has a reading for everything.
type full struct{}

func (full) Reading(bsc.Query) (bsc.Reading, bool) {
	return bsc.Reading{Value: decimal.New(7, 0)}, true
}
