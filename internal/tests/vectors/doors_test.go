package vectors_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// doorsCard has a KPI that scores 100 where its actual is its target.
func doorsCard(target bsc.Number) *bsc.Definition {
	return oracle.CardOf(bsc.KPI{ID: "k", Targets: []bsc.Target{{Value: target}}, Scorer: bsc.Policy{Name: "binary"}}, bsc.KPI{ID: "l"})
}

// doors are the ways in which a number may be given.
func doors() map[string]func(text string) error {
	year := period.Year(2026)
	in := func(text string) bsc.Input {
		return bsc.Input{Period: year, Readings: bsc.Actuals{"k": dec(text)}}
	}
	card := bsc.MustCompile(doorsCard("1"), nil)
	return map[string]func(text string) error{
		"Number": func(text string) error {
			_, err := bsc.Number(text).Decimal()
			return err
		},
		"Scan":          func(text string) error { return new(bsc.Number).Scan([]byte(text)) },
		"Number's JSON": func(text string) error { return json.Unmarshal([]byte(text), new(bsc.Number)) },
		"Compile": func(text string) error {
			_, err := bsc.Compile(doorsCard(bsc.Number(text)), nil)
			return err
		},
		"ParseDefinition": func(text string) error {
			_, err := bsc.ParseDefinition([]byte(`{"id":"c","initiatives":[{"id":"i","budget":`+text+`}]}`), nil)
			return err
		},
		"ReadCSV": func(text string) error {
			_, err := csvfile.Dialect{}.Readings(strings.NewReader("kpi,period,value\nk,2026,"+text+"\n"), nil)
			return err
		},
		"ParseReadings": func(text string) error {
			_, err := bsc.ParseReadings([]byte(`{"readings":[{"kpi":"k","period":"2026","value":`+text+`}]}`), nil)
			return err
		},
		"Add": func(text string) error {
			return new(bsc.Readings).Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: year, Reading: bsc.Reading{Value: dec(text)}})
		},
		"Actuals": func(text string) error {
			_, err := card.Evaluate(in(text))
			return err
		},
		"Actuals on a board": func(text string) error {
			_, err := card.Board(in(text))
			return err
		},
		"Actuals of units": func(text string) error {
			for _, err := range card.EvaluateOrgUnits(context.Background(), slices.Values([]bsc.Input{in(text)})) {
				return err
			}
			return nil
		},
		"Actuals of a timeline": func(text string) error {
			line, err := history.NewTimeline([]history.Version{{From: year, Definition: doorsCard("1")}}, nil)
			if err == nil {
				_, err = line.Evaluate(in(text))
			}
			return err
		},
		"Set": func(text string) error {
			board := must(card.Board(bsc.Input{Period: year, Readings: new(bsc.Readings)}))
			k, _ := card.KPI("k")
			return board.Set(k, dec(text))
		},
		"OrgUnitTargets": func(text string) error {
			own := in("1")
			own.Targets = bsc.OrgUnitTargets{"k": {Value: bsc.Number(text)}}
			_, err := card.Evaluate(own)
			return err
		},
		"With": func(text string) error {
			_, err := card.With(bsc.Overrides{Targets: map[bsc.Ref][]bsc.Target{bsc.KPIRef("k"): {{Value: bsc.Number(text)}}}})
			return err
		},
	}
}

// TestDoors brings numbers to every door: what is within the one bound passes each, and what is not is refused by each,
// with what is wrong with it.
func TestDoors(t *testing.T) {
	third := strconv.FormatFloat(1.0/300, 'g', -1, 64)
	longest := "7.073136228603762908473617201867308" // as calculated
	for text, wrong := range map[string]string{
		"0.0034311625633400003": "", third: "", "1e20": "", "100000000000000000000": "", "100000000000000000001": "", longest: "", "-" + longest: "",
		"1e51": "", "1e-52": "", "12345678901234567890123456789012340000000000000000000": "more than 52 digits before its point", "1234567890123456789012345678901234e18": "",
		strconv.FormatFloat(4.940656458412465e-35, 'f', -1, 64): "", "1e52": "more than 52 digits before its point", "-1e60": "more than 52 digits before its point",
		"1e-53": "more than 52 decimal places", "12345678901234567890123456789012345": "more than 34 significant digits",
		"1234567890123456789012345678901234e19": "more than 52 digits before its point",
	} {
		for door, give := range doors() {
			err := give(text)
			if wrong == "" {
				assert.NoError(t, err, "%s by %s", text, door)
				continue
			}
			require.ErrorIs(t, err, bsc.ErrNumber, "%s by %s", text, door)
			assert.ErrorContains(t, err, wrong, "%s by %s", text, door)
			assert.Less(t, len(err.Error()), 300, "%s by %s", text, door)
		}
	}
}

// TestDoors_givenBack takes what results give: values, scores and targets, as readings, targets and definitions.
func TestDoors_givenBack(t *testing.T) {
	def := oracle.CardOf(
		bsc.KPI{ID: "ratio", Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "a", "den": "b"}), Targets: []bsc.Target{{Value: "1"}}},
		bsc.KPI{ID: "flow", Rollup: bsc.RollupSum, Frequency: period.Monthly, Targets: []bsc.Target{
			{Period: period.Year(2026), Value: "1", Phasing: bsc.PhasingLinear},
		}},
		bsc.KPI{ID: "product", Calculator: bsc.NewPolicy("product", map[string]any{"of": []string{"a", "b"}}), Targets: []bsc.Target{{Value: "3"}}},
	)
	def.Series = []bsc.Series{{ID: "a"}, {ID: "b"}}
	card := bsc.MustCompile(def, nil)
	for _, c := range [][2]string{
		{"1", "3"}, {"2", "7e-30"}, {"1e-40", "3"}, {"9876543210987654321098765432109876", "1e15"}, {"1e-30", "9e21"}, {"0.0034311625633400003", "1234.5678901234567"},
	} {
		r := must(card.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: bsc.Actuals{"a": dec(c[0]), "b": dec(c[1]), "flow": dec("1")}}))
		var numbers []decimal.Decimal
		for o := range r.All() {
			score, _ := o.Score.Decimal()
			numbers = append(numbers, score, o.Target.Value.Decimal)
			if o.Ref.Kind == bsc.KindKPI {
				value, there := r.Value(o.Ref)
				require.True(t, there, "%s: %v", o.Ref, o.Err)
				numbers = append(numbers, value)
			}
		}
		for _, d := range numbers {
			for door, give := range doors() {
				text := string(bsc.NumberOf(d))
				if d.Sign() <= 0 && (door == "Compile" || door == "With") {
					continue // no target
				}
				assert.NoError(t, give(text), "%s by %s", text, door)
			}
		}
	}
}

// TestDoors_doubles gives 10,000 doubles as programs write them, with up to 17 digits.
func TestDoors_doubles(t *testing.T) {
	facts := new(bsc.Readings)
	var file strings.Builder
	file.WriteString("kpi,period,value\n")
	for i := range 10_000 {
		x := 0.001 + float64(i)*8.9123e-7/3
		text := strconv.FormatFloat(x, 'f', -1, 64)
		fmt.Fprintf(&file, "k%d,2026,%s\n", i, text)
		d := decimal.NewFromFloat(x)
		require.NoError(t, facts.Add(bsc.Fact{Ref: bsc.KPIRef(fmt.Sprint("k", i)), Period: period.Year(2026), Reading: bsc.Reading{Value: d}}))
		exactly, _ := new(big.Rat).SetString(text)
		require.Zero(t, d.Rat().Cmp(exactly))
	}
	read := must(csvfile.Dialect{}.Readings(strings.NewReader(file.String()), nil))
	assert.Len(t, read.Facts(), 10_000)
}
