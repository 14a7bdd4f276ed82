package strictjson

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// A Rest is what could be read of a document with faults.
type Rest struct {
	Found
	Unreadable bool  // nothing was read: it is not JSON, exceeds the rules, or is of an unknown version
	Gaps       []Gap // what was left out, in the order of its faults
	tree       any
}

// A Gap is a value that was left out. Nothing is read of what it stands for.
type Gap struct {
	Pointer string          // of a value that could not be read, or of an unknown key
	Unknown bool            // it is an unknown key
	Has     map[string]bool // of an unknown key: the keys of its object
}

// UnmarshalRest is Unmarshal, but v is also set where there are faults: to what is left of the document without the
// members of objects that have one. An element of a list of structs that has one is an empty struct, so that the others
// keep their places.
func UnmarshalRest(data []byte, v any, rules *Rules) Rest {
	rest := Rest{Found: Unmarshal(data, v, rules)}
	if len(rest.Faults) == 0 {
		return rest
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	rest.Unreadable = !json.Valid(data) || decoder.Decode(&rest.tree) != nil || rest.More > 0
	for _, f := range rest.Faults {
		if f.Kind == Limit || f.Kind == Schema || f.Pointer == "" {
			rest.Unreadable = true
		}
	}
	if rest.Unreadable {
		return rest
	}
	kept := copied(rest.tree)
	for _, f := range rest.Faults {
		rest.Gaps = append(rest.Gaps, rest.gap(kept, reflect.TypeOf(v).Elem(), &f))
	}
	left, err := json.Marshal(kept)
	rest.Unreadable = err != nil || len(Unmarshal(left, v, rules).Faults) > 0
	return rest
}

// gap takes the value of a fault out of a tree.
func (r *Rest) gap(kept any, t reflect.Type, f *Fault) Gap {
	tokens := strings.Split(f.Pointer, "/")[1:]
	var owner map[string]any // the innermost object around the value
	key, depth := "", 0
	at := kept
	for i, token := range tokens {
		for t != nil && t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch in := at.(type) {
		case map[string]any:
			owner, key, depth = in, unescaped(token), i+1
			at, t = in[key], memberType(t, key)
		case []any:
			n, err := strconv.Atoi(token)
			if err != nil || n >= len(in) {
				break
			}
			if t = elem(t); i == len(tokens)-1 && t != nil && t.Kind() == reflect.Struct {
				in[n] = map[string]any{}
				return Gap{Pointer: f.Pointer}
			}
			at = in[n]
		}
	}
	gap := Gap{Pointer: "/" + strings.Join(tokens[:depth], "/"), Unknown: f.Kind == Unknown}
	if gap.Unknown {
		gap.Has = map[string]bool{}
		if object, ok := r.find(tokens[:depth-1]).(map[string]any); ok {
			for name := range object {
				gap.Has[name] = name != key
			}
		}
	}
	delete(owner, key)
	return gap
}

// memberType returns the type of a member; nil: any.
func memberType(t reflect.Type, key string) reflect.Type {
	switch {
	case t == nil:
		return nil
	case t.Kind() == reflect.Map:
		return t.Elem()
	case t.Kind() == reflect.Struct:
		return fields(t)[key]
	}
	return nil
}

// Has reports whether a JSON pointer leads to something in the document.
func (r *Rest) Has(pointer string) bool {
	return pointer == "" || r.find(strings.Split(pointer, "/")[1:]) != nil
}

// find returns what the tokens of a pointer lead to; nil for nothing.
func (r *Rest) find(tokens []string) any {
	at := r.tree
	for _, token := range tokens {
		switch in := at.(type) {
		case map[string]any:
			at = in[unescaped(token)]
		case []any:
			n, err := strconv.Atoi(token)
			if err != nil || n >= len(in) {
				return nil
			}
			at = in[n]
		default:
			return nil
		}
	}
	return at
}

func unescaped(token string) string {
	return strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
}

// copied returns a tree whose objects and lists are its own.
func copied(tree any) any {
	switch in := tree.(type) {
	case map[string]any:
		out := make(map[string]any, len(in))
		for key, member := range in {
			out[key] = copied(member)
		}
		return out
	case []any:
		out := make([]any, len(in))
		for i, element := range in {
			out[i] = copied(element)
		}
		return out
	}
	return tree
}
