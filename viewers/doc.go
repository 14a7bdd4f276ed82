// Package viewers checks the drawings of package render with the programs that show them:
// a browser, Graphviz, Mermaid, and a Markdown parser. It has tests only, in a module of its
// own, so that nobody who imports the library depends on any of this.
//
// The tests need a Unix system with chromium and dot in the path, and Mermaid in
// node_modules:
//
//	npm ci
//	go test ./...
//
// They skip what is missing, and fail instead where BSC_VIEWERS=require is set. To look at
// the drawings oneself:
//
//	go test -run Pictures -pictures pictures
package viewers
