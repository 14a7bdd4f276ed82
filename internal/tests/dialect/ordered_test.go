package dialect_test

import (
	"bytes"
	"encoding/json"
	"strings"
)

// A document of JSON whose keys keep their order, and with as much in a line as it holds.

type (
	entry struct {
		key   string
		value any
	}
	object []entry
)

// and returns the object with a key more; without, if there is nothing to say.
func (o object) and(key string, value any) object {
	if value == "" || value == nil {
		return o
	}
	return append(o, entry{key, value})
}

const width = 120

// text writes a value: an object, a list, or what encoding/json writes.
func text(v any, indent int) string {
	flat := inLine(v)
	if indent+len(flat) <= width {
		return flat
	}
	pad := strings.Repeat("  ", indent/2+1)
	var rows []string
	var open, end string
	switch v := v.(type) {
	case object:
		open, end = "{", "}"
		for _, e := range v {
			rows = append(rows, pad+inLine(e.key)+": "+text(e.value, indent+2))
		}
	case []any:
		open, end = "[", "]"
		for _, each := range v {
			rows = append(rows, pad+text(each, indent+2))
		}
	default:
		return flat
	}
	return open + "\n" + strings.Join(rows, ",\n") + "\n" + pad[2:] + end
}

func inLine(v any) string {
	var rows []string
	switch v := v.(type) {
	case object:
		for _, e := range v {
			rows = append(rows, inLine(e.key)+": "+inLine(e.value))
		}
		return "{" + strings.Join(rows, ", ") + "}"
	case []any:
		for _, each := range v {
			rows = append(rows, inLine(each))
		}
		return "[" + strings.Join(rows, ", ") + "]"
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // texts, numbers and truths are always written
	return strings.TrimSuffix(b.String(), "\n")
}
