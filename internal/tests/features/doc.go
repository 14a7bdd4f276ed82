// Package features tests what users of scorecard products ask for, row by row: how KPIs are scored, how they are rated,
// and how scores roll up. Each test says one thing as a host would, and checks it with numbers made by hand.
package features
