package main

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
)

// The kinds of published figures, in report order.
const (
	measureScores     = "measure scores"
	baseScores        = "survey base scores"
	consistencyScores = "survey consistency scores"
	domainScores      = "domain scores"
	weightedScores    = "weighted domain scores"
	totalScores       = "total scores"
)

func kindsOfFigures() []string {
	return []string{measureScores, baseScores, consistencyScores, domainScores, weightedScores, totalScores}
}

// A figure is a published number, with its place on the scorecard.
type figure struct {
	of        string // its kind
	hospital  string
	ref       bsc.Ref             // the node whose score it is
	published decimal.NullDecimal // not valid: published as having no score
	unit      decimal.Decimal     // what a published 1 is on the scale
	place     string
}

// A figureKey identifies a figure.
type figureKey struct {
	hospital, of string
	ref          bsc.Ref
}

// A comparison counts the published figures that were reproduced.
type comparison struct {
	all, equal map[string]int // by kind
	different  []string       // one line each
}

// compare compares every published figure with the results.
func compare(published []figure, hospitals []*scored) *comparison {
	byID := map[string]*scored{}
	for _, h := range hospitals {
		byID[h.id] = h
	}
	c := &comparison{all: map[string]int{}, equal: map[string]int{}}
	for _, f := range published {
		c.add(f, f.score(byID[f.hospital]))
	}
	return c
}

// add compares one figure. If neither side has a score, there is nothing to count. If only one has, that is a
// difference.
func (c *comparison) add(f figure, score bsc.Score) {
	if !f.published.Valid && !score.Valid() {
		return
	}
	c.all[f.of]++
	if f.equals(score) {
		c.equal[f.of]++
		return
	}
	published := "none"
	if f.published.Valid {
		published = string(bsc.NumberOf(f.published.Decimal.Mul(f.unit)))
	}
	c.different = append(c.different, fmt.Sprintf("%s: hospital %s, %s, %s: published %s, computed %s",
		f.place, f.hospital, f.of, f.ref, published, score))
}

// equals allows for the rounding of the published figures to 12 places and of ours to 10.
func (f figure) equals(score bsc.Score) bool {
	computed, ok := score.Decimal()
	if !ok || !f.published.Valid {
		return false
	}
	apart := f.published.Decimal.Mul(f.unit).Sub(computed).Abs()
	return apart.LessThanOrEqual(decimal.New(1, -9))
}

// err returns an error if a published figure was not reproduced, or if there was none.
func (c *comparison) err() error {
	if c.all[totalScores] == 0 {
		return fmt.Errorf("no total score was published to compare with")
	}
	if n := len(c.different); n > 0 {
		return fmt.Errorf("published figures that are not reproduced: %d", n)
	}
	return nil
}

// score returns the score that a figure should equal; no score if there is none.
func (f figure) score(h *scored) bsc.Score {
	if h == nil {
		return bsc.Score{}
	}
	if f.of == weightedScores {
		return h.contribution(f.ref)
	}
	outcome, _ := h.result.Of(f.ref)
	return outcome.Score
}

// contribution returns exactly what a domain contributes to the total.
func (h *scored) contribution(domain bsc.Ref) bsc.Score {
	for _, c := range h.domains {
		if c.Ref != domain || !c.Amount.Valid {
			continue
		}
		if amount, err := bsc.NewScore(c.Amount.Decimal); err == nil {
			return amount
		}
	}
	return bsc.Score{}
}
