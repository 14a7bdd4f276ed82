package period

import (
	"database/sql/driver"
	"fmt"

	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/stored"
	"github.com/go-bsc/bsc/words"
)

// Scan reads a label from a database column. NULL and empty text are the zero Period. The error is an *Error
// with the code period, also for a column of another type, such as a number or a date. On an error, p is
// unchanged.
func (p *Period) Scan(src any) error {
	text, f := stored.Text(src)
	if f != nil {
		return errorOf(valueNotPeriod(words.New("value_of_type", "type", fmt.Sprintf("%T", src))))
	}
	return p.UnmarshalText([]byte(text))
}

// Value returns the label for a database column, or nil, which is NULL, for the zero Period.
func (p Period) Value() (driver.Value, error) {
	if p.IsZero() {
		return nil, nil
	}
	return p.String(), nil
}

// MarshalBSONValue writes the label as a string, or null for the zero Period.
func (p Period) MarshalBSONValue() (kind byte, data []byte, err error) {
	kind, data = stored.BSON(p.String())
	return kind, data, nil
}

// UnmarshalBSONValue reads what MarshalBSONValue writes.
func (p *Period) UnmarshalBSONValue(kind byte, data []byte) error {
	text, f := stored.TextOfBSON(kind, data)
	if f != nil {
		return errorOf(valueNotPeriod(f.Detail))
	}
	return p.UnmarshalText([]byte(text))
}

// Scan reads a frequency from a database column and refuses other text. NULL and empty text are "". The error
// is an *Error with the code value. On an error, f is unchanged.
func (f *Frequency) Scan(src any) error { return scanText(f, "frequency", src, Frequencies()) }

// Scan reads a naming of years from a database column; see Frequency.Scan.
func (n *YearNaming) Scan(src any) error { return scanText(n, "naming", src, yearNamings()) }

// Scan reads a pattern of weeks from a database column; see Frequency.Scan.
func (w *WeekPattern) Scan(src any) error { return scanText(w, "pattern", src, weekPatterns()) }

// Scan reads a day of the week from a database column; see Frequency.Scan.
func (w *Weekday) Scan(src any) error { return scanText(w, "weekday", src, weekdays()) }

// scanText reads the text of a database column, which must be one of those allowed. NULL and empty text are
// no value.
func scanText[T ~string](into *T, what string, src any, allowed []T) error {
	text, f := stored.Text(src)
	if f == nil && text != "" {
		f = fault.OneOf("", what, T(text), allowed)
	}
	if f != nil {
		return errorOf(f)
	}
	*into = T(text)
	return nil
}
