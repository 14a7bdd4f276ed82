package render_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/go-bsc/bsc/words"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var placeholder = regexp.MustCompile(`\{[a-z_]+(\|[a-z]+)?\}`)

// foreign writes a template in Cyrillic letters that mean nothing, but for its placeholders.
func foreign(template string) string {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case 'a' <= r && r <= 'z':
				return 'а' + r - 'a'
			case 'A' <= r && r <= 'Z':
				return 'А' + r - 'A'
			}
			return r
		}, s)
	}
	var b strings.Builder
	end := 0
	for _, at := range placeholder.FindAllStringIndex(template, -1) {
		b.WriteString(letters(template[end:at[0]]) + template[at[0]:at[1]])
		end = at[1]
	}
	return b.String() + letters(template[end:])
}

// foreignLanguage is a language that shares no letter with English.
func foreignLanguage() words.Catalogue {
	language := words.English()
	for code, template := range language {
		language[code] = foreign(template)
	}
	language["point"] = ","
	return language
}

// TestView_words draws in a language that shares no letter with English a scorecard whose names do not either: no
// drawing has an English word, nor a number with an English point. Every word that drawings have is there.
func TestView_words(t *testing.T) {
	trend := foreignTrend(t)
	last := trend.Results()[len(trend.Results())-1]
	all := ""
	for name, v := range map[string]render.View{"card": {Card: last.Scorecard()}, "result": {Result: last}, "trend": {Trend: trend}} {
		v.Words = foreignLanguage()
		for file, to := range drawings(v) {
			said := saidIn(t, file, draw(t, to))
			assert.NotEmpty(t, said, file)
			assert.Empty(t, english(said), "%s, %s", name, file)
			all += said + "\n"
		}
	}
	organisation := ""
	for _, to := range organisations(render.Organisation{Result: chain(t), Words: foreignLanguage()}) {
		organisation += draw(t, to)
	}
	all += organisation
	for _, to := range eventfulOf(t, texts{"卡", "一", "так", "м²"}, foreignLanguage()) {
		all += draw(t, to)
	}
	for _, to := range changes(t, foreignLanguage()) {
		all += draw(t, to)
	}
	for code, template := range templates(t) {
		if text := longest(template); len(text) > 8 {
			assert.False(t, strings.Contains(organisation, text), "an organisation says %q in English", text)
		}
		assert.True(t, strings.Contains(all, longest(foreign(template))), "no drawing says %s: %s", code, template)
	}
}

var (
	refText     = regexp.MustCompile(`(kpi|objective|perspective|scorecard):`) // an identifier
	englishWord = regexp.MustCompile(`[A-Za-z]{2,}|\d\.\d`)
)

func english(said string) []string {
	return englishWord.FindAllString(refText.ReplaceAllString(said, ""), -1)
}

// templates returns those of the words that drawings have for more than errors, and not for other frequencies.
func templates(t *testing.T) map[string]string {
	t.Helper()
	document, err := os.ReadFile("../words/en/render.json")
	require.NoError(t, err)
	all := map[string]string{}
	require.NoError(t, json.Unmarshal(document, &all))
	for code := range all {
		if strings.HasPrefix(code, "after.") && !strings.HasPrefix(code, "after.quarter") {
			delete(all, code)
		}
	}
	for _, code := range []string{
		"nothing_to_draw", "drawable_view", "nothing_to_draw_into", "a_writer", "at_most_nodes_and_rows",
		"too_many_lines_to_draw", "too_many_nodes_to_draw", "too_many_rows_to_draw",
		"drawable_organisation", "too_many_units_to_draw", "too_many_cells_to_draw", "drawable_waterfall", "drawable_tornado",
	} {
		require.Contains(t, all, code)
		delete(all, code)
	}
	return all
}

// longest returns the longest text of a template between its placeholders.
func longest(template string) (text string) {
	for _, part := range placeholder.Split(template, -1) {
		if len(part) > len(text) {
			text = part
		}
	}
	return text
}

// saidIn returns what a drawing says to people, without markup and keywords.
func saidIn(t *testing.T, file, drawing string) string {
	t.Helper()
	switch file[strings.LastIndexByte(file, '.'):] {
	case ".svg":
		return saidInXML(t, drawing)
	case ".dot":
		return saidInQuotes(drawing, `label="((?:[^"\\]|\\.)*)"`, strings.NewReplacer(`\n`, "\n", "&amp;", "&").Replace)
	case ".mmd":
		code := regexp.MustCompile(`#(\d+);`)
		return saidInQuotes(drawing, `"([^"]*)"`, func(s string) string {
			return code.ReplaceAllStringFunc(strings.ReplaceAll(s, "<br/>", "\n"), func(s string) string {
				n, err := strconv.Atoi(s[1 : len(s)-1])
				require.NoError(t, err)
				return string(rune(n))
			})
		})
	case ".md":
		return strings.ReplaceAll(drawing, `\`, "")
	}
	return drawing
}

func saidInQuotes(drawing, pattern string, plain func(string) string) string {
	var said []string
	for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(drawing, -1) {
		said = append(said, plain(match[1]))
	}
	return strings.Join(said, "\n")
}

func saidInXML(t *testing.T, drawing string) string {
	t.Helper()
	var said []string
	for d := xml.NewDecoder(strings.NewReader(drawing)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return strings.Join(said, "\n")
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.CharData:
			said = append(said, string(token))
		case xml.StartElement:
			for _, a := range token.Attr {
				if a.Name.Local == "aria-label" {
					said = append(said, a.Value)
				}
			}
		}
	}
}

// foreignTrend is a trend of three quarters of a scorecard that has no Latin letters, every kind of link, of movement and
// of reading, and assessments.
func foreignTrend(t *testing.T) *history.Trend {
	t.Helper()
	quarter := func(n int) period.Period { return period.Quarter(2026, n) }
	kpi := func(id, name string) bsc.KPI {
		return bsc.KPI{ID: id, Name: name, Unit: "€/м²", Targets: []bsc.Target{{Baseline: "0", Value: "100.5"}}}
	}
	shown, word, provisional := kpi("ш", "只"), kpi("с", "字"), kpi("п", "暫")
	shown.Scorer, shown.Targets = bsc.Policy{Name: "none"}, nil
	word.Scorer, word.Targets = bsc.NewPolicy("points", map[string]any{"labels": map[string]any{"так": 120, "нет": 40}}), nil
	unrated := bsc.Objective{ID: "о4", Name: "目四", KPIs: []bsc.KPI{kpi("к4", "四")}}
	unrated.Threshold = bsc.Policy{Name: "none"}
	objective := bsc.ObjectiveRef
	def := &bsc.Definition{
		ID: "карта", Name: "卡", Frequency: period.Quarterly,
		Perspectives: []bsc.Perspective{
			{ID: "в1", Name: "下", Objectives: []bsc.Objective{
				{ID: "о1", Name: "目一", KPIs: []bsc.KPI{kpi("к1", "一"), shown, word, provisional}},
				{ID: "о2", Name: "目二", KPIs: []bsc.KPI{kpi("к2", "二")}},
			}},
			{ID: "в2", Name: "上", Objectives: []bsc.Objective{{ID: "о3", Name: "目三", KPIs: []bsc.KPI{kpi("к3", "三")}}, unrated}},
		},
		Links: []bsc.Link{
			{From: objective("о1"), To: objective("о3"), Delay: 1, Strength: bsc.StrengthWeak},
			{From: objective("о2"), To: objective("о3"), Delay: 3, Inverse: true, Strength: "0.25"},
			{From: objective("о1"), To: objective("о4"), Kind: bsc.LinkDefinitional},
			{From: objective("о2"), To: objective("о4"), Kind: bsc.LinkConstraint, Strength: bsc.StrengthStrong},
			{From: objective("о3"), To: objective("о1"), Delay: 2},
			{From: bsc.KPIRef("к1"), To: objective("о4")},
		},
	}
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	add := func(id string, n int, r bsc.Reading) {
		require.NoError(t, readings.Add(bsc.Fact{OrgUnit: "Цюрих", Ref: bsc.KPIRef(id), Period: quarter(n), Reading: r}))
	}
	for id, values := range map[string][]string{"к1": {"10", "20", "30.5"}, "к2": {"90.5", "80", "70"}, "к3": {"50", "50", "50"}, "к4": {"90", "90"}, "ш": {"1", "1", "12345.5"}} {
		for i, value := range values {
			add(id, i+1, bsc.Reading{Value: decimalOf(t, value)})
		}
	}
	add("с", 3, bsc.Reading{Label: "нет"})
	add("п", 3, bsc.Reading{Value: decimalOf(t, "3"), State: bsc.StateProvisional})
	trend, err := history.NewTrend(card, quarter(1), bsc.Input{
		Period: quarter(3), OrgUnit: "Цюрих", Readings: readings,
		Assessments: []bsc.Assessment{{Ref: objective("о1"), Rating: bsc.RatingGreen}, {Ref: objective("о4"), Score: "50"}},
	})
	require.NoError(t, err)
	return trend
}

// TestView_words_all: English has a word for everything that the words of a drawing depend on.
func TestView_words_all(t *testing.T) {
	language := words.English()
	for _, flag := range (^bsc.Flags(0)).Names() {
		assert.Contains(t, language, "flag."+flag)
	}
	for _, f := range period.Frequencies() {
		name := strings.Replace(string(f), "half", "half_year", 1)
		for _, code := range []string{"nouns." + name, "after." + name, "after." + name + ".1"} {
			assert.Contains(t, language, code)
		}
	}
	for _, kind := range []bsc.LinkKind{bsc.LinkHypothesis, bsc.LinkDefinitional, bsc.LinkConstraint} {
		assert.Contains(t, language, "link."+string(kind))
		assert.Contains(t, language, "legend."+string(kind))
	}
	for _, level := range bsc.DefaultRatings() {
		assert.Equal(t, level.Name, language["level."+string(level.ID)])
	}
}
