// Package csvfile reads KPI files as they are met, and writes results for spreadsheets.
//
// A file that has no quirks needs no declaration: the zero [Dialect] reads it. It has a header, commas between cells,
// decimal points, and a column for each thing:
//
//	kpi,period,value,unit,note
//	sales,2026-07,1250000.5,north,
//
//	readings, err := csvfile.Dialect{}.Readings(file, nil)
//
// # Declare
//
// Anything else is declared. Nothing is guessed, since a guess would read 1.234 from a German sheet as a number a
// thousand times too small, and say nothing:
//
//	dialect := csvfile.Dialect{
//		Separator: ';', Decimal: ',', Thousands: '.',
//		Columns: map[string]string{"Kennzahl": "kpi", "Monat": "period", "Ist": "value", "Filiale": "unit", "Status": ""},
//		Periods: map[string]period.Frequency{"01.2006": period.Monthly},
//		Empty:   []string{"n/a", "-"},
//	}
//
// Begin with the zero Dialect. What it refuses, it names, with what to declare:
//
//	the header has one field with 3 semicolons (fields between ','); Separator: ';'
//	"1.234,5" is not a number (a number such as 1234.5); it is 1234.5 under Decimal: ',', Thousands: '.'
//	"2.4%" is not a number (a number such as 1234.5); it is 2.4 under Percent: "points", and 0.024 under Percent: "fraction"
//
// Workbooks (.xlsx), UTF-16 and Windows-1252 are refused in the same way. A first line such as sep=; is skipped if it
// agrees with the dialect. Rows without text are skipped, and so are columns without name and text.
//
// Whatever the dialect, a number may have a sign before it, + or -, also as the character −; an exponent as
// spreadsheets write it, 1E+05; and no digit before its decimal mark, as databases write .5. It has no other leading
// zeros, since 007 may be a code, and no currency.
//
// # Readings
//
// [Dialect.Readings] loads a file, and [Dialect.AddReadings] adds one to readings that are there, with the moment it
// was delivered. The error lists everything that is wrong, with its line and column; then nothing of the file is there.
// A Scorecard's CheckReadings says afterwards which readings it has no use for.
//
// In a wide table, [Across] says what each column but the declared ones is: a period, an org unit or a KPI. The cells
// are the values, and an empty one is no reading: what is missing then makes a sum of org units missing, too. Where
// somebody was on leave, a word of NotApplicable says so, and nothing is missing.
//
//	KPI,Owner,Jan 26,Feb 26,Mar 26,Total
//	revenue,Finance,"41,200","39,850","44,010","125,060"
//	churned,Sales,12,n/a,leave,21
//	Total,,…
//
//	dialect := csvfile.Dialect{
//		Thousands: ',', Empty: []string{"n/a"}, NotApplicable: []string{"leave"}, Skip: []string{"Total"},
//		Columns: map[string]string{"KPI": "kpi", "Owner": "", "Total": ""},
//		Across:  csvfile.AcrossPeriods,
//		Periods: map[string]period.Frequency{"Jan 06": period.Monthly},
//	}
//
// # Targets
//
// [Dialect.Targets] reads one target for each KPI and org unit, and [Dialect.TargetsByPeriod] any number, such as a
// budget by month. Both are for bsc.Input.Targets. A target may have a sign, such as ≤3%: Directions checks that it
// agrees with the KPI, and IgnoreSigns leaves it out.
//
// # Results
//
// [Dialect.WriteResult] writes a line for each node of one result or more, under one header, and [Dialect.WriteTotals]
// only that of each total, such as a file for payroll. Names are guarded, so that
// no spreadsheet takes one that begins with = for a formula: see [Guard].
package csvfile
