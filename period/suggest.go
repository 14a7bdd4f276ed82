package period

import (
	"strings"
	"unicode"

	"github.com/go-bsc/bsc/words"
)

// didYouMean returns the hint for text that is no label, but says a period in other words: 2026-7, Q3 2026, 2026/07.
// A text that may be two periods, such as 03/04/2026, has none.
func didYouMean(text string) words.Phrase {
	if len(text) > 16 {
		return words.Phrase{}
	}
	var year, kind string
	var numbers []string
	for _, word := range wordsOf(text) {
		switch digits := unicode.IsDigit(rune(word[0])); {
		case digits && len(word) == 4 && year == "" && len(numbers) < 2:
			year = word
		case digits && len(word) <= 2:
			numbers = append(numbers, "0"[:2-len(word)]+word)
		case !digits && len(word) == 1 && kind == "":
			kind = strings.ToUpper(word)
		default:
			return words.Phrase{}
		}
	}
	label := year
	switch at := strings.Index(text, year); {
	case len(numbers) == 1 && (kind == "H" || kind == "Q"):
		label += "-" + kind + numbers[0][1:]
	case len(numbers) == 1 && (kind == "W" || kind == "P"):
		label += "-" + kind + numbers[0]
	case len(numbers) == 1 && (kind == "" || kind == "M"), len(numbers) == 2 && kind == "" && at == 0:
		label += "-" + strings.Join(numbers, "-")
	case len(numbers) > 0 || kind != "":
		return words.Phrase{}
	}
	if parse(label).IsZero() {
		return words.Phrase{}
	}
	return words.New("did_you_mean", "name", label)
}

// wordsOf splits text where anything but letters and digits stands, and between the two.
func wordsOf(text string) (list []string) {
	last := -1 // what the character before was: 0 a letter, 1 a digit
	for _, r := range text {
		now := -1
		switch {
		case '0' <= r && r <= '9':
			now = 1
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			now = 0
		}
		if now >= 0 && now == last {
			list[len(list)-1] += string(r)
		} else if now >= 0 {
			list = append(list, string(r))
		}
		last = now
	}
	return list
}
