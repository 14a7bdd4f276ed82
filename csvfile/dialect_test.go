package csvfile_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wrong returns what is wrong with a file, one a line, and checks that nothing is loaded.
func wrong(t *testing.T, d csvfile.Dialect, file string) string {
	t.Helper()
	readings, err := d.Readings(strings.NewReader(file), nil)
	if err == nil {
		return ""
	}
	assert.Nil(t, readings, "nothing is loaded by halves")
	var input *bsc.InputError
	require.ErrorAs(t, err, &input)
	return input.Problems.String()
}

func testdata(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	return string(text)
}

// TestDialect_ledTo goes from the zero Dialect to one that reads each file, by the hints of the messages alone.
func TestDialect_ledTo(t *testing.T) {
	columns := func(names ...string) map[string]string {
		m := map[string]string{}
		for i := 0; i < len(names); i += 2 {
			m[names[i]] = names[i+1]
		}
		return m
	}
	type step struct {
		says    string
		declare func(*csvfile.Dialect)
	}
	for file, steps := range map[string][]step{
		"branches.csv": {
			{`line 1, column 1: the file says that ';' separates its cells (','); Separator: ';'`, func(d *csvfile.Dialect) { d.Separator = ';' }},
			{`line 2, column 1: unknown column "Kennzahl" (kpi, period, value, label, unit, state, recorded_at, note, author); say what it holds: Columns: {"Kennzahl": …}, or "" to leave it out`, func(d *csvfile.Dialect) {
				d.Columns = columns("Kennzahl", "kpi", "Monat", "period", "Filiale", "unit", "Ist", "value", "Bemerkung", "note")
			}},
			{`line 3, column 7: "01.2026" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999); if it is a date, Periods: {"1.2006": period.Monthly} takes it as 2026-01`, func(d *csvfile.Dialect) {
				d.Periods = map[string]period.Frequency{"1.2006": period.Monthly}
			}},
			{`line 3, column 20: "1.234.500,50" is not a number (a number such as 1234.5); it is 1234500.5 under Decimal: ',', Thousands: '.'`, func(d *csvfile.Dialect) { d.Decimal, d.Thousands = ',', '.' }},
			{`line 8, column 21: "0,75-" is not a number (a number such as 1.234,5); it is -0.75 under TrailingMinus: true`, func(d *csvfile.Dialect) { d.TrailingMinus = true }},
		},
		"months.csv": {
			{`line 1, column 1: unknown column "KPI" (kpi, period, value, label, unit, state, recorded_at, note, author); if it is the kpi, Columns: {"KPI": "kpi"}`, func(d *csvfile.Dialect) { d.Columns = columns("KPI", "kpi") }},
			{`line 1, column 11: unknown column "Jan 26" (kpi, period, value, label, unit, state, recorded_at, note, author); if the columns are periods, Across: "period"`, func(d *csvfile.Dialect) { d.Across = csvfile.AcrossPeriods }},
			{`line 1, column 5: "Owner" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999); say what it holds: Columns: {"Owner": …}, or "" to leave it out`, func(d *csvfile.Dialect) { d.Columns["Owner"], d.Columns["Total"] = "", "" }},
			{`line 1, column 11: "Jan 26" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999); if it is a date, Periods: {"Jan 06": period.Monthly} takes it as 2026-01`, func(d *csvfile.Dialect) {
				d.Periods = map[string]period.Frequency{"Jan 06": period.Monthly}
			}},
			{`line 2, column 17: "41,200" is not a number (a number such as 1234.5); it is 41.2 under Decimal: ',', and 41200 under Thousands: ','`, func(d *csvfile.Dialect) { d.Thousands = ',' }},
			{`line 3, column 24: "(420)" is not a number (a number such as 1,234.5); it is -420 under Parentheses: true`, func(d *csvfile.Dialect) { d.Parentheses = true }},
			{`line 4, column 18: "n/a" is not a number (a number such as 1,234.5); if it means that there is no number, Empty: []string{"n/a"}`, func(d *csvfile.Dialect) { d.Empty = []string{"n/a", "-"} }},
		},
		"quality.csv": {
			{`line 1, column 8: unknown column "Date" (kpi, period, value, label, unit, state, recorded_at, note, author); if it is the period, Columns: {"Date": "period"}`, func(d *csvfile.Dialect) {
				d.Columns = columns("Metric", "kpi", "Date", "period", "Actual", "value", "Target", "")
			}},
			{`line 2, column 9: "1/31/2026" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999); if it is a date, Periods: {"1/2/2006": period.Monthly} takes it as 2026-01`, func(d *csvfile.Dialect) {
				d.Periods = map[string]period.Frequency{"1/2/2006": period.Monthly}
			}},
			{`line 2, column 19: "2.4%" is not a number (a number such as 1234.5); it is 2.4 under Percent: "points", and 0.024 under Percent: "fraction"`, func(d *csvfile.Dialect) { d.Percent = csvfile.PercentFraction }},
		},
	} {
		var d csvfile.Dialect
		for _, s := range steps {
			assert.Contains(t, strings.Split(wrong(t, d, testdata(t, file)), "\n"), s.says, file)
			s.declare(&d)
		}
		assert.Empty(t, wrong(t, d, testdata(t, file)), file)
	}
}

// TestDialect_met names what a file is that is no CSV, or is separated otherwise.
func TestDialect_met(t *testing.T) {
	const allPeriods = " (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)"
	const unknown = " (kpi, period, value, label, unit, state, recorded_at, note, author)"
	semicolons := csvfile.Dialect{Separator: ';'}
	for _, c := range []struct {
		dialect csvfile.Dialect
		file    string
		want    string
	}{
		{csvfile.Dialect{}, "kpi;period;value;unit\n", "line 1, column 1: the header has one field with 3 semicolons (fields between ','); Separator: ';'"},
		{csvfile.Dialect{}, "\n\"kpi\";\"value\"\n", "line 2, column 1: the header has one field with 1 semicolon (fields between ','); Separator: ';'"},
		{semicolons, "kpi,period,value\n", "line 1, column 1: the header has one field with 2 commas (fields between ';'); Separator: ','"},
		{csvfile.Dialect{}, "kpi\tperiod\tvalue\n", `line 1, column 1: the header has one field with 2 tabs (fields between ','); Separator: '\t'`},
		{csvfile.Dialect{}, "sep=;\nkpi;period;value\n", "line 1, column 1: the file says that ';' separates its cells (','); Separator: ';'"},
		{csvfile.Dialect{}, "\"sep=\t\"\r\nkpi\n", `line 1, column 1: the file says that '\t' separates its cells (','); Separator: '\t'`},
		{semicolons, "\ufeffSEP=;\r\nkpi;period;value\r\na;2026;x\r\n", `line 3, column 8: "x" is not a number (a number such as 1234.5); if it means that there is no number, Empty: []string{"x"}`},
		{semicolons, "sep=;\nkpi;period;value\na;2026;\"1\"2\n", `line 3, column 10: a quotation mark is out of place (a field with quotation marks written "so ""quoted"" inside")`},
		{csvfile.Dialect{}, "\xff\xfek\x00p\x00i\x00", "line 1, column 1: this is UTF-16 (CSV in UTF-8); save the file as CSV UTF-8, or decode it with golang.org/x/text/encoding/unicode"},
		{csvfile.Dialect{}, "\x00k\x00p\x00i", "line 1, column 1: this is UTF-16 (CSV in UTF-8); save the file as CSV UTF-8, or decode it with golang.org/x/text/encoding/unicode"},
		{csvfile.Dialect{}, "PK\x03\x04\x14\x00", "line 1, column 1: this is a ZIP file, such as an .xlsx workbook (CSV in UTF-8); save the sheet as CSV UTF-8"},
		{csvfile.Dialect{}, "\xd0\xcf\x11\xe0\xa1\xb1", "line 1, column 1: this is a workbook of an old kind, such as .xls (CSV in UTF-8); save the sheet as CSV UTF-8"},
		{csvfile.Dialect{}, "kpi,period,value,note\na,2026,1,W\xfcrth\nb,2026,1,\xd6l\n", `line 2, column 10: "W\xfcrth" is not UTF-8 (text in UTF-8); if it is Windows-1252, save the file as CSV UTF-8, or decode it with golang.org/x/text/encoding/charmap` + "\n" + `line 3, column 10: "\xd6l" is not UTF-8 (text in UTF-8)`},
		{csvfile.Dialect{Columns: map[string]string{"Gr\xf6\xdfe": "value"}}, "kpi,period,Gr\xf6\xdfe\n", `line 1, column 12: "Gr\xf6\xdfe" is not UTF-8 (text in UTF-8); if it is Windows-1252, save the file as CSV UTF-8, or decode it with golang.org/x/text/encoding/charmap` + "\n" + `line 1, column 12: column "value" is missing; Columns reads it from "Gr\xf6\xdfe"`},
		{csvfile.Dialect{}, "kpi,period,org_unit,value\n", `line 1, column 12: unknown column "org_unit"` + unknown + `; if it is the unit, Columns: {"org_unit": "unit"}`},
		{csvfile.Dialect{}, "kpi,period,value\na,2026,1,5\na,2027\n", "line 2, column 1: 4 fields where the header has 3; a comma in a number or a text needs quotation marks, \"1,5\"\nline 3, column 1: 2 fields where the header has 3"},
		{semicolons, "kpi;period;value\na;2026;1;5\n", "line 2, column 1: 4 fields where the header has 3"},
		{csvfile.Dialect{}, "PK\x05\x06", "line 1, column 1: this is a ZIP file, such as an .xlsx workbook (CSV in UTF-8); save the sheet as CSV UTF-8"},
		{csvfile.Dialect{Periods: map[string]period.Frequency{"02.01.2006": period.Monthly, "01.2006": period.Monthly, "2 Jan 2006": period.Monthly}}, "kpi,period,value\na,31.02.2026,1\na,29.02.2028,1\na,13.2026,1\na,31 Feb 2026,1\na,31.02.2026 x,1\n", `line 2, column 3: "31.02.2026" is written as "02.01.2006", and there is no such day` + "\n" + `line 4, column 3: "13.2026" is written as "01.2006", and there is no such month` + "\n" + `line 5, column 3: "31 Feb 2026" is written as "2 Jan 2006", and there is no such day` + "\n" + `line 6, column 3: "31.02.2026 x" is not a period` + allPeriods},
		{csvfile.Dialect{Skip: []string{"Total"}}, "kpi,period,value\nTOTAL,2026,1\nTotal 2026,2026,1\n Total ,x,x\n", ""},
		{csvfile.Dialect{Skip: []string{"All", "Sum"}}, "kpi,period,value,unit\na,x,x,All\nSum,x,x,x\nb,Sum,x,\na,2026,1,all\n", ""},
		{csvfile.Dialect{Across: csvfile.AcrossOrgUnits}, "kpi,period,n\na,2026,1\na,2026,2\n", "line 3, column 8: kpi:a: two different readings for 2026, recorded at the same moment: 1 and 2"},
		{csvfile.Dialect{}, "kpi,period,value,\na,2026,1,,,\nb,2026,1,x\n", `line 3, column 10: "x" stands in a column without a name (a name in the header)`},
		{csvfile.Dialect{}, ",,\n , ,\nkpi,period,value\n,,\n\na,2026,1\n \u00a0,,\n", ""},
		{csvfile.Dialect{}, ",,\n\n", "line 1, column 1: the file is empty (a header line such as kpi,period,value)"},
		{csvfile.Dialect{Columns: map[string]string{"Monat": "period", "Mois": "period"}}, "kpi,value\n", `line 1, column 1: column "period" is missing; Columns reads it from "Mois" or "Monat"`},
		{csvfile.Dialect{Columns: map[string]string{"Werk": "unit"}}, "kpi,value,period\na,1,2026\n", `line 1, column 1: column "unit" is missing; Columns reads it from "Werk"`},
		{csvfile.Dialect{Columns: map[string]string{"Ist (EUR)": "value"}}, "kpi,\"Ist\u00a0\n(EUR) \",period\na,1,2026\n", ""},
		{semicolons, "\"a,\nb\";kpi;period;value\n", `line 1, column 1: unknown column "a, b"` + unknown + "; if the commas separate cells, Separator: ','"},
		{csvfile.Dialect{}, "\nSales report 2026,,\nkpi,period,value\n", `line 2, column 1: the header has one name, "Sales report 2026" (a header line such as kpi,period,value); if it is a title, take off the lines above the header`},
		{csvfile.Dialect{}, "Ums\xe4tze\n", `line 1, column 1: "Ums\xe4tze" is not UTF-8 (text in UTF-8); if it is Windows-1252, save the file as CSV UTF-8, or decode it with golang.org/x/text/encoding/charmap`},
		{csvfile.Dialect{}, "kpi;Monat;Ist, EUR\n", `line 1, column 1: unknown column "kpi;Monat;Ist"` + unknown + "; if the semicolons separate cells, Separator: ';'"},
	} {
		got := strings.TrimSpace(wrong(t, c.dialect, c.file))
		if strings.HasPrefix(c.file, "kpi;Monat") {
			got, _, _ = strings.Cut(got, "\n")
		}
		assert.Equal(t, c.want, got, "%q", c.file)
	}
}

// TestDialect_numbers reads cells under dialects; "" is no number, ! is refused.
func TestDialect_numbers(t *testing.T) {
	german := csvfile.Dialect{Decimal: ',', Thousands: '.'}
	loose := csvfile.Dialect{Decimal: ',', Thousands: ' ', Percent: csvfile.PercentPoints, Parentheses: true, TrailingMinus: true, Empty: []string{"n/a", "-"}}
	for name, c := range map[string]struct {
		dialect csvfile.Dialect
		cells   map[string]string
	}{
		"zero": {csvfile.Dialect{}, map[string]string{
			"1.234": "1.234", "-1": "-1", "−1.5": "-1.5", "+4": "4", ".5": "0.5", "-.5": "-0.5", "1E+05": "100000", "1e-2": "0.01", "0": "0", "0.10": "0.1",
			"": "", "-": "!", "5.": "!", ".": "!", "+": "!", "007": "!", "--5": "!", "+-5": "!", "1e": "!", "1e+": "!", "1e--5": "!", "1e+-5": "!", "1e1.5": "!", "e5": "!", "1,5": "!", "1 000": "!", "5%": "!", "(5)": "!", "5-": "!",
			"0x10": "!", "1_000": "!", "Inf": "!", "NaN": "!", "٣": "!", "1e99999999999999999999": "!", "1e-99999999999999999999": "!", "1e60": "!",
		}},
		"german": {german, map[string]string{
			"1.234": "1234", "1.234,5": "1234.5", "1234,5": "1234.5", "-12.345.678,90": "-12345678.9", "999": "999", "0,5": "0.5", ",5": "0.5", "1.000E+3": "1000000",
			"1.23": "!", "1.2345": "!", "1234.567": "!", ".123": "!", "1..234": "!", "1.234.": "!", "0.123": "!", "1,234.5": "!", "1,234,5": "!", "1.234,5.6": "!", "12.34": "!", "1234.5": "!",
		}},
		"swiss": {csvfile.Dialect{Thousands: '\''}, map[string]string{"1'234.50": "1234.5", "1’234’567": "1234567", "1'23": "!"}},
		"curly": {csvfile.Dialect{Thousands: '’'}, map[string]string{"1'234.50": "1234.5", "1’234’567": "1234567"}},
		"loose": {loose, map[string]string{
			"1 234,5": "1234.5", "1\u00a0234,5": "1234.5", "1\u202f234": "1234", "97,5 %": "97.5", "97,5\u00a0%": "97.5", "-3%": "-3", "(3) %": "-3", "(3%)": "-3", "( 3,5 )": "-3.5", "3,5-": "-3.5", "3 -": "-3", "3%-": "-3", "3-%": "-3", "0-": "0",
			"n/a": "", "-": "", "N/A": "!", "(-3)": "!", "-3-": "!", "(3": "!", "3)": "!", "()": "!", "%": "!", "3%%": "!", "(3%)%": "!", "((3))": "!", "(3-)": "!",
		}},
		"fraction": {csvfile.Dialect{Percent: csvfile.PercentFraction, Parentheses: true}, map[string]string{"97.5 %": "0.975", "97.5": "97.5", "(2%)": "-0.02", "0%": "0", "1e3%": "10", "1e2%": "1"}},
	} {
		d := c.dialect
		d.Separator = '|'
		for cell, want := range c.cells {
			readings, err := d.Readings(strings.NewReader("kpi|period|value\nk|2026|"+cell+"\n"), nil)
			got := "!"
			if err == nil {
				got = ""
				for _, f := range readings.Facts() {
					got = string(bsc.NumberOf(f.Value))
				}
			} else {
				assert.ErrorIs(t, err, bsc.ErrNumber)
				if !strings.Contains(cell, "e") {
					assert.Contains(t, err.Error(), strconv.Quote(cell)+" is not a number", "the cell as it is written")
				}
			}
			assert.Equal(t, want, got, "%s: %q", name, cell)
		}
	}
}

// TestDialect_numberHints says under which dialect a number that is refused would be read. A hint that is followed
// leads to the value that it says.
func TestDialect_numberHints(t *testing.T) {
	german := csvfile.Dialect{Decimal: ',', Thousands: '.'}
	for _, c := range []struct {
		dialect csvfile.Dialect
		cell    string
		want    string
	}{
		{csvfile.Dialect{}, "1,234", "it is 1.234 under Decimal: ',', and 1234 under Thousands: ','"},
		{csvfile.Dialect{}, "1.234.567", "it is 1234567 under Decimal: ',', Thousands: '.'"},
		{csvfile.Dialect{}, "1 234,5", "it is 1234.5 under Decimal: ',', Thousands: ' '"},
		{csvfile.Dialect{}, "1'234.50", `it is 1234.5 under Thousands: '\''`},
		{csvfile.Dialect{}, "(1.234,5)", "it is -1234.5 under Decimal: ',', Thousands: '.', Parentheses: true"},
		{csvfile.Dialect{}, "12-", "it is -12 under TrailingMinus: true"},
		{german, "1.23", "it is 1.23 under Decimal: '.'"},
		{german, "1,234.5", "it is 1234.5 under Decimal: '.', Thousands: ','"},
		{csvfile.Dialect{Percent: csvfile.PercentFraction}, "97,5 %", "it is 0.975 under Decimal: ','"},
		{german, "#DIV/0!", `if it means that there is no number, Empty: []string{"#DIV/0!"}`},
		{german, "—", `if it means that there is no number, Empty: []string{"—"}`},
		{german, "12 EUR", `a cell holds the number alone: remove "EUR"`},
		{german, "$1.000,00 USD", `a cell holds the number alone: remove "$ USD"`},
		{csvfile.Dialect{}, "1.000,00 €", `a cell holds the number alone: without "€" it is 1000 under Decimal: ',', Thousands: '.'`},
		{csvfile.Dialect{}, "1.000,00 EUR", `a cell holds the number alone: without "EUR" it is 1000 under Decimal: ',', Thousands: '.'`},
		{csvfile.Dialect{}, "Q3 2026", ""},
		{german, "a remark in the wrong column", ""},
	} {
		c.dialect.Separator = '|'
		_, err := c.dialect.Readings(strings.NewReader("kpi|period|value\nk|2026|"+c.cell+"\n"), nil)
		var input *bsc.InputError
		require.ErrorAs(t, err, &input, c.cell)
		assert.Equal(t, c.want, input.Problems[0].Hint.String(), c.cell)
	}
}

// TestDialect_periods reads dates by declared layouts.
func TestDialect_periods(t *testing.T) {
	fiscal := csvfile.Dialect{
		Calendar: period.Calendar{StartMonth: 4, NamedBy: period.NamedByStart},
		Periods:  map[string]period.Frequency{"1/2/2006": period.Quarterly, "Jan 06": period.Monthly, "2006-01-02": period.Weekly, "_2 Jan 2006": period.Yearly},
	}
	both := csvfile.Dialect{Periods: map[string]period.Frequency{"1/2/2006": period.Monthly, "2/1/2006": period.Monthly}}
	for _, c := range []struct {
		dialect    csvfile.Dialect
		cell, want string
	}{
		{fiscal, "3/31/2026", "2025-Q4"},
		{fiscal, "Mar 26", "2026-03"},
		{fiscal, "2026-01-01", "2026-W01"},
		{fiscal, "31 Mar 2026", "2025"},
		{fiscal, "2026", "2026"},
		{fiscal, "2026-Q3", "2026-Q3"},
		{fiscal, "2026-07", "2026-07"},
		{fiscal, "2/29/2026", ""},
		{both, "1/31/2026", "2026-01"},
		{both, "31/1/2026", "2026-01"},
		{both, "5/5/2026", "2026-05"},
		{both, "1/2/2026", `"1/2/2026" is more than one period: 2026-01 by "1/2/2006", 2026-02 by "2/1/2006" (a date that only one of Periods reads)`},
	} {
		readings, err := c.dialect.Readings(strings.NewReader("kpi,period,value\nk,"+c.cell+",1\n"), nil)
		if err != nil {
			require.ErrorIs(t, err, bsc.ErrPeriod)
			assert.Contains(t, err.Error(), c.want)
			continue
		}
		assert.Equal(t, c.want, readings.Facts()[0].Period.String(), c.cell)
	}
	assert.Contains(t, wrong(t, csvfile.Dialect{}, "kpi,period,value\nk,3/4/2026,1\n"), `Periods: {"1/2/2006": period.Monthly} takes it as 2026-03, {"2/1/2006": period.Monthly} takes it as 2026-04`)
}

// TestDialect_invalid refuses dialects that contradict themselves, with all that is wrong at once.
func TestDialect_invalid(t *testing.T) {
	d := csvfile.Dialect{
		Separator: '"', Decimal: ';', Thousands: 'x', Percent: "whole", Across: "columns",
		Periods:    map[string]period.Frequency{"Jan": period.Monthly, "2006": period.Monthly, "1/2/2006": "fortnight", "06-1": period.Monthly},
		Directions: map[string]bsc.Direction{"k": "up", "l": ""},
	}
	assert.Equal(t, `Dialect.Separator: '"' cannot separate cells (a character such as ',', ';' or '\t')
Dialect.Decimal: ';' is no such mark (one of .,)
Dialect.Thousands: 'x' is no such mark (one of .,'’ )
Dialect.Percent: unknown meaning "whole" (points, fraction)
Dialect.Across: unknown columns "columns" (period, unit, kpi)
Dialect.Directions: unknown direction "up" (higher, lower, closer)
Dialect.Periods: "1/2/2006": unknown frequency "fortnight" (year, half, quarter, month, period, week, day)
Dialect.Periods: "2006" does not say which month a date is in (a layout of package time, such as 1/2/2006)
Dialect.Periods: "Jan" does not say which month a date is in (a layout of package time, such as 1/2/2006)
`, wrong(t, d, "kpi,period,value\n"))
	assert.Equal(t, "Dialect.Columns: \"Monat\" cannot hold \"perod\" (kpi, period, value, label, unit, state, recorded_at, note, author)\n",
		wrong(t, csvfile.Dialect{Columns: map[string]string{"Monat": "perod"}}, ""))
	assert.Contains(t, wrong(t, csvfile.Dialect{Skip: []string{""}}, ""), "Dialect.Skip: an empty word")
	assert.Contains(t, wrong(t, csvfile.Dialect{Calendar: period.Calendar{StartMonth: 13}}, ""), "Dialect.Calendar: ")
	assert.Contains(t, wrong(t, csvfile.Dialect{Calendar: period.Calendar{StartMonth: 4}, Periods: map[string]period.Frequency{"2006": period.Yearly}}, ""), `"2006" does not say which year a date is in`)
	for _, d := range []csvfile.Dialect{{Thousands: '.'}, {Decimal: ',', Thousands: ','}} {
		assert.Contains(t, wrong(t, d, ""), "is the decimal mark (another mark)")
	}
	for _, r := range []rune{'\n', '\r', 0xFFFD, 0xD800, -1, 0x110000} {
		assert.Contains(t, wrong(t, csvfile.Dialect{Separator: r}, ""), "cannot separate cells")
		assert.ErrorIs(t, csvfile.Dialect{Separator: r}.WriteResult(new(strings.Builder), nil), bsc.ErrValue)
	}
}

// TestDialect_wide reads tables whose columns are periods, org units or KPIs.
func TestDialect_wide(t *testing.T) {
	for _, c := range []struct {
		dialect csvfile.Dialect
		file    string
		want    string
	}{
		{csvfile.Dialect{Across: csvfile.AcrossPeriods, Columns: map[string]string{"Mrz 26": "2026-03"}}, "kpi,2026-Q1,Mrz 26,unit\na,1,,n\nb,,2,n\n", "n a 2026-Q1 1, n b 2026-03 2"},
		{csvfile.Dialect{Across: csvfile.AcrossOrgUnits, Columns: map[string]string{"Werk Nord": "north", "Total": ""}}, "kpi,Werk Nord,period,south,Total\na,1,2026,2,3\nseries:b,,2026,4,4\n", "north a 2026 1, south a 2026 2, south b 2026 4"},
		{csvfile.Dialect{Across: csvfile.AcrossKPIs, Skip: []string{"Sum"}}, "period,sales,series:orders\n2026-01,1,2\n2026-02,,0\nSum,1,2\n", "orders 2026-01 2, orders 2026-02 0, sales 2026-01 1"},
		{csvfile.Dialect{Across: csvfile.AcrossKPIs}, "period,sales,state\n2026-01,,not_applicable\n", "sales 2026-01 0"},
	} {
		readings, err := c.dialect.Readings(strings.NewReader(c.file), nil)
		require.NoError(t, err, c.file)
		var got []string
		for _, f := range readings.Facts() {
			got = append(got, strings.TrimSpace(f.OrgUnit+" "+f.Ref.ID+" "+f.Period.String()+" "+f.Value.String()))
		}
		assert.ElementsMatch(t, strings.Split(c.want, ", "), got)
	}
	periods := csvfile.Dialect{Across: csvfile.AcrossPeriods, Periods: map[string]period.Frequency{"Jan 06": period.Monthly}}
	for file, want := range map[string]string{
		"kpi,2026-01,Jan 26\n":               `line 1, column 13: column "2026-01" stands twice`,
		"kpi,unit\n":                         "line 1, column 1: there is no column for a period",
		"unit,2026-01\n":                     `line 1, column 1: column "kpi" is missing`,
		"kpi,value,2026-01\n":                `line 1, column 5: column "value" stands beside columns that each hold a period`,
		"kpi,period,2026-01\n":               `line 1, column 5: column "period" stands beside columns that each hold a period`,
		"kpi,2026-01\na,1\nb,2\na,3\n":       `line 4, column 3: kpi:a: two different readings for 2026-01, recorded at the same moment: 1 and 3; if they are of different org units, a column unit says so`,
		"kpi,2026-01,2026-02\ntheme:a,x,y\n": `line 2, column 1: "theme:a" cannot have readings (the id of a KPI, or series: and the id of a series)` + "\n" + `line 2, column 9: "x" is not a number (a number such as 1234.5); if it means that there is no number, Empty: []string{"x"}` + "\n" + `line 2, column 11: "y" is not a number (a number such as 1234.5); if it means that there is no number, Empty: []string{"y"}`,
	} {
		assert.Equal(t, want+"\n", wrong(t, periods, file))
	}
	assert.Contains(t, wrong(t, csvfile.Dialect{Across: csvfile.AcrossKPIs}, "period,theme:x\n"), `line 1, column 8: "theme:x" cannot have readings`)
}

// TestDialect_NotApplicable reads leave in a wide table, beside what is missing, and refuses words of two meanings.
func TestDialect_NotApplicable(t *testing.T) {
	t.Parallel()
	d := csvfile.Dialect{Across: csvfile.AcrossPeriods, Empty: []string{"-"}, NotApplicable: []string{"leave"}}
	readings, err := d.Readings(strings.NewReader("kpi,2026-01,2026-02,2026-03,2026-04\na,1,leave,-,2\n"), nil)
	require.NoError(t, err)
	var states []string
	for _, f := range readings.Facts() {
		states = append(states, fmt.Sprint(f.Period, " ", f.State, " ", f.Value))
	}
	assert.Equal(t, []string{"2026-01 final 1", "2026-02 not_applicable 0", "2026-04 final 2"}, states)

	_, err = d.Readings(strings.NewReader("kpi,2026-01,state\na,leave,final\n"), nil)
	assert.ErrorContains(t, err, `"leave" is not a number`)
	d.NotApplicable = []string{"-", ""}
	_, err = d.Readings(strings.NewReader("kpi,2026-01\na,1\n"), nil)
	assert.ErrorContains(t, err, `NotApplicable: "-" is empty, or a word of Empty, too`)
}
