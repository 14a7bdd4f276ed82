// Package app is the engine behind the page: a scorecard, its readings and its board, and one function for every
// question that the page asks. The server in the folder above answers requests with it, and the command engine makes
// the same of it for WebAssembly. Answers are what the library's types write of themselves as JSON; nothing is made over.
package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	_ "embed"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// The company's scorecard, and what it has measured since July 2025.
var (
	//go:embed data/card.json
	Card []byte
	//go:embed data/readings.csv
	Readings []byte
)

// An App holds all state in one place. Goroutines may share it.
type App struct {
	mu      sync.RWMutex
	state            // guarded by mu: what it holds may be shared
	watches sync.Map // whoever is told of notices
	clock   sync.Mutex
	last    time.Time // when something was recorded, guarded by clock
}

// A state is a definition with its readings, and everything that follows from them.
type state struct {
	definition *bsc.Definition
	readings   *bsc.Readings
	card       *bsc.Scorecard
	latest     period.Period // month of the readings
	board      *bsc.Board    // of that month
}

// browser are the options for documents that go through a browser: every digit arrives, and columns are those of its
// editors.
func browser() *bsc.Options { return &bsc.Options{TextNumbers: true, UTF16: true} }

// New returns an App on a definition and on readings as CSV.
func New(definition, readings []byte) (*App, error) {
	known, err := csvfile.Dialect{}.Readings(bytes.NewReader(readings), nil)
	if err != nil {
		return nil, err
	}
	def, problems := bsc.CheckDocument(definition, browser())
	if err := problems.Err(); err != nil {
		return nil, err
	}
	a := new(App)
	return a, a.replace(def, known)
}

// replace makes everything new of a definition and readings. On an error, all stays as it was.
func (a *App) replace(def *bsc.Definition, readings *bsc.Readings) error {
	card, err := bsc.Compile(def, nil)
	if err != nil {
		return err
	}
	next := state{definition: def, readings: readings, card: card}
	for _, f := range readings.Facts() {
		if f.Period.Frequency() == period.Monthly && (next.latest.IsZero() || f.Period.Compare(next.latest) > 0) {
			next.latest = f.Period
		}
	}
	if next.board, err = card.Board(bsc.Input{Period: next.latest, Readings: readings}); err != nil {
		return err
	}
	next.board.SubscribeOutcomes(func(_ *bsc.Board, n bsc.Notice) { a.notify(n) })
	a.state = next
	return nil
}

// Watch calls tell with every notice of the board, as JSON, until cancel.
func (a *App) Watch(tell func(notice []byte)) (cancel func()) {
	a.watches.Store(&tell, tell)
	return func() { a.watches.Delete(&tell) }
}

func (a *App) notify(n bsc.Notice) {
	notice, _ := bsc.Marshal(n, browser()) // a notice always marshals
	a.watches.Range(func(_, tell any) bool {
		tell.(func([]byte))(notice)
		return true
	})
}

// Call answers a question: a name and a request as JSON. An error is written as the library writes errors: a problem,
// or a list of problems.
func (a *App) Call(name string, request []byte) (answer []byte, ok bool) {
	v, err := a.answer(name, request)
	if err != nil {
		if _, written := err.(json.Marshaler); !written {
			err = &bsc.Problem{Code: bsc.ErrInput, Detail: words.Text(err.Error())}
		}
		v = err
	}
	answer, failed := bsc.Marshal(v, browser())
	if failed != nil {
		answer, _ = bsc.Marshal(&bsc.Problem{Code: bsc.ErrInput, Detail: words.Text(failed.Error())}, nil)
	}
	return answer, err == nil && failed == nil
}

func (a *App) answer(name string, request []byte) (any, error) {
	ask, ok := questions()[name]
	if !ok {
		return nil, errors.New("no such question: " + name)
	}
	var q question
	if err := json.Unmarshal(request, &q); err != nil {
		return nil, err
	}
	return ask(a, q)
}

// add adds facts to the readings, through the board, which tells whoever watches it what they change. What it does not
// see, of other months, is told without saying what.
func (a *App) add(facts []bsc.Fact) error {
	a.mu.RLock()
	defer a.mu.RUnlock()
	err := a.board.Add(facts...)
	if err == nil && slices.ContainsFunc(facts, func(f bsc.Fact) bool { return f.Period != a.latest }) {
		a.notify(bsc.Notice{})
	}
	return err
}

// moment is when something is recorded: now, and after everything before.
func (a *App) moment() time.Time {
	a.clock.Lock()
	defer a.clock.Unlock()
	now := time.Now().UTC()
	if !now.After(a.last) {
		now = a.last.Add(1)
	}
	a.last = now
	return now
}
