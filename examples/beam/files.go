package main

import (
	"context"
	"crypto/rand"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
)

// trusted are the limits of a region's files.
var trusted = &bsc.Options{Limits: bsc.Limits{Bytes: 1 << 30, Values: 1 << 28}}

// readInputs reads the files of one folder. Their names begin with units, readings or targets.
func readInputs(ctx context.Context, names []string) (*inputs, error) {
	in := &inputs{readings: new(bsc.Readings), targets: bsc.TargetsByOrgUnit{}}
	slices.Sort(names)
	for _, name := range names {
		if err := in.read(ctx, name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return in, nil
}

func (in *inputs) read(ctx context.Context, name string) error {
	file, err := open(ctx, name)
	if err != nil {
		return err
	}
	defer file.Close()
	switch base := path.Base(name); {
	case strings.HasPrefix(base, "units"):
		units, err := readChart(file)
		in.units = append(in.units, units...)
		return err
	case strings.HasPrefix(base, "readings"):
		return csvfile.Dialect{}.AddReadings(in.readings, file, time.Time{}, trusted)
	case strings.HasPrefix(base, "targets"):
		targets, err := csvfile.Dialect{}.Targets(file, trusted)
		for unit, own := range targets {
			if in.targets[unit] != nil {
				return fmt.Errorf("targets of %s in two files", unit)
			}
			in.targets[unit] = own
		}
		return err
	}
	return errors.New("the name of a file begins with units, readings or targets")
}

// readChart reads rows of an organisation chart: unit, parent, and the first and last period of the unit, if any.
func readChart(file io.Reader) ([]cascade.OrgUnit, error) {
	rows := csv.NewReader(file)
	rows.FieldsPerRecord = 4
	if header, err := rows.Read(); err != nil || !slices.Equal(header, []string{"unit", "parent", "since", "until"}) {
		return nil, fmt.Errorf("a chart begins with unit,parent,since,until, not %v: %w", header, err)
	}
	var units []cascade.OrgUnit
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return units, nil
		}
		if err != nil {
			return nil, err
		}
		u := cascade.OrgUnit{ID: row[0], Parent: row[1]}
		if u.Since, err = optional(row[2]); err == nil {
			u.Until, err = optional(row[3])
		}
		if err != nil {
			return nil, fmt.Errorf("org unit %s: %w", u.ID, err)
		}
		units = append(units, u)
	}
}

func optional(label string) (period.Period, error) {
	if label == "" {
		return period.Period{}, nil
	}
	return period.Parse(label)
}

// open opens a file, on any file system that Beam knows.
func open(ctx context.Context, name string) (io.ReadCloser, error) {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	return fs.OpenRead(ctx, name)
}

func readFile(ctx context.Context, name string) ([]byte, error) {
	file, err := open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// list returns the files that match a pattern.
func list(ctx context.Context, pattern string) ([]string, error) {
	fs, err := filesystem.New(ctx, pattern)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	return fs.List(ctx, pattern)
}

// writeFile writes a file as a whole, or not at all. An engine may run the same work twice, one after the other or at
// the same time: both write the same bytes, and the last to end leaves them.
func writeFile(ctx context.Context, name string, data []byte) error {
	fs, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer fs.Close()
	attempt := name + "." + rand.Text() + ".part"
	if err := filesystem.Write(ctx, fs, attempt, data); err != nil {
		return err
	}
	return filesystem.Rename(ctx, fs, attempt, name)
}
