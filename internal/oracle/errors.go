package oracle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"github.com/go-bsc/bsc"
)

// Lines returns problems as their messages, one per line; warnings are marked.
func Lines(problems bsc.Problems) []string {
	var texts []string
	for _, p := range problems {
		text := p.Error()
		if p.Warning {
			text = "warning: " + text
		}
		texts = append(texts, text)
	}
	return texts
}

// Problems returns the problems that an error of Compile, Evaluate or a reader of documents lists. It fails if the
// error is of another type, or is not Bounded.
func Problems(err error) (bsc.Problems, error) {
	var list bsc.Problems
	switch err := err.(type) {
	case nil:
		return nil, nil
	case *bsc.DefinitionError:
		list = err.Problems
	case *bsc.InputError:
		list = err.Problems
	default:
		return nil, fmt.Errorf("%T lists no problems: %w", err, err)
	}
	return list, Bounded(err)
}

// Bounded checks that an error, and each problem that it lists, is one printable line of at most 300 bytes.
func Bounded(err error) error {
	texts := []string{err.Error()}
	var definition *bsc.DefinitionError
	var input *bsc.InputError
	switch {
	case errors.As(err, &definition):
		texts = append(texts, Lines(definition.Problems)...)
	case errors.As(err, &input):
		texts = append(texts, Lines(input.Problems)...)
	}
	for _, text := range texts {
		text = strings.TrimPrefix(text, "warning: ")
		if len(text) > 300 {
			return fmt.Errorf("a text of %d bytes: %q", len(text), text)
		}
		if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
			return fmt.Errorf("a text that cannot be printed: %q", text)
		}
	}
	return nil
}

// Resolves checks that a pointer names something in a document, or a field that something in it could have.
func Resolves(document []byte, pointer bsc.Pointer) error {
	var at any
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber() // a float64 cannot hold every Number
	if err := decoder.Decode(&at); err != nil {
		return err
	}
	tokens := strings.Split(string(pointer), "/")[1:]
	for i, token := range tokens {
		switch v := at.(type) {
		case map[string]any:
			inner, known := v[token]
			if !known && i < len(tokens)-1 {
				return fmt.Errorf("%s: %q does not exist, and something is said to be in it", pointer, token)
			}
			at = inner
		case []any:
			n, err := strconv.Atoi(token)
			if err != nil || n < 0 || n >= len(v) {
				return fmt.Errorf("%s: a list of %d has no %q", pointer, len(v), token)
			}
			at = v[n]
		default:
			return fmt.Errorf("%s: nothing has a %q in it", pointer, token)
		}
	}
	return nil
}

// Fixture returns the path of a file with published results. It returns false if BSC_FIXTURES, their folder, is not
// set; tests that need them are skipped then.
func Fixture(name ...string) (path string, ok bool) {
	root := os.Getenv("BSC_FIXTURES")
	return filepath.Join(append([]string{root}, name...)...), root != ""
}
