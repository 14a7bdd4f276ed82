package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/examples/frontend/app"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// node returns a command of node, with next to no environment: WebAssembly takes 8 KiB of it.
func node(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	program, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	cmd := exec.Command(program, args...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	cmd.Stderr = os.Stderr
	return cmd
}

// TestEngine_sameBytes asks the engine as WebAssembly and this one the same, and compares the answers byte by byte.
func TestEngine_sameBytes(t *testing.T) {
	t.Parallel()
	ask := node(t, "testdata/ask.mjs")
	folder := t.TempDir()
	require.NoError(t, buildEngine(folder))
	ask.Args = append(ask.Args, folder)

	questions := goldenQuestions(t)
	ask.Stdin = strings.NewReader(strings.Join(questions, "\n"))
	out, err := ask.Output()
	require.NoError(t, err)
	answers := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	require.Len(t, answers, len(questions))

	native, err := app.New(app.Card, app.Readings)
	require.NoError(t, err)
	answered := map[string]int{}
	for i, q := range questions {
		name, request, _ := strings.Cut(q, " ")
		answer, ok := native.Call(name, []byte(request))
		if ok {
			answered[name]++
		}
		if want := fmt.Sprintf("%t %s", ok, answer); want != answers[i] {
			assert.Equal(t, want, answers[i], "%.200s", q)
		}
	}
	t.Log(answered)
	for _, name := range []string{"report", "explain", "trend", "layout", "definition"} {
		assert.Greater(t, answered[name], 80, name)
	}
}

// goldenQuestions asks everything of the page's company in each of its months, of the scorecards of other examples, and
// of random ones, plain and over time.
func goldenQuestions(t *testing.T) []string {
	t.Helper()
	var all []string
	ask := func(name string, request any) {
		text, err := json.Marshal(request)
		require.NoError(t, err)
		all = append(all, name+" "+string(text))
	}
	about := func(q map[string]any, refs ...bsc.Ref) {
		for _, name := range []string{"report", "layout", "trend", "definition"} {
			ask(name, q)
		}
		for _, ref := range refs {
			q["ref"] = ref
			ask("explain", q)
		}
	}
	company, err := bsc.ParseDefinition(app.Card, nil)
	require.NoError(t, err)
	for month := range 9 {
		about(map[string]any{"period": fmt.Sprintf("2026-%02d", month+1)}, bsc.MustCompile(company, nil).Nodes()...)
	}
	for _, file := range []string{"../quickstart/scorecard.json", "../strategymap/airline.json", "../live/card.json"} {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		ask("save", map[string]any{"text": string(text)})
		about(map[string]any{"period": "2026-Q2"})
	}
	books := oracle.Daybooks()
	for seed := range uint64(40) {
		card := oracle.RandomTimedCard(seed, books)
		facts := new(bsc.Readings)
		for _, f := range card.Facts {
			if f.OrgUnit == card.Units[0].ID {
				f.OrgUnit = ""
				_ = facts.Add(f) // some are such as no document may hold
			}
		}
		save(t, ask, card.Units[0].Definition)
		about(map[string]any{"period": card.Period, "readings": facts, "as_of": card.AsOf}, scorecardOf(card.Units[0].Definition))
		plain := oracle.RandomCard(seed)
		save(t, ask, plain.Definition)
		about(map[string]any{"period": plain.Period, "readings": factsOf(plain)}, scorecardOf(plain.Definition))
		save(t, ask, oracle.RandomMap(rand.New(rand.NewPCG(seed, 41))))
		ask("layout", map[string]any{})
	}
	return all
}

func save(t *testing.T, ask func(string, any), def *bsc.Definition) {
	t.Helper()
	text, err := json.Marshal(def)
	require.NoError(t, err)
	ask("save", map[string]any{"text": string(text)})
}

func scorecardOf(def *bsc.Definition) bsc.Ref { return bsc.Ref{Kind: bsc.KindScorecard, ID: def.ID} }

func factsOf(card oracle.Card) *bsc.Readings {
	facts := new(bsc.Readings)
	for ref, r := range card.Readings {
		_ = facts.Add(bsc.Fact{Ref: ref, Period: card.Period, Reading: r}) // some are such as no document may hold
	}
	return facts
}

// TestWASM_hospitals: the reports of all hospitals are the same to the byte from this machine's processor and from
// WebAssembly.
func TestWASM_hospitals(t *testing.T) {
	t.Parallel()
	root := os.Getenv("BSC_FIXTURES")
	if root == "" {
		t.Skip("BSC_FIXTURES is not set: it names the folder with the whole sets of published figures")
	}
	if !filepath.IsAbs(root) {
		root = filepath.Join("..", "..", root)
	}
	root, err := filepath.Abs(root)
	require.NoError(t, err)
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	require.NoError(t, err)
	foreign := node(t, filepath.Join(string(bytes.TrimSpace(goroot)), "lib", "wasm", "wasm_exec_node.js"))
	build := func(env ...string) string {
		program := filepath.Join(t.TempDir(), "hospitals")
		cmd := exec.Command("go", "build", "-o", program, "github.com/go-bsc/bsc/examples/hospitals")
		cmd.Env = append(os.Environ(), env...)
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		return program
	}
	args := []string{"-reports", "-dir", filepath.Join(root, "vbp_fy2024_sample")}
	here, err := exec.Command(build(), args...).Output()
	require.NoError(t, err)
	foreign.Args = append(append(foreign.Args, build("GOOS=js", "GOARCH=wasm")), args...)
	there, err := foreign.Output()
	require.NoError(t, err)
	assert.Equal(t, 124, bytes.Count(here, []byte("\n")))
	assert.True(t, bytes.Equal(here, there), "the same bytes")
}
