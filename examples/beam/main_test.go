package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMain(m *testing.M) {
	flag.Parse()
	log.SetupLogging("error", "text")
	*jobopts.WorkerBinary = os.Args[0] // it is not compiled again
	beam.Init()                        // a pool starts the test as a worker, which stays in here
	os.Exit(m.Run())
}

// whole evaluates all org units in one process, without Beam and without a cut.
func whole(t *testing.T, data string) (*cascade.Result, []byte) {
	t.Helper()
	p, err := readPlan(planJSON, "2026-Q2")
	require.NoError(t, err)
	all := &inputs{readings: new(bsc.Readings), targets: bsc.TargetsByOrgUnit{}}
	for _, pattern := range []string{"top/*.csv", "regions/*/*.csv"} {
		names, err := filepath.Glob(filepath.Join(data, pattern))
		require.NoError(t, err)
		for _, name := range names {
			require.NoError(t, all.read(t.Context(), name))
		}
	}
	result, err := p.evaluate(p.whole(all.units), all)
	require.NoError(t, err)
	return result, scoresOf(result, all.units)
}

// made writes a small organisation: 740 KPIs for each district.
func made(t *testing.T, kpis int) (data string) {
	t.Helper()
	data = t.TempDir()
	require.NoError(t, organisation{kpis: kpis, areas: 4, stores: 8}.write(data))
	return data
}

// environment has Beam run workers elsewhere, until the test ends.
func environment(t *testing.T, kind, config string) {
	t.Helper()
	before, was := *jobopts.EnvironmentType, *jobopts.EnvironmentConfig
	*jobopts.EnvironmentType, *jobopts.EnvironmentConfig = kind, config
	t.Cleanup(func() { *jobopts.EnvironmentType, *jobopts.EnvironmentConfig = before, was })
}

// TestRun_whole holds the pipeline against one process that evaluates all org units at once.
func TestRun_whole(t *testing.T) {
	data, out := made(t, 16000), t.TempDir()
	environment(t, "LOOPBACK", "")
	_, text := whole(t, data)
	want := digestOf(text)
	var printed bytes.Buffer
	require.NoError(t, job{data, out, "2026-Q2"}.run(t.Context(), 1, &printed))
	assert.Equal(t, want.String()+"\n", printed.String())

	var written digest
	names, err := filepath.Glob(filepath.Join(out, "regions", "*"))
	require.NoError(t, err)
	for _, name := range append(names, filepath.Join(out, "top.csv")) {
		part, err := os.ReadFile(name)
		require.NoError(t, err)
		written = addDigests(written, digestOf(part))
	}
	assert.Equal(t, want, written, "the files hold what the digest says")
	for _, shows := range []string{"company,kpi:sales,", "company,kpi:training,", "company,kpi:left,", "company,kpi:c0/objective:serve,"} {
		assert.Contains(t, string(text), "\n"+shows)
		assert.NotContains(t, string(text), "\n"+shows+"no score", "what adds up and what counts above has scores")
	}
}

// TestRun_workers has a worker process with one, two and four processors.
func TestRun_workers(t *testing.T) {
	data := made(t, 16000)
	_, text := whole(t, data)
	want := digestOf(text)
	for _, n := range []int{1, 2, 4} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			workers := startPool(t, fmt.Sprintf("GOMAXPROCS=%d", n))
			environment(t, "EXTERNAL", workers.address)
			var printed bytes.Buffer
			require.NoError(t, job{data, t.TempDir(), "2026-Q2"}.run(t.Context(), 1, &printed))
			assert.Equal(t, want.String()+"\n", printed.String())
			assert.EqualValues(t, 1, workers.started.Load())
		})
	}
}

// TestRun_killed kills the worker when a third of the regions are done. Prism ends the run, which begins again.
func TestRun_killed(t *testing.T) {
	data, out := made(t, 16000), t.TempDir()
	_, text := whole(t, data)
	want := digestOf(text)
	workers := startPool(t)
	environment(t, "EXTERNAL", workers.address)
	go workers.killAfter(filepath.Join(out, "regions", "*.csv"), 7)

	j := job{data, out, "2026-Q2"}
	var printed bytes.Buffer
	require.NoError(t, j.run(t.Context(), 2, &printed))
	assert.Equal(t, want.String()+"\n", printed.String())
	assert.EqualValues(t, 2, workers.started.Load(), "one was killed")
}
