//go:build goexperiment.jsonv2

package conformance

import jsonv2 "encoding/json/v2"

func newJSON() []jsonVersion {
	return []jsonVersion{{
		"v2",
		func(v any) ([]byte, error) { return jsonv2.Marshal(v) },
		func(data []byte, into any) error { return jsonv2.Unmarshal(data, into) },
	}}
}
