// Package bad tests bad inputs: documents, files and values, each with what comes of it, word for word.
// The inputs are numbered; those in files stand in testdata/bad, with the outcome beside them.
package bad
