package period_test

import (
	"encoding/json"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzCalendar_JSON reads any document: what is accepted comes out of JSON as it was, and
// answers for any period, or says why not, in one printable line.
func FuzzCalendar_JSON(f *testing.F) {
	table, err := json.Marshal(oracle.Thirteen())
	require.NoError(f, err)
	f.Add(table, "2026-P13")
	f.Add([]byte(`{}`), "2026-W53")
	f.Add([]byte(`{"start_month":10}`), "0001")
	f.Add([]byte(`{"weeks":{"pattern":"4-5-4","end_day":"saturday","end_month":1,"nearest":true},"named_by":"start"}`), "9999-Q4")
	f.Add([]byte(`{"table":[{"label":"0001","first":"0001-01-01","last":"9999-12-31"}]}`), "0001")
	f.Add([]byte(`{"start_month":13,"weeks":{"pattern":"4-4-4"},"table":[]}`), "2026-P07")
	f.Fuzz(func(t *testing.T, doc []byte, label string) {
		c, err := bsc.ParseCalendar(doc, nil)
		if err != nil {
			assert.NoError(t, oracle.Bounded(err))
			return
		}
		require.NoError(t, c.Check())
		written, err := json.Marshal(c)
		require.NoError(t, err)
		again, err := bsc.ParseCalendar(written, nil)
		require.NoError(t, err)
		require.Equal(t, c, again)
		periods := []period.Period{{}, period.Year(2026), period.Numbered(2026, 7), period.Month(9999, 12)}
		if p, err := period.Parse(label); err == nil {
			periods = append(periods, p)
		}
		for _, r := range c.Table[:min(len(c.Table), 20)] {
			periods = append(periods, r.Label)
		}
		for _, p := range periods {
			answers(t, c, p)
		}
	})
}

// answers asks a calendar about a period: the answers agree with each other.
func answers(t *testing.T, c period.Calendar, p period.Period) {
	t.Helper()
	first, last, err := c.Bounds(p)
	if err != nil {
		assert.NoError(t, oracle.Bounded(err))
		require.ErrorIs(t, err, bsc.ErrPeriod)
		return
	}
	length, err := c.Days(p)
	require.NoError(t, err)
	require.Positive(t, length)
	for _, day := range []period.Period{first, last} {
		got, err := c.At(day, p.Frequency())
		require.NoError(t, err)
		require.Equal(t, p, got)
	}
	if next, err := c.Next(p); err != nil {
		assert.NoError(t, oracle.Bounded(err))
	} else {
		back, err := c.Previous(next)
		require.NoError(t, err)
		require.Equal(t, p, back)
		order, err := c.Compare(p, next)
		require.NoError(t, err)
		require.Negative(t, order)
	}
	for _, f := range []period.Frequency{period.Yearly, period.HalfYearly, period.Quarterly, period.ByPeriod, period.Monthly, period.Weekly} {
		if outer, err := c.Enclosing(p, f); err != nil {
			assert.NoError(t, oracle.Bounded(err))
		} else if overlap, err := c.Overlap(outer, p); err != nil || overlap != length {
			require.Fail(t, "not enclosed", "%s in %s", p, outer)
		}
		if length > 3000 {
			continue // a table may say that a year has all the days there are
		}
		if children, err := c.Children(p, f); err != nil {
			assert.NoError(t, oracle.Bounded(err))
		} else {
			nesting(t, c, p, f, len(children))
		}
	}
}
