package strictjson

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/go-bsc/bsc/internal/digits"
	"github.com/go-bsc/bsc/internal/exact"
)

// Canonical returns a JSON document in the form that makes no difference where there is none: with the keys of objects
// in alphabetical order, numbers in their shortest form (80 for 80.0 and 8e1), and <, > and & as they are. Numbers that
// are out of range keep their spelling. What is not JSON is returned as it is.
func Canonical(document []byte) []byte {
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return document
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(shortest(tree)); err != nil {
		return document
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// shortest brings the numbers of a decoded document into their shortest form. It is as deep as the document, which a
// decoder limits.
func shortest(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key, member := range v {
			v[key] = shortest(member)
		}
	case []any:
		for i, element := range v {
			v[i] = shortest(element)
		}
	case json.Number:
		if isShortest(string(v)) {
			return value
		}
		if d, fault := exact.Parse(string(v)); fault == nil {
			return json.Number(digits.Canonical(d))
		}
	}
	return value
}

// isShortest reports whether a number is certainly in its shortest form, as most are.
func isShortest(number string) bool {
	switch {
	case strings.ContainsAny(number, "eE"), number == "-0":
		return false
	case strings.Contains(number, "."):
		return !strings.HasSuffix(number, "0")
	}
	return true
}
