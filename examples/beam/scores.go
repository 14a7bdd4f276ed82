package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"math/big"

	"github.com/go-bsc/bsc/cascade"
)

// A digest stands for a set of lines: how many there are, and the sum of their hashes. It does not depend on their
// order, nor on how they are spread over files.
type digest struct {
	Lines int64
	Sum   []byte
}

func (d digest) String() string { return fmt.Sprintf("%d scores, %064x", d.Lines, d.Sum) }

// addDigests is what Beam combines digests by.
func addDigests(a, b digest) digest {
	sum := new(big.Int).Add(new(big.Int).SetBytes(a.Sum), new(big.Int).SetBytes(b.Sum))
	return digest{a.Lines + b.Lines, low(sum)}
}

// low returns the low 256 bits.
func low(n *big.Int) []byte {
	return n.And(n, new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1))).Bytes()
}

// digestOf returns the digest of lines.
func digestOf(text []byte) digest {
	sum, lines := new(big.Int), int64(0)
	for line := range bytes.Lines(text) {
		hash := sha256.Sum256(line)
		sum.Add(sum, new(big.Int).SetBytes(hash[:]))
		lines++
	}
	return digest{lines, low(sum)}
}

// scoresOf writes the lines of org units: unit, node, score and rating of every node.
func scoresOf(r *cascade.Result, units []cascade.OrgUnit) []byte {
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	for _, u := range units {
		for o := range r.Of(u.ID).All() {
			_ = w.Write([]string{u.ID, o.Ref.String(), o.Score.String(), string(o.Rating)}) // a Buffer takes everything
		}
	}
	w.Flush()
	return text.Bytes()
}

// writeScores writes the scores of org units into a file, and returns their digest.
func writeScores(ctx context.Context, name string, r *cascade.Result, units []cascade.OrgUnit) (digest, error) {
	text := scoresOf(r, units)
	return digestOf(text), writeFile(ctx, name, text)
}
