package csvfile_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestDialect_linear reads files of every shape, right and wrong: four times as large, they take four times as long.
func TestDialect_linear(t *testing.T) {
	german := csvfile.Dialect{
		Separator: ';', Decimal: ',', Thousands: '.', Empty: []string{"n/a"}, Skip: []string{"Total"}, Columns: map[string]string{"Ist": "value"},
		Periods: map[string]period.Frequency{"2.1.2006": period.Daily, "1/2/2006": period.Monthly},
	}
	wide := csvfile.Dialect{Across: csvfile.AcrossOrgUnits}
	units := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, ",u%d", i)
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		dialect csvfile.Dialect
		file    func(n int) string
		fails   bool
	}{
		"narrow": {german, func(n int) string {
			var b strings.Builder
			b.WriteString("kpi;period;Ist\n")
			for i := range n {
				fmt.Fprintf(&b, "k%d;%d.%d.%d;1.234,5\n;;\nTotal;x;y\n", i%100, i/100%28+1, i/2800%12+1, 2000+i/33600)
			}
			return b.String()
		}, false},
		"wide": {wide, func(n int) string { return "kpi,period" + units(n) + "\nk,2026" + strings.Repeat(",1.5", n) + "\n" }, false},
		"bad numbers": {csvfile.Dialect{}, func(n int) string {
			return "kpi,period,value\n" + strings.Repeat("k,2026,\"1.234,5 x\"\n", n)
		}, true},
		"bad periods": {german, func(n int) string { return "kpi;period;Ist\n" + strings.Repeat("k;31/31/2026;1\n", n) }, true},
		"bad columns": {csvfile.Dialect{}, func(n int) string { return "kpi,period,value" + units(n) + "\n" }, true},
		"same target": {csvfile.Dialect{}, func(n int) string { return "kpi,period,value\n" + strings.Repeat("k,2026,1\n", n) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			few, many := c.file(10_000), c.file(40_000)
			read := func(text string) func() {
				return func() {
					_, err := c.dialect.Readings(strings.NewReader(text), nil)
					require.Equal(t, c.fails, err != nil, "%v", err)
					_, _ = c.dialect.Targets(strings.NewReader(text), nil)
				}
			}
			cost.AtMost(t, 10, read(many), read(few))
		})
	}
}

// TestDialect_limits reads as much as the limits allow, and refuses one more.
func TestDialect_limits(t *testing.T) {
	wide := csvfile.Dialect{Across: csvfile.AcrossPeriods}
	cells := func(n int) string {
		header, row := "kpi", "k"
		for i := range n {
			header += fmt.Sprintf(",%04d", i+1)
			row += ",1"
		}
		return header + "\n" + row + "\n"
	}
	for _, c := range []struct {
		dialect csvfile.Dialect
		limits  bsc.Limits
		n       int
		file    func(n int) string
		want    string
	}{
		{wide, bsc.Limits{Facts: 4}, 4, cells, `line 2, column 11: kpi:k: too many readings of "kpi:k" (at most 4)`},
		{csvfile.Dialect{}, bsc.Limits{Bytes: 30}, 30, func(n int) string { return "kpi,period,value\nk,2026,1" + strings.Repeat("\n", n-25) }, "the file is too large (at most 30 bytes)"},
		{csvfile.Dialect{}, bsc.Limits{NameRunes: 8}, 8, func(n int) string { return "kpi,period,value\n" + strings.Repeat("ü", n) + ",2026,1\n" }, `line 2, column 1: "üüüüüüüüü" is too long (at most 8 characters)`},
		{csvfile.Dialect{Columns: map[string]string{"üüüüüüüü": "value"}}, bsc.Limits{NameRunes: 8}, 8, func(n int) string { return "kpi,period," + strings.Repeat("ü", n) + "\nk,2026,1\n" }, `line 1, column 12: "üüüüüüüüü" is too long (at most 8 characters)`},
		{csvfile.Dialect{}, bsc.Limits{NameRunes: 8}, 8, func(n int) string { return "kpi,period,value\nk,2026," + strings.Repeat("1", n) + "\n" }, `line 2, column 8: "111111111" is too long (at most 8 characters)`},
	} {
		o := &bsc.Options{Limits: c.limits}
		_, err := c.dialect.Readings(strings.NewReader(c.file(c.n)), o)
		require.NoError(t, err)
		_, err = c.dialect.Readings(strings.NewReader(c.file(c.n+1)), o)
		var input *bsc.InputError
		require.ErrorAs(t, err, &input)
		assert.ErrorIs(t, err, bsc.ErrLimit)
		assert.Contains(t, input.Problems.String(), c.want)
	}
	for _, problems := range []int{1, 5} {
		for _, n := range []int{problems, problems + 1, 1000} {
			_, err := csvfile.Dialect{}.Targets(strings.NewReader("kpi,value\n"+strings.Repeat("k,x\n", n)), &bsc.Options{Limits: bsc.Limits{Problems: problems}})
			var input *bsc.InputError
			require.ErrorAs(t, err, &input)
			require.Len(t, input.Problems, min(n, problems+1))
			assert.Equal(t, 2, input.Problems[0].Line, "the first ones are listed")
			if n > 1 {
				assert.Contains(t, err.Error(), fmt.Sprintf("(and %d more)", n-1))
			}
		}
	}
	_, err := csvfile.Dialect{}.Readings(&endless{1 << 20}, &bsc.Options{Limits: bsc.Limits{Bytes: 1 << 10}})
	assert.ErrorIs(t, err, bsc.ErrLimit)
	_, err = csvfile.Dialect{}.Readings(strings.NewReader("k"), &bsc.Options{Limits: bsc.Limits{Bytes: -1}})
	assert.NoError(t, oracle.Bounded(err))
	assert.ErrorIs(t, err, bsc.ErrLimit)
}

// An endless reader must not be read to its end.
type endless struct{ most int }

func (r *endless) Read(p []byte) (int, error) {
	if r.most -= len(p); r.most < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return copy(p, strings.Repeat("x", len(p))), nil
}
