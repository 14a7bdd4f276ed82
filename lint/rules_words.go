package lint

import (
	"strings"
	"unicode"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
)

// WeaselWords returns the English words for rule K07: words that everybody agrees with and nobody can see or
// count. After Stacey Barr, Practical Performance Measurement.
func WeaselWords() []string {
	return []string{
		"accountable", "adequate", "agile", "appropriate", "best practice", "effective", "effectively", "effectiveness",
		"efficient", "efficiently", "efficiency", "excellence", "excellent", "flexible", "holistic", "innovative",
		"leverage", "meaningful", "optimal", "optimise", "optimised", "optimize", "optimized", "proactive", "quality",
		"reliable", "reliability", "resilient", "robust", "seamless", "strategic", "sustainable", "sustainability", "synergy",
		"synergies", "timely", "transparent", "well being", "world class",
	}
}

// ActivityWords returns the English words for rule K08: words for work done, whatever its result.
func ActivityWords() []string {
	return []string{
		"activities", "activity", "completed", "completion", "deployed", "go live", "implemented", "implementation",
		"installed", "introduced", "launch", "launched", "meetings held", "milestone", "milestones", "project", "projects",
		"roll out", "rollout", "set up", "trainings", "workshops",
	}
}

// wordsOf splits text into lower-case words, with a space before and after each.
func wordsOf(text string) string {
	fields := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Mc, r)
	})
	return " " + strings.Join(fields, " ") + " "
}

// matching returns the listed words and phrases that a text contains whole.
func matching(text string, list []string) []string {
	var met []string
	own := wordsOf(text)
	for _, word := range list {
		if w := wordsOf(word); len(w) > 2 && strings.Contains(own, w) {
			met = append(met, word)
		}
	}
	return met
}

// onlyWeasel reports whether a name has weasel words and nothing else.
func (s *Subject) onlyWeasel(name string) bool {
	own := wordsOf(name)
	for _, word := range s.settings.weasel {
		if w := wordsOf(word); len(w) > 2 {
			for strings.Contains(own, w) {
				own = strings.ReplaceAll(own, w, " ")
			}
		}
	}
	return strings.TrimSpace(own) == "" && !blank(name)
}

// checkWeasel is K07.
func checkWeasel(s *Subject) []Finding {
	var findings []Finding
	check := func(path bsc.Pointer, ref bsc.Ref, name string) {
		if met := matching(name, s.settings.weasel); len(met) > 0 {
			f := found(path+"/name", ref, "name_says_weasel", "name", name, "words", met).with("words", met)
			findings = append(findings, f.advise(words.New("say_what_is_seen")))
		}
	}
	for _, o := range s.objectives {
		check(o.Path, o.Ref, o.Name)
	}
	for _, k := range s.kpis {
		check(k.Path, k.Ref, k.Name)
	}
	return findings
}

// checkActivity is K08. It is about lagging KPIs, and those without a timing on top of the map.
func checkActivity(s *Subject) []Finding {
	var findings []Finding
	n := len(s.Definition.Perspectives)
	for _, k := range s.kpis { // s.kpis are under a perspective
		outcome := k.Timing == bsc.TimingLag || k.Timing == "" && k.Perspective == &s.Definition.Perspectives[n-1]
		if met := matching(k.Name, s.settings.activity); outcome && len(met) > 0 {
			f := found(k.Path+"/name", k.Ref, "name_says_activity", "name", k.Name, "words", met).with("words", met)
			findings = append(findings, f.advise(words.New("measure_outcome")))
		}
	}
	return findings
}
