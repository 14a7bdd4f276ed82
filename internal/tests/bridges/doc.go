// Package bridges compares bridges with the oracle's reference: what causes bring, and what nodes bring within a cause.
package bridges
