package strictjson

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"

	"github.com/go-bsc/bsc/words"
)

// Held returns the JSON object that a JSON text holds; false for anything else.
func Held(raw []byte) (object []byte, is bool) {
	raw = bytes.TrimSpace(raw)
	if !bytes.HasPrefix(raw, []byte(`"`)) {
		return nil, false
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return nil, false
	}
	object = bytes.TrimSpace([]byte(text))
	return object, bytes.HasPrefix(object, []byte("{"))
}

// mayHold reports whether the current value is one for which a text may hold an object.
func (w *walker) mayHold() bool {
	if len(w.stack) == 0 {
		return false
	}
	top := &w.stack[len(w.stack)-1]
	return slices.Contains(w.rules.Objects, top.typ) && top.shape.fields[top.key] == reflect.TypeFor[json.RawMessage]()
}

// held checks an object that a text holds as if it stood there itself. Its numbers are text, so that none is bare. What
// is wrong with it is at the text.
func (w *walker) held(raw []byte, text, field string, at int) {
	object, is := Held(raw)
	if !is {
		w.check(at, w.rules.Text(field, text))
		return
	}
	rules := *w.rules
	rules.Bare, rules.Counts = nil, nil
	inner := newWalker(object, &rules)
	inner.values, inner.outside = w.values, w.outside+len(w.stack)
	inner.walk(nil, field)
	w.values = inner.values
	for _, f := range inner.Faults {
		if f.Kind == Duplicate { // its places are in the text
			f.Detail = words.New("stands_twice", "short", short(f.Name))
		}
		if own := w.fault(f.Kind, at, w.stack, f.Detail); own != nil {
			f.Pointer, f.at = own.Pointer+f.Pointer, at
			*own = f
		}
	}
	w.More += inner.More
}
