package bsc

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Fingerprint names the definition that the scorecard was compiled from: 64 hexadecimal
// digits that are the same where the definitions are, in every release of a schema. Store
// it with a report to know later which definition gave the figures.
func (s *Scorecard) Fingerprint() string { return s.fingerprint }

// fingerprint is the SHA-256 of the definition's JSON. Compile has checked it, so that it can be written.
func fingerprint(def *Definition) string {
	copied := *def
	copied.Schema = SchemaVersion
	document, err := json.Marshal(copied)
	if err != nil {
		return ""
	}
	return digest(sortedKeys(document))
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// sortedKeys returns a JSON document with the keys of its objects in alphabetical order, so
// that the order in which a host wrote a policy's arguments makes no difference.
func sortedKeys(document []byte) []byte {
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
