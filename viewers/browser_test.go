package viewers

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

//go:embed page.js
var pageScript string

// A drawing is the text of one drawing, with a name that tells where it comes from.
type drawing struct{ name, text string }

// A page is what the browser reads, once for many drawings.
type page struct {
	inline  bool // the drawings stand in the page itself, not only as data
	texts   []drawing
	scripts []string
}

// String returns the page as HTML. The scripts come last, after what they measure.
func (p page) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html><meta charset=\"utf-8\"><title>drawings</title><script>%s</script><body>\n", pageScript)
	sources := make([]string, len(p.texts))
	for i, d := range p.texts {
		sources[i] = d.text
		if p.inline {
			fmt.Fprintf(&b, "<div data-name=\"%s\">%s</div>\n", html.EscapeString(d.name), d.text)
		}
	}
	data, _ := json.Marshal(sources) // strings always marshal, and with < as \u003c
	fmt.Fprintf(&b, "<script type=\"application/json\" id=\"texts\">%s</script>\n", data)
	for _, s := range p.scripts {
		b.WriteString(s)
	}
	return b.String()
}

// script returns a script element with the text or the contents of the file.
func script(text string) string { return "<script>" + text + "</script>\n" }

func scriptFile(path string) string {
	return "<script src=\"" + (&url.URL{Scheme: "file", Path: path}).String() + "\"></script>\n"
}

// need returns the path of a program. Without it there is nothing to test.
func need(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		missing(t, program+" is not installed")
	}
	return path
}

func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("BSC_VIEWERS") == "require" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// run runs a program and returns what it prints.
func run(t *testing.T, input, program string, args ...string) (stdout, stderr string) {
	t.Helper()
	stdout, stderr, err := try(t, input, program, args...)
	require.NoError(t, err, "%s: %s", program, stderr)
	return stdout, stderr
}

// try runs a program. A browser is many processes: on a timeout all of its group end, not
// only the first.
func try(t *testing.T, input, program string, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	var out, diagnostics bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &out, &diagnostics
	err = cmd.Run()
	return out.String(), diagnostics.String(), err
}

// chromium starts the browser with a profile of its own and without a network. Several that start at once may
// crash: only one runs at a time, and it is tried once more after a crash.
func chromium(t *testing.T, args ...string) string {
	t.Helper()
	program := need(t, "chromium")
	oneBrowser.Lock()
	defer oneBrowser.Unlock()
	for attempt := 1; ; attempt++ {
		stdout, stderr, err := try(t, "", program, append([]string{
			"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
			"--disable-background-networking", "--disable-component-update", "--disable-sync",
			"--disable-dev-shm-usage", "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND",
			"--enable-blink-features=ComputedAccessibilityInfo",
			"--user-data-dir=" + t.TempDir(),
		}, args...)...)
		if err == nil {
			return stdout
		}
		require.Less(t, attempt, 2, "%v: %s", err, stderr)
	}
}

var oneBrowser sync.Mutex

// browse lets the browser read the page and decodes the report that its scripts leave.
func browse(t *testing.T, p page, report any) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	require.NoError(t, os.WriteFile(file, []byte(p.String()), 0o600))
	dump := chromium(t, "--virtual-time-budget=120000", "--dump-dom", "file://"+file)
	_, rest, _ := strings.Cut(dump, "report:")
	encoded, _, ok := strings.Cut(rest, ":end")
	require.True(t, ok, "the page has no report: %.2000s", dump)
	text, err := url.PathUnescape(encoded)
	require.NoError(t, err)
	failed := struct{ Error string }{}
	require.NoError(t, json.Unmarshal([]byte(text), &failed))
	require.Empty(t, failed.Error, "a script of the page failed")
	require.NoError(t, json.Unmarshal([]byte(text), report))
}
