package csvfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A numeral is a number as a cell writes it, and the marks that it was written with.
type numeral struct {
	plain string // as JSON writes it
	bad   bool   // it is none

	decimal, thousands, percent, parenthesised, minusBehind bool
}

// number reads a cell with a number; false if the cell says that there is none.
func (d *Dialect) number(cell string) (decimal.Decimal, bool, *bsc.Problem) {
	if cell == "" || slices.Contains(d.Empty, cell) {
		return decimal.Decimal{}, false, nil
	}
	n := d.numeral(cell)
	if n.bad {
		return decimal.Decimal{}, false, d.notNumber(cell)
	}
	v, err := bsc.Number(n.plain).Decimal()
	if err != nil {
		return decimal.Decimal{}, false, problemOf(err)
	}
	return v, true, nil
}

// numeral reads the marks around a number, then the digits.
func (d *Dialect) numeral(cell string) (n numeral) {
	rest := cell
	percent := func() {
		if before, ok := strings.CutSuffix(rest, "%"); ok && d.Percent != "" && !n.percent {
			rest, n.percent = strings.TrimRightFunc(before, unicode.IsSpace), true
		}
	}
	percent()
	if inner, ok := strings.CutPrefix(rest, "("); ok && d.Parentheses {
		if rest, ok = strings.CutSuffix(inner, ")"); !ok {
			return numeral{bad: true}
		}
		rest, n.parenthesised = strings.TrimSpace(rest), true
	} else if before, ok := strings.CutSuffix(rest, "-"); ok && d.TrailingMinus {
		rest, n.minusBehind = strings.TrimRightFunc(before, unicode.IsSpace), true
	}
	percent()
	negative := n.parenthesised || n.minusBehind
	if sign, size := utf8.DecodeRuneInString(rest); !negative && (sign == '-' || sign == '−' || sign == '+') {
		rest, negative = rest[size:], sign != '+'
	}
	n.digits(d, rest, negative)
	return n
}

// digits reads what is left of a number once its signs are off: digits, in groups of three if grouped at all, the
// decimal mark with digits behind it, and an exponent as spreadsheets write it, E+05.
func (n *numeral) digits(d *Dialect, text string, negative bool) {
	mantissa, exponent, ok := text, 0, true
	if e := strings.IndexAny(text, "eE"); e >= 0 {
		mantissa = text[:e]
		exponent, ok = exponentOf(text[e+1:])
	}
	whole, places, dotted := strings.Cut(mantissa, string(d.decimal()))
	whole, grouped, even := d.ungroup(whole)
	if whole == "" && dotted { // .5, as databases write it
		whole = "0"
	}
	if !ok || !even || !allDigits(whole) || len(whole) > 1 && whole[0] == '0' || dotted && !allDigits(places) {
		n.bad = true
		return
	}
	n.decimal, n.thousands = dotted, grouped
	if n.percent && d.Percent == PercentFraction {
		exponent -= 2
	}
	if negative {
		n.plain = "-"
	}
	n.plain += whole
	if dotted {
		n.plain += "." + places
	}
	if exponent != 0 {
		n.plain += "e" + strconv.Itoa(exponent)
	}
}

// exponentOf reads an exponent. Beyond a billion it only says that the number is out of range.
func exponentOf(power string) (int, bool) {
	unsigned := strings.TrimPrefix(strings.TrimPrefix(power, "+"), "-")
	exponent, _ := strconv.Atoi(power) // the nearest int where it is larger
	const most = 1_000_000_000
	return min(max(exponent, -most), most), allDigits(unsigned) && len(power)-len(unsigned) <= 1
}

// ungroup takes the marks for thousands out; false if they do not stand between groups of three digits.
func (d *Dialect) ungroup(whole string) (digits string, grouped, ok bool) {
	if d.Thousands == 0 {
		return whole, false, true
	}
	whole = strings.Map(func(r rune) rune {
		if d.isThousands(r) {
			return d.Thousands
		}
		return r
	}, whole)
	groups := strings.Split(whole, string(d.Thousands))
	if len(groups) == 1 {
		return whole, false, true
	}
	if first := len(groups[0]); first < 1 || first > 3 {
		return "", true, false
	}
	for _, group := range groups[1:] {
		if len(group) != 3 {
			return "", true, false
		}
	}
	return strings.Join(groups, ""), true, true
}

// isThousands reports whether a rune is the declared mark, or one that looks like it.
func (d *Dialect) isThousands(r rune) bool {
	switch r {
	case '\u00a0', '\u202f', '\u2009': // spaces at which no line breaks, and a thin one
		r = ' '
	case '’':
		r = '\''
	}
	return r == d.Thousands || r == '\'' && d.Thousands == '’'
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// notNumber says that a cell is no number.
func (d *Dialect) notNumber(cell string) *bsc.Problem {
	p := problem(bsc.ErrNumber, "no_number", "got", cell)
	p.Allowed = words.New("number_such_as", "sample", d.sample())
	return p
}

// numberHint says under which dialect a cell would be a number, or none; nothing if it would not be.
func (d *Dialect) numberHint(cell string) words.Phrase {
	switch ways := d.otherWays(cell); {
	case len(ways) > 0:
		return words.New("number_in_other_dialect", "ways", allOf(ways))
	case utf8.RuneCountInString(cell) <= 20 && (!strings.ContainsAny(cell, "0123456789") || cell[0] == '#'):
		return words.New("if_cell_is_empty", "cell", cell)
	}
	return d.unitHint(cell)
}

// allOf says one way and the next. There is at least one.
func allOf(ways []words.Phrase) words.Phrase {
	all := ways[0]
	for _, way := range ways[1:] {
		all = words.New("one_and_next", "one", all, "next", way)
	}
	return all
}

// unitHint says to take a currency or a unit off a number; nothing if that does not make it one.
func (d *Dialect) unitHint(cell string) words.Phrase {
	isCurrency := func(r rune) bool { return unicode.Is(unicode.Sc, r) || unicode.IsSpace(r) }
	isUnit := func(r rune) bool { return isCurrency(r) || unicode.IsLetter(r) }
	number := strings.TrimRightFunc(strings.TrimLeftFunc(cell, isCurrency), isUnit)
	before, behind, _ := strings.Cut(cell, number)
	marks := strings.TrimSpace(strings.TrimSpace(before) + " " + strings.TrimSpace(behind))
	if number == "" || marks == "" {
		return words.Phrase{}
	}
	if !d.numeral(number).bad {
		return words.New("number_alone_remove", "marks", marks)
	}
	if ways := d.otherWays(number); len(ways) > 0 {
		return words.New("number_alone_in_other_dialect", "marks", marks, "ways", allOf(ways))
	}
	return words.Phrase{}
}

// sample writes a number in the dialect.
func (d *Dialect) sample() string {
	if d.Thousands == 0 {
		return "1234" + string(d.decimal()) + "5"
	}
	return "1" + string(d.Thousands) + "234" + string(d.decimal()) + "5"
}

// otherWays lists how other dialects read a cell that this one refuses, with what they declare.
func (d *Dialect) otherWays(cell string) []words.Phrase {
	var ways []words.Phrase
	told := map[string]bool{}
	marks := [][2]rune{
		{d.decimal(), d.Thousands},
		{',', 0},
		{'.', 0},
		{',', '.'},
		{'.', ','},
		{',', ' '},
		{'.', ' '},
		{',', '\''},
		{'.', '\''},
	}
	for i, m := range marks {
		for _, percent := range []Percent{PercentPoints, PercentFraction} {
			other := Dialect{Decimal: m[0], Thousands: m[1], Percent: percent, Parentheses: true, TrailingMinus: true}
			if d.Percent != "" {
				other.Percent = d.Percent
			}
			n := other.numeral(cell)
			if n.bad {
				continue
			}
			v, err := bsc.Number(n.plain).Decimal()
			way := words.New("number_under", "number", words.Number(bsc.NumberOf(v)), "fields", d.lacks(&other, n))
			if err == nil && !told[way.String()] {
				told[way.String()] = true
				ways = append(ways, way)
			}
		}
		if i == 0 && len(ways) > 0 {
			break // its own marks do
		}
	}
	return ways[:min(len(ways), 3)]
}

// lacks lists what another dialect declares and this one does not, as far as a number needs it.
func (d *Dialect) lacks(other *Dialect, n numeral) []string {
	var fields []string
	add := func(needed bool, format string, args ...any) {
		if needed {
			fields = append(fields, fmt.Sprintf(format, args...))
		}
	}
	add(n.decimal && other.Decimal != d.decimal() || n.thousands && other.Decimal != d.decimal() && other.Thousands == d.decimal(), "Decimal: %q", other.Decimal)
	add(n.thousands && other.Thousands != d.Thousands, "Thousands: %q", other.Thousands)
	add(n.percent && d.Percent == "", "Percent: %q", other.Percent)
	add(n.parenthesised && !d.Parentheses, "Parentheses: true")
	add(n.minusBehind && !d.TrailingMinus, "TrailingMinus: true")
	return fields
}
