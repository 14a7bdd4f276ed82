// Command frontend shows a company's scorecard on a page in plain JavaScript, which uses the library's JSON as it is.
// The engine is behind a server or, as WebAssembly, in the page itself: README.md tells more.
//
//	go run ./examples/frontend
//	go run ./examples/frontend -build site
package main

import (
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/go-bsc/bsc/examples/frontend/app"
)

//go:embed page
var files embed.FS

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "frontend:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("frontend", flag.ContinueOnError)
	flags.SetOutput(out)
	address := flags.String("address", "127.0.0.1:8080", "where to listen")
	site := flags.String("build", "", "write the page with the engine as WebAssembly into this folder, and end")
	if err := flags.Parse(args); err != nil {
		return err
	}
	page, err := fs.Sub(files, "page")
	if err != nil {
		return err
	}
	if *site != "" {
		if err := os.CopyFS(*site, page); err != nil {
			return err
		}
		return buildEngine(*site)
	}
	a, err := app.New(app.Card, app.Readings)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", *address)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "http://%s\n", listener.Addr())
	server := &http.Server{Handler: handler(a, page), ReadHeaderTimeout: 5 * time.Second}
	return server.Serve(listener)
}

// policy is a strict one: only what the page's own server gives, and nothing inline. The last word of the scripts lets
// the engine run, and nothing else.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
	"img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// handler answers all requests: the page, its questions, the notices and the engine.
func handler(a *app.App, page fs.FS) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(page))
	mux.HandleFunc("POST /ask/{question}", func(w http.ResponseWriter, r *http.Request) {
		request, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 8<<20))
		if err != nil {
			http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
			return
		}
		answer, ok := a.Call(r.PathValue("question"), request)
		w.Header().Set("Content-Type", "application/json")
		if !ok {
			w.WriteHeader(http.StatusUnprocessableEntity)
		}
		_, _ = w.Write(answer) // the client may be gone
	})
	mux.HandleFunc("GET /notices", func(w http.ResponseWriter, r *http.Request) { notices(a, w, r) })
	engine := sync.OnceValues(builtEngine)
	for _, name := range []string{"engine.wasm.gz", "wasm_exec.js"} {
		mux.HandleFunc("GET /"+name, func(w http.ResponseWriter, r *http.Request) {
			folder, err := engine()
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			http.ServeFile(w, r, filepath.Join(folder, name))
		})
	}
	return http.NewCrossOriginProtection().Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-cache")
		mux.ServeHTTP(w, r)
	}))
}

// notices sends the board's notices as Server-Sent Events until the client goes.
func notices(a *app.App, w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	out, next := http.NewResponseController(w), make(chan []byte, 16)
	defer a.Watch(func(notice []byte) {
		select {
		case next <- notice:
		default: // a client that is behind by so many asks for everything at the next one
		}
	})()
	if _, err := io.WriteString(w, ": watching\n\n"); err != nil || out.Flush() != nil {
		return
	}
	for {
		select {
		case <-r.Context().Done():
			return
		case notice := <-next:
			if _, err := fmt.Fprintf(w, "data: %s\n\n", notice); err != nil || out.Flush() != nil {
				return
			}
		}
	}
}

// builtEngine builds the engine, which the server does when it is first asked for it.
func builtEngine() (folder string, err error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	folder = filepath.Join(cache, "bsc-frontend")
	return folder, buildEngine(folder)
}
