package main

import (
	"bytes"
	"testing"

	"github.com/go-bsc/bsc/internal/golden"
)

func TestRun(t *testing.T) {
	var got bytes.Buffer
	if err := run(&got); err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "output.txt", got.String())
}
