package bsc_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the library says, its source against its catalogues: see package words.

// TestHouse_words checks that every code in the source is in the English catalogue, with the arguments of its template,
// and that the catalogue has nothing else.
func TestHouse_words(t *testing.T) {
	english, files := catalogue(t, "en")
	s := readSpoken(t, english)
	assert.Greater(t, len(s.uses), 300, "codes are found")
	used := map[string]bool{"and": true, "or": true} // package words itself says these
	for _, u := range s.uses {
		used[u.code], used[u.code+".1"] = true, true
		template, known := english[u.code]
		if !assert.True(t, known, "%s: the catalogue has no %q", u.at, u.code) || !u.named {
			continue
		}
		needed := placeholders(template)
		for _, name := range u.names[:u.own] {
			assert.Contains(t, needed, name, "%s: %q shows no {%s}: %s", u.at, u.code, name, template)
		}
		for _, name := range needed {
			if slices.Contains(optional(template), name) {
				continue
			}
			assert.Contains(t, u.names, name, "%s: %q is not given {%s}: %s", u.at, u.code, name, template)
		}
	}
	for _, wrong := range s.wrong {
		assert.Fail(t, wrong)
	}
	for code, file := range files {
		family, _, _ := strings.Cut(code, ".")
		assert.True(t, used[code] || s.families[family+"."], "%s: nothing says %q", file, code)
		assert.NotContains(t, english[code], "%s", "%s: %q is a format", file, code)
	}
}

// TestHouse_catalogues checks the files of the catalogues: their order, that no code stands twice, and that another
// language shows the same arguments.
func TestHouse_catalogues(t *testing.T) {
	modes := []string{"", "|quoted", "|list", "|and", "|or", "|and|quoted", "|or|quoted", "|term"}
	english, _ := catalogue(t, "en")
	for code, template := range english {
		for _, m := range placeholder.FindAllStringSubmatch(template, -1) {
			assert.Contains(t, modes, m[2], "%s: %s", code, template)
			assert.NotContains(t, []string{"code", "text"}, m[1], "%s: %s", code, template)
		}
	}
	german, files := catalogue(t, "de")
	for code, template := range german {
		if code == "point" {
			continue
		}
		own, known := english[code]
		family, _, isName := strings.Cut(code, ".")
		if !known && isName && family != "" {
			continue // a name that stands for itself in English
		}
		if assert.True(t, known, "%s: English has no %q", files[code], code) {
			assert.ElementsMatch(t, placeholders(own), placeholders(template), "%s: %q: %s", files[code], code, template)
		}
	}
}

var placeholder = regexp.MustCompile(`\{([a-z_]+)((?:\|[a-z]+)*)\}`)

// placeholders lists the arguments that a template shows.
func placeholders(template string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(template, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// optional lists the arguments that a template shows right behind a letter or another argument: they bring a space of
// their own, or are not there.
func optional(template string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatchIndex(template, -1) {
		if m[0] > 0 && regexp.MustCompile(`[a-z0-9}]$`).MatchString(template[:m[0]]) {
			names = append(names, template[m[2]:m[3]])
		}
	}
	return names
}

// catalogue reads the files of a language, and returns its templates and the file of each.
func catalogue(t *testing.T, language string) (templates, files map[string]string) {
	t.Helper()
	names, err := filepath.Glob("words/" + language + "/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	templates, files = map[string]string{}, map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		own := map[string]string{}
		require.NoError(t, json.Unmarshal(text, &own), name)
		var ordered bytes.Buffer
		e := json.NewEncoder(&ordered)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		require.NoError(t, e.Encode(own))
		assert.Equal(t, strings.TrimSpace(ordered.String()), strings.TrimSpace(string(text)), "%s: each code once, in order, indented by 2", name)
		for code, template := range own {
			assert.Empty(t, files[code], "%s has %q, too", name, code)
			templates[code], files[code] = template, filepath.ToSlash(name)
		}
	}
	return templates, files
}
