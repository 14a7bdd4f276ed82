package oracle

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/go-bsc/bsc"
)

// Lines are problems as they are told, one a line; warnings say that they are.
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

// Problems returns what an error of Compile, Evaluate or a reader of documents lists. It fails where the error is of
// another type, or is not Bounded.
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

// Fixture returns the path of a file with published results. It is false where BSC_FIXTURES, the folder that has them,
// is not set: tests that need them are skipped then.
func Fixture(name ...string) (path string, ok bool) {
	root := os.Getenv("BSC_FIXTURES")
	return filepath.Join(append([]string{root}, name...)...), root != ""
}
