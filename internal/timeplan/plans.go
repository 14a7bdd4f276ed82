package timeplan

import (
	"slices"
	"sync"
	"time"

	"github.com/go-bsc/bsc/period"
)

// Longest is the largest number of periods to plan at once: evaluate longer ranges in several stretches.
const Longest = 600

// maxPlanned is the largest total of entries in the plans that are kept, except for the last one.
const maxPlanned = 200_000

// Plans caches the plans of a card, each with what the caller makes of it. Goroutines may share them.
type Plans[V any] struct {
	card    *Card
	with    func(*Plan) V
	moments []time.Time // at which targets were recorded, in order

	lock    sync.Mutex
	made    map[key]made[V]
	keys    []key // the oldest first
	entries int
}

// A key identifies a plan: the first and last period, and how many of the moments of targets are known.
type key struct {
	from, to period.Period
	moment   int
}

// made is a plan with what the caller made of it. The plan is nil if no KPI is in rows.
type made[V any] struct {
	plan *Plan
	with V
}

// NewPlans returns the plans of a card. It calls with once for each plan.
func NewPlans[V any](card *Card, with func(*Plan) V) *Plans[V] {
	return &Plans[V]{card: card, with: with, moments: card.momentsOfTargets()}
}

// Of returns what the caller made of the plan for consecutive periods as of a moment; the zero V if no KPI is in rows.
func (c *Plans[V]) Of(periods []period.Period, asOf time.Time) V {
	if len(periods) == 0 {
		var none V
		return none
	}
	k := key{periods[0], periods[len(periods)-1], c.momentOf(asOf)}
	c.lock.Lock()
	m, known := c.made[k]
	c.lock.Unlock()
	switch {
	case !known:
		m = c.make(periods, asOf)
		c.keep(k, m)
	case m.plan != nil && !slices.Equal(m.plan.Order, periods): // another calendar has other periods between the two
		return c.make(periods, asOf).with
	}
	return m.with
}

func (c *Plans[V]) make(periods []period.Period, asOf time.Time) (m made[V]) {
	if m.plan = c.card.plan(periods, asOf); m.plan != nil {
		m.with = c.with(m.plan)
	}
	return m
}

// keep keeps a plan, and drops the oldest ones if there are too many.
func (c *Plans[V]) keep(k key, m made[V]) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if _, known := c.made[k]; known {
		return
	}
	if c.made == nil {
		c.made = map[key]made[V]{}
	}
	for c.entries += m.plan.size(); c.entries > maxPlanned && len(c.keys) > 0; c.keys = c.keys[1:] {
		c.entries -= c.made[c.keys[0]].plan.size()
		delete(c.made, c.keys[0])
	}
	c.made[k], c.keys = m, append(c.keys, k)
}

// size returns the number of entries of a plan.
func (p *Plan) size() int {
	if p == nil {
		return 1
	}
	return len(p.Order) * (len(p.card.KPIs) + 1)
}

// momentOf returns how many of the moments at which targets were recorded lie at or before a moment.
func (c *Plans[V]) momentOf(asOf time.Time) int {
	if asOf.IsZero() {
		return len(c.moments)
	}
	n, _ := slices.BinarySearchFunc(c.moments, asOf, func(m, asOf time.Time) int {
		if m.After(asOf) {
			return 1
		}
		return -1
	})
	return n
}

// momentsOfTargets returns the moments at which targets were recorded, in order.
func (c *Card) momentsOfTargets() []time.Time {
	var all []time.Time
	for i := range c.KPIs {
		all = append(all, c.KPIs[i].Targets.Moments()...)
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}
