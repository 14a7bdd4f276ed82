package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// buildEngine writes two files into a folder: the engine as WebAssembly, compressed, and what of Go starts it. Functions
// are not inlined, which makes the engine a tenth smaller. The Go command has to stand in the module.
func buildEngine(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	plain := filepath.Join(folder, "engine.wasm")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-gcflags=all=-l", "-o", plain,
		"github.com/go-bsc/bsc/examples/frontend/engine")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if said, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, said)
	}
	defer os.Remove(plain)
	engine, err := os.ReadFile(plain)
	if err != nil {
		return err
	}
	var small bytes.Buffer
	zip, _ := gzip.NewWriterLevel(&small, gzip.BestCompression) // there is this level
	if _, err := zip.Write(engine); err != nil {
		return err
	}
	if err := zip.Close(); err != nil {
		return err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	starter, err := os.ReadFile(filepath.Join(string(bytes.TrimSpace(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "wasm_exec.js"), starter, 0o644); err != nil {
		return err
	}
	return os.WriteFile(plain+".gz", small.Bytes(), 0o644)
}
