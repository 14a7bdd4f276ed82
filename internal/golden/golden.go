// Package golden compares what tests make with files in their testdata. Only tests import it.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the files in testdata")

// Check fails the test where got is not what the file in testdata has, and shows the first line that
// differs; with the flag -update it rewrites the file.
func Check(t *testing.T, file, got string) {
	t.Helper()
	file = filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := string(data)
	if got == want {
		return
	}
	lines, wanted := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := 0; ; i++ {
		if i == len(lines) || i == len(wanted) || lines[i] != wanted[i] {
			t.Fatalf("%s, line %d: want %q, got %q", file, i+1, wanted[i:min(i+1, len(wanted))], lines[i:min(i+1, len(lines))])
		}
	}
}
