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
)

// A client is PostgreSQL's command-line program, which stays open between the runs.
type client struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Scanner
	says strings.Builder // its errors
	took time.Duration   // by the last question
}

const (
	end    = "-- end of the answer --" // the line after an answer, which no answer contains
	timing = "Time: "                  // the start of the line with the time in milliseconds
)

// open starts psql.
func (c *client) open(args ...string) (err error) {
	path, err := exec.LookPath("psql")
	if err != nil {
		return fmt.Errorf("%w: no psql in PATH", errAbsent)
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
	if _, err := io.WriteString(c.in, strings.Join(append(lines, `\echo '`+end+"'\n"), "\n")); err != nil {
		return nil, c.failed(err)
	}
	var answer []string
	c.took = 0
	for c.out.Scan() {
		line := c.out.Text()
		if line == end {
			return answer, nil
		}
		after, ok := strings.CutPrefix(line, timing)
		if !ok {
			answer = append(answer, line)
			continue
		}
		number, _, _ := strings.Cut(after, " ")
		f, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return nil, err
		}
		c.took += time.Duration(f * float64(time.Millisecond))
	}
	return nil, c.failed(c.out.Err())
}

// failed returns the error of a client that has ended, with its error output.
func (c *client) failed(err error) error {
	c.in.Close()
	err = errors.Join(err, c.cmd.Wait())
	return fmt.Errorf("%s: %w: %s", c.cmd.Path, err, strings.TrimSpace(c.says.String()))
}

// close ends a client.
func (c *client) close() error {
	return errors.Join(c.in.Close(), c.cmd.Wait())
}

// postgres makes temporary tables on the server that psql connects to by default. Parallel query workers are
// off, so that the time is that of one process.
func (x dialect) postgres(d *data) (_ job, err error) {
	c := new(client)
	if err := c.open("-X", "-w", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"); err != nil {
		return job{}, err
	}
	defer func() {
		if err != nil && c.cmd.ProcessState == nil {
			err = errors.Join(err, c.close())
		}
	}()
	if _, err := c.ask("SET search_path TO pg_temp; SET max_parallel_workers_per_gather = 0; SET work_mem = '256MB'; SET temp_buffers = '1GB';"); err != nil {
		return job{}, fmt.Errorf("%w: %w", errAbsent, err)
	}
	s := x.schema(d)
	if err := c.fill(s.tables); err != nil {
		return job{}, err
	}
	if _, err := c.ask("VACUUM ANALYZE kpi, objective, perspective;", `\timing on`); err != nil {
		return job{}, err
	}
	var cards []string
	return job{
		run: func() (err error) {
			cards, err = c.ask(s.cards)
			return err
		},
		scores: func() (*results, error) {
			return x.results(s, cards, func(query string) ([]string, error) { return c.ask(query) })
		},
		own:   func() time.Duration { return c.took },
		close: c.close,
		bytes: -1,
	}, nil
}

// fill makes and fills tables of PostgreSQL.
func (c *client) fill(tables []table) error {
	file, err := os.CreateTemp("", "bench-*.csv")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	for _, t := range tables {
		if err := rewrite(file, &t); err != nil {
			return err
		}
		if _, err := c.ask(t.create()+";", fmt.Sprintf(`\copy %s FROM '%s' CSV`, t.name, strings.ReplaceAll(file.Name(), "'", "''"))); err != nil {
			return err
		}
	}
	return nil
}

// rewrite replaces a file's contents with the rows of a table, as lines of CSV.
func rewrite(f *os.File, t *table) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	for row := range t.rows {
		for i, v := range row {
			if i > 0 {
				w.WriteByte(',') // Flush returns the error
			}
			fmt.Fprint(w, v)
		}
		w.WriteByte('\n')
	}
	return w.Flush()
}
