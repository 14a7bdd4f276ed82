package words

import (
	"cmp"
	"embed"
	"encoding/json"
	"maps"
	"strconv"
	"strings"
	"sync"

	"github.com/go-bsc/bsc/internal/oneline"
)

// A Catalogue has the words of one language: a template for each code. A template is text in which {name} stands for
// the argument of that name, and for nothing where there is no such argument. After a bar stands how it is shown:
//
//	{id|quoted}    in quotation marks, cut if it is long; "" where there is none, as an empty text is left out
//	{names|and}    a list with the catalogue's word for and before the last: a, b and c
//	{names|or}     the same with or
//	{names|list}   a list with commas
//	{number|term}  a number, in parentheses where it is negative
//	{ids|quoted}   a list with commas, each in quotation marks; {ids|and|quoted} and {ids|or|quoted} are lists with a word
//
// Braces around anything else are text. If the argument n is 1 and there is a template whose code ends in ".1", that
// is used: "problems.1". The code "point" is the decimal mark of numbers, where it is not a point.
//
// A Catalogue may be shared by goroutines while nobody changes it. The zero Catalogue has no words: what it cannot say
// is said in English.
type Catalogue map[string]string

//go:embed en/*.json de/*.json
var files embed.FS

var english, german = sync.OnceValue(func() Catalogue { return load("en") }), sync.OnceValue(func() Catalogue { return load("de") })

// load reads the catalogue of a language, which a test has read before.
func load(language string) Catalogue {
	all := Catalogue{}
	entries, _ := files.ReadDir(language)
	for _, e := range entries {
		text, _ := files.ReadFile(language + "/" + e.Name())
		var some Catalogue
		_ = json.Unmarshal(text, &some)
		maps.Copy(all, some)
	}
	return all
}

// English returns the words of the library. The map belongs to the caller: a start for another language, or for other
// words in this one. A code keeps its meaning and its arguments once it is released. New codes may come.
func English() Catalogue { return maps.Clone(english()) }

// German returns the same in German. The map belongs to the caller.
func German() Catalogue { return maps.Clone(german()) }

// Say says a phrase in the language, as one printable line. What the catalogue has no template for is said in English,
// and a code that English does not have either by the text that came with it or, without one, by the code.
func (c Catalogue) Say(p Phrase) string { return c.SayWith(p, oneline.Printable) }

// SayWith is like Say, and text shows the texts among the arguments, such as names, and a host's own words: for those
// who mark them up, or escape them. Texts in quotation marks are shown as Say does.
func (c Catalogue) SayWith(p Phrase, text func(string) string) string {
	return speaker{c, text}.say(p)
}

// A speaker says phrases in a language.
type speaker struct {
	Catalogue
	text func(string) string // shows a text
}

func (c speaker) say(p Phrase) string {
	template, ok := c.template(p)
	switch {
	case p.IsZero():
		return ""
	case ok:
		return c.fill(template, p)
	case p.text != "":
		return c.text(p.text)
	}
	return p.code
}

// template returns what says a phrase: the catalogue's own, or else the English one.
func (c Catalogue) template(p Phrase) (string, bool) {
	if p.Code() == "" {
		return "", false
	}
	for _, language := range []Catalogue{c, english()} {
		if n, _ := p.Arg("n").(Number); n == "1" {
			if template, ok := language[p.code+".1"]; ok {
				return template, true
			}
		}
		if template, ok := language[p.code]; ok {
			return template, true
		}
	}
	return "", false
}

// fill puts the arguments of a phrase into a template.
func (c speaker) fill(template string, p Phrase) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(template, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, mode, size := placeholder(after)
		if size == 0 {
			b.WriteByte('{')
		} else {
			b.WriteString(c.show(p.Arg(name), mode))
		}
		template = after[size:]
	}
}

// placeholder reads name} or name|mode} and returns how long it is; 0 for what is no placeholder.
func placeholder(s string) (name, mode string, size int) {
	end := strings.IndexByte(s, '}')
	if end < 0 {
		return "", "", 0
	}
	name, mode, _ = strings.Cut(s[:end], "|")
	for i := range len(name) {
		if c := name[i]; c != '_' && (c < 'a' || c > 'z') {
			return "", "", 0
		}
	}
	if name == "" {
		return "", "", 0
	}
	return name, mode, end + 1
}

// show shows an argument.
func (c speaker) show(value any, mode string) string {
	switch v := value.(type) {
	case nil:
		if mode == "quoted" {
			return oneline.Quote("")
		}
		return ""
	case []any:
		return c.list(v, mode)
	case string:
		if mode == "quoted" {
			return oneline.Quote(v)
		}
		return c.text(v)
	case Number:
		if mode == "term" && strings.HasPrefix(string(v), "-") {
			return "(" + c.Number(string(v)) + ")"
		}
		return c.Number(string(v))
	case Phrase:
		if mode == "quoted" {
			return strconv.Quote(c.say(v))
		}
		return c.say(v)
	case Formula:
		return c.formula(v)
	}
	return ""
}

func (c speaker) list(values []any, mode string) string {
	mode, inner, _ := strings.Cut(mode, "|")
	last := ", "
	switch mode {
	case "and", "or":
		last = " " + cmp.Or(c.Catalogue[mode], mode) + " "
	case "quoted":
		inner = mode
	}
	var b strings.Builder
	for i, v := range values {
		switch {
		case i == 0:
		case i == len(values)-1:
			b.WriteString(last)
		default:
			b.WriteString(", ")
		}
		b.WriteString(c.show(v, inner))
	}
	return b.String()
}

// Number shows a number in plain digits with the decimal mark of the language.
func (c Catalogue) Number(digits string) string {
	if point, ok := c["point"]; ok {
		return strings.Replace(digits, ".", point, 1)
	}
	return digits
}

// Formula shows a formula, with the words of the language where it has words.
func (c Catalogue) Formula(f Formula) string { return speaker{c, oneline.Printable}.formula(f) }

func (c speaker) formula(f Formula) string {
	var b strings.Builder
	for _, t := range f {
		switch {
		case t.Number != "":
			b.WriteString(c.Number(string(t.Number)))
		case !t.Phrase.IsZero():
			b.WriteString(c.say(t.Phrase))
		default:
			b.WriteString(c.text(t.Text))
		}
	}
	return b.String()
}
