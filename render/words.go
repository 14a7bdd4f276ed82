package render

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxName  = 200 // letters shown of a name
	maxMarks = 3   // marks on one letter
)

// clean makes text safe to show: in one line, without controls, invisible characters and stacks of marks, and
// cut if it is long. Broken UTF-8 becomes U+FFFD.
func clean(s string) string {
	var b strings.Builder
	letters, marks := 0, 0
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case invisible(r):
			continue
		case r != zeroWidthJoiner && r != zeroWidthNonJoiner && !unicode.IsPrint(r):
			r = utf8.RuneError
		}
		if joins(r) {
			if marks++; marks > maxMarks || b.Len() == 0 || space {
				continue
			}
			b.WriteRune(r)
			continue
		}
		if space {
			letters++
		}
		if letters++; letters > maxName {
			return b.String() + "…"
		}
		if space {
			b.WriteByte(' ')
		}
		space, marks = false, 0
		b.WriteRune(r)
	}
	return strings.TrimRight(b.String(), string(zeroWidthJoiner)+string(zeroWidthNonJoiner))
}

const (
	zeroWidthNonJoiner = '\u200C' // Persian and other scripts need it
	zeroWidthJoiner    = '\u200D' // so do composed emoji
)

// invisible reports whether a character only affects how others are shown, such as bidirectional controls,
// zero-width spaces and tags.
func invisible(r rune) bool {
	return r != zeroWidthJoiner && r != zeroWidthNonJoiner && unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point)
}

// joins reports whether a character belongs to the one before it.
func joins(r rune) bool {
	return r == zeroWidthJoiner || r == zeroWidthNonJoiner || unicode.In(r, unicode.Mn, unicode.Me) || 0x1F3FB <= r && r <= 0x1F3FF
}

// letters splits clean text into what a reader sees as letters.
func letters(s string) []string {
	var list []string
	joined := false
	for _, r := range s {
		if last := len(list) - 1; last >= 0 && (joined || joins(r)) {
			list[last] += string(r)
		} else {
			list = append(list, string(r))
		}
		joined = r == zeroWidthJoiner
	}
	return list
}

// shorten cuts clean text to at most that many letters, the last of which marks the cut.
func shorten(s string, most int) string {
	if l := letters(s); len(l) > most {
		return strings.Join(l[:most-1], "") + "…"
	}
	return s
}

const (
	openIsolate  = '\u2068' // in the direction of what follows
	closeIsolate = '\u2069'
)

// isolate keeps right-to-left text from changing the order of the text beside it, for formats without another
// way.
func isolate(s string) string {
	if strings.ContainsFunc(s, rightToLeft) {
		return string(openIsolate) + s + string(closeIsolate)
	}
	return s
}

// closeIsolates closes the isolates that a cut has left open.
func closeIsolates(s string) string {
	open := strings.Count(s, string(openIsolate)) - strings.Count(s, string(closeIsolate))
	return s + strings.Repeat(string(closeIsolate), max(0, open))
}

func rightToLeft(r rune) bool {
	return 0x590 <= r && r <= 0x8FF || 0xFB1D <= r && r <= 0xFDFF || 0xFE70 <= r && r <= 0xFEFF || 0x10800 <= r && r <= 0x10FFF || 0x1E800 <= r && r <= 0x1EFFF
}

// asciiAdvance returns the width of a printable ASCII character in DejaVu Sans, in thousandths of the font
// size. DejaVu Sans is among the widest common sans-serif fonts: text set by its widths also fits in others.
func asciiAdvance(r rune) int {
	widths := [...]int16{
		318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337, // space to /
		637, 637, 637, 637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 531, // 0 to ?
		1000, 685, 687, 699, 771, 632, 576, 775, 752, 295, 295, 656, 558, 863, 749, 788, // @ to O
		604, 788, 695, 635, 611, 732, 685, 989, 686, 611, 686, 391, 337, 391, 838, 500, // P to _
		500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612, // ` to o
		635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637, 337, 637, 838, // p to ~
	}
	return int(widths[r-' '])
}

// advance returns the largest width of a character, in thousandths of the font size, and whether it is
// certain.
func advance(r rune) (width int, sure bool) {
	switch {
	case ' ' <= r && r <= '~':
		return asciiAdvance(r), true
	case r == narrowSpace:
		return 400, true
	case joins(r), r == openIsolate, r == closeIsolate:
		return 0, true
	case r < 0x530: // Latin, Greek, Cyrillic
		if unicode.IsUpper(r) || strings.ContainsRune("æœжшщюыфмњљ", r) {
			return 1120, true
		}
		return 760, true
	case r < 0x900: // Armenian, Hebrew, Arabic and their kin
		return 850, true
	case unicode.Is(unicode.Mc, r): // vowel signs of Indic scripts
		return 600, true
	case r < 0x1CC0: // Indic and other scripts of southern Asia
		return 900, true
	case 0xFDF0 <= r && r <= 0xFDFF: // whole sentences
		return 4000, false
	case r < 0xFFFF: // also Chinese, Japanese, Korean, arrows and signs, which are square
		return 1050, true
	case 0x1F000 <= r && r <= 0x1FAFF: // emoji
		return 1450, true
	}
	return 1500, false
}

// measure returns the width of text at a font size, rounded up, and whether it is certain. Some browsers put
// every letter on a whole pixel: each letter counts with that width if it is larger.
func measure(s string, size int) (width int, sure bool) {
	sure = true
	for _, r := range s {
		w, known := advance(r)
		w *= size
		width += max(w, (w+500)/1000*1000)
		sure = sure && known
	}
	return (width + 999) / 1000, sure
}

// wrap breaks text into at most so many lines of a width: between words, and inside words that are too long
// for a line. If text is left over, the last line is cut.
func wrap(text string, size, width, most int) []string {
	var lines []string
	line := ""
	for _, word := range splitWords(text) {
		if joined := line + word; fits(strings.TrimRight(joined, " "), size, width) {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, strings.TrimRight(line, " "))
			line = ""
		}
		for !fits(strings.TrimRight(word, " "), size, width) {
			head, rest := split(word, size, width)
			lines, word = append(lines, head), rest
		}
		line = word
	}
	if line = strings.TrimRight(line, " "); line != "" {
		lines = append(lines, line)
	}
	if len(lines) > most {
		lines = slices.Clip(lines[:most])
		last := letters(lines[most-1])
		for len(last) > 1 && !fits(strings.Join(last, "")+"…", size, width) {
			last = last[:len(last)-1]
		}
		lines[most-1] = strings.TrimRight(strings.Join(last, ""), " ") + "…"
	}
	return lines
}

// bold returns how much of a width bold text may take by measure, because bold is wider.
func bold(width int) int { return width * 5 / 6 }

func fits(s string, size, width int) bool {
	w, _ := measure(s, size)
	return w <= width
}

// splitWords cuts text where a line may end: after spaces, hyphens and slashes, and around characters that
// are written without spaces.
func splitWords(text string) []string {
	var words []string
	word := ""
	for _, l := range letters(text) {
		first, _ := utf8.DecodeRuneInString(l)
		alone := unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
		if alone && word != "" && !strings.HasSuffix(word, "(") {
			words = append(words, word)
			word = ""
		}
		word += l
		if l == " " || l == "-" || l == "/" || alone {
			words = append(words, word)
			word = ""
		}
	}
	if word != "" {
		words = append(words, word)
	}
	return words
}

// split cuts a word that is longer than a line. At least one letter goes onto the line.
func split(word string, size, width int) (head, rest string) {
	list := letters(word)
	n := 1
	for n < len(list) && fits(strings.Join(list[:n+1], ""), size, width) {
		n++
	}
	return strings.Join(list[:n], ""), strings.Join(list[n:], "")
}
