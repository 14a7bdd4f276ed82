package strictjson

import (
	"bytes"
	"encoding/json"
)

// SortedKeys returns a JSON document with the keys of its objects in alphabetical order: the order in which they
// were written then makes no difference. What is not JSON is returned as it is.
func SortedKeys(document []byte) []byte {
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return document
	}
	sorted, err := json.Marshal(v)
	if err != nil {
		return document
	}
	return sorted
}
