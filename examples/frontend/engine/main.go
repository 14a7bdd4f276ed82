//go:build js && wasm

// Command engine is the app of the page as WebAssembly: page/engine.js starts it, and calls it as it would call the
// server. It leaves one object, bscEngine, with the functions call and watch.
package main

import (
	"syscall/js"

	"github.com/go-bsc/bsc/examples/frontend/app"
)

func main() {
	a, err := app.New(app.Card, app.Readings)
	if err != nil {
		panic(err) // what is embedded is tested
	}
	js.Global().Set("bscEngine", map[string]any{
		// call(name, json) answers {ok, json}.
		"call": js.FuncOf(func(_ js.Value, args []js.Value) any {
			answer, ok := a.Call(args[0].String(), []byte(args[1].String()))
			return map[string]any{"ok": ok, "json": string(answer)}
		}),
		// watch(tell) calls tell(json) with every notice of the board.
		"watch": js.FuncOf(func(_ js.Value, args []js.Value) any {
			a.Watch(func(notice []byte) { args[0].Invoke(string(notice)) })
			return nil
		}),
	})
	select {}
}
