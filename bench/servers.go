package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// A client is a database's command-line program, which stays open between the runs.
type client struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Scanner
	says strings.Builder // its errors
	echo string          // its command that prints a line
	time string          // what its line of the time starts with
	unit time.Duration   // in which that line counts
	took time.Duration   // by the last question
}

// end is the line behind an answer, which no answer has.
const end = "-- end of the answer --"

// open starts a client.
func open(c *client, name string, args ...string) (err error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return fmt.Errorf("%w: no %s in PATH", errAbsent, name)
	}
	c.cmd = exec.Command(path, args...)
	c.cmd.Env = append(os.Environ(), "LC_ALL=C") // decimal points, not commas
	c.cmd.Stderr = &c.says
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	c.out = bufio.NewScanner(out)
	return c.cmd.Start()
}

// ask sends lines and returns the lines of the answer. A client stops at the first error.
func (c *client) ask(lines ...string) ([]string, error) {
	if _, err := io.WriteString(c.in, strings.Join(append(lines, c.echo+" '"+end+"'\n"), "\n")); err != nil {
		return nil, c.failed(err)
	}
	var answer []string
	c.took = 0
	for c.out.Scan() {
		line := c.out.Text()
		if line == end {
			return answer, nil
		}
		after, ok := strings.CutPrefix(line, c.time)
		if !ok {
			answer = append(answer, line)
			continue
		}
		number, _, _ := strings.Cut(after, " ")
		f, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return nil, err
		}
		c.took += time.Duration(f * float64(c.unit))
	}
	return nil, c.failed(c.out.Err())
}

// failed returns the error of a client that has ended, with what it said.
func (c *client) failed(err error) error {
	c.in.Close()
	err = errors.Join(err, c.cmd.Wait())
	return fmt.Errorf("%s: %w: %s", c.cmd.Path, err, strings.TrimSpace(c.says.String()))
}

// close ends a client.
func (c *client) close() error {
	return errors.Join(c.in.Close(), c.cmd.Wait())
}

// postgres makes temporary tables on the server that psql reaches by itself. Query workers are
// off, so that the time is that of one process.
func (x dialect) postgres(d *data) (job, error) {
	c := &client{echo: `\echo`, time: "Time: ", unit: time.Millisecond}
	if err := open(c, "psql", "-X", "-w", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"); err != nil {
		return job{}, err
	}
	if _, err := c.ask("SET search_path TO pg_temp; SET max_parallel_workers_per_gather = 0; SET work_mem = '256MB'; SET temp_buffers = '1GB';"); err != nil {
		return job{}, fmt.Errorf("%w: %w", errAbsent, err)
	}
	return x.served(c, d, `\copy %s FROM '%s' CSV`, "VACUUM ANALYZE kpi, objective, perspective;", `\timing on`)
}

// duckdb makes tables in the memory of a duckdb process, which computes on one thread.
func (x dialect) duckdb(d *data) (job, error) {
	c := &client{echo: ".print", time: "Run Time (s): real ", unit: time.Second}
	if err := open(c, "duckdb", "-bail", "-csv", "-noheader"); err != nil {
		return job{}, err
	}
	return x.served(c, d, `COPY %s FROM '%s' (HEADER false);`, "SET threads = 1;", ".timer on")
}

// served fills the tables of a client, and returns its job.
func (x dialect) served(c *client, d *data, load, prepare, timer string) (_ job, err error) {
	defer func() {
		if err != nil && c.cmd.ProcessState == nil {
			err = errors.Join(err, c.close())
		}
	}()
	file, err := os.CreateTemp("", "bench-*.csv")
	if err != nil {
		return job{}, err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if _, err := c.ask(strings.Join(x.tables(), ";\n") + ";"); err != nil {
		return job{}, err
	}
	for name, write := range map[string]func(io.Writer) error{
		"kpi":         func(w io.Writer) error { return x.kpiRows(w, d) },
		"objective":   d.objectives.rows,
		"perspective": d.perspectives.rows,
	} {
		if err := rewrite(file, write); err != nil {
			return job{}, err
		}
		if _, err := c.ask(fmt.Sprintf(load, name, strings.ReplaceAll(file.Name(), "'", "''"))); err != nil {
			return job{}, err
		}
	}
	if _, err := c.ask(prepare, timer); err != nil {
		return job{}, err
	}
	var cards []string
	return job{
		run: func() (err error) {
			cards, err = c.ask(x.cardScores())
			return err
		},
		scores: func() (*results, error) {
			return x.results(cards, func(query string) ([]string, error) { return c.ask(query) })
		},
		own:   func() time.Duration { return c.took },
		close: c.close,
		bytes: -1,
	}, nil
}

// rewrite replaces what a file holds.
func rewrite(f *os.File, write func(io.Writer) error) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	if err := write(w); err != nil {
		return err
	}
	return w.Flush()
}

// kpiRows writes the KPIs as lines of CSV.
func (x dialect) kpiRows(w io.Writer, d *data) error {
	for i, weight := range d.kpis.weight {
		_, err := fmt.Fprintf(w, "%d,%d,%d,%s,%s,%s\n", i, d.kpis.parent[i], weight,
			x.text(d.baseline[i]), x.text(d.target[i]), x.text(d.actual[i]))
		if err != nil {
			return err
		}
	}
	return nil
}

// text returns a count of hundredths as the database wants it.
func (x dialect) text(cents int64) string {
	if x.whole {
		return strconv.FormatInt(cents, 10)
	}
	return decimal.New(cents, -2).String()
}

// rows writes the nodes of a level as lines of CSV.
func (l level) rows(w io.Writer) error {
	for i, weight := range l.weight {
		if _, err := fmt.Fprintf(w, "%d,%d,%d\n", i, l.parent[i], weight); err != nil {
			return err
		}
	}
	return nil
}
