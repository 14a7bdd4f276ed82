// Package viewers checks the drawings of package render with the programs that show them: a browser,
// Graphviz, Mermaid, and a Markdown parser. It also drives the page of examples/frontend in the browser. It has only
// tests, in a module of its own, so that users of the library do not depend on any of these programs.
//
// The tests need a Unix system with chromium, dot and node in the path, and Mermaid and Playwright in
// node_modules:
//
//	npm ci
//	go test ./...
//
// The tests skip what is missing. With BSC_VIEWERS=require they fail instead. To look at the drawings:
//
//	go test -run Pictures -pictures pictures
package viewers
