package almanac

import (
	"cmp"
	"fmt"
	"time"

	"github.com/go-bsc/bsc/words"
)

// A Kind says how long a period is.
type Kind uint8

// The kinds. The zero Kind is none.
const (
	Year Kind = iota + 1
	Half
	Quarter
	Month
	Numbered
	Week
	Day
)

// Kinds is the number of kinds, and the last of them.
const Kinds = Day

// Size orders kinds by length: the longer, the larger. Months and numbered periods have the same size.
func (k Kind) Size() int { return [...]int{0, 6, 5, 4, 3, 3, 2, 1}[k] }

// Civil reports whether periods of a kind are the same in every calendar.
func (k Kind) Civil() bool { return k == Month || k == Week || k == Day }

// Noun names a period of a kind in a sentence: the phrase noun.month, and so on.
func (k Kind) Noun() words.Phrase { return words.New("noun." + k.name()) }

// Nouns names several of them: the phrase nouns.month, and so on.
func (k Kind) Nouns() words.Phrase { return words.New("nouns." + k.name()) }

func (k Kind) name() string {
	return [...]string{"period", "year", "half_year", "quarter", "month", "numbered_period", "week", "day"}[k]
}

// months returns how many of the twelve parts of a year a period has. The parts are months, or the numbered
// periods of a year of weeks.
func (k Kind) months() int {
	switch k {
	case Year:
		return 12
	case Half:
		return 6
	case Quarter:
		return 3
	}
	return 1
}

// A Label names a period. It is comparable; the zero Label is no period.
type Label struct {
	Kind  Kind
	Year  uint16
	Index uint16 // within the year; days count month·32 + day
}

// NewLabel returns a label; the zero Label if there is no such period.
func NewLabel(kind Kind, year, index int) Label {
	if year < 1 || year > 9999 || index < 1 || index > last(kind, year) {
		return Label{}
	}
	return Label{kind, uint16(year), uint16(index)}
}

// DayLabel returns a day; the zero Label if there is no such day.
func DayLabel(year, month, day int) Label {
	if month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) {
		return Label{}
	}
	return NewLabel(Day, year, month*32+day)
}

// last returns the last index of a kind within a year.
func last(kind Kind, year int) int {
	switch kind {
	case Year:
		return 1
	case Half:
		return 2
	case Quarter:
		return 4
	case Month:
		return 12
	case Week:
		_, week := time.Date(year, 12, 28, 0, 0, 0, 0, time.UTC).ISOWeek() // always in the last week
		return week
	case Numbered:
		return 99
	}
	return 12*32 + 31
}

func daysInMonth(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// IsZero reports whether l is the zero Label.
func (l Label) IsZero() bool { return l == Label{} }

// String returns the label, such as 2026-Q3; "" for the zero Label.
func (l Label) String() string {
	switch l.Kind {
	case Year:
		return fmt.Sprintf("%04d", l.Year)
	case Half:
		return fmt.Sprintf("%04d-H%d", l.Year, l.Index)
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", l.Year, l.Index)
	case Month:
		return fmt.Sprintf("%04d-%02d", l.Year, l.Index)
	case Week:
		return fmt.Sprintf("%04d-W%02d", l.Year, l.Index)
	case Numbered:
		return fmt.Sprintf("%04d-P%02d", l.Year, l.Index)
	case Day:
		return fmt.Sprintf("%04d-%02d-%02d", l.Year, l.Index/32, l.Index%32)
	}
	return ""
}

// Compare orders labels by year, then from longer to shorter kinds, then within the year.
func (l Label) Compare(m Label) int {
	return cmp.Or(cmp.Compare(l.Year, m.Year), cmp.Compare(l.Kind, m.Kind), cmp.Compare(l.Index, m.Index))
}

// DayNumber returns the number of the day that the label is of; 0 if it is of another period.
func (l Label) DayNumber() int {
	if l.Kind != Day {
		return 0
	}
	return Number(int(l.Year), int(l.Index)/32, int(l.Index)%32)
}

// YearBefore returns the period of the same name a year earlier; the zero Label if there is none.
func (l Label) YearBefore() Label {
	if l.Kind == Day {
		return DayLabel(int(l.Year)-1, int(l.Index)/32, int(l.Index)%32)
	}
	return NewLabel(l.Kind, int(l.Year)-1, int(l.Index))
}
