package strictjson

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// Locate returns where the values of JSON pointers begin in data; for one that is not there, where
// the last value on the way to it does. What is not JSON is looked through as far as it goes.
func Locate(data []byte, pointers []string) []int {
	found := map[string]int{}
	for _, p := range pointers {
		for ; p != ""; p = p[:strings.LastIndexByte(p, '/')] {
			found[p] = -1
		}
	}
	w := &walker{data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	w.dec.UseNumber()
	type open struct {
		path   string
		wanted bool // something is, that is in it
		object bool
		index  int
	}
	var stack []open
	for path, wanted := "", true; ; {
		at := w.next()
		token, err := w.dec.Token()
		if err != nil {
			break
		}
		if wanted && path != "" {
			found[path] = at
		}
		if delim, ok := token.(json.Delim); ok {
			stack = append(stack, open{path, wanted, delim == '{', -1})
		}
		for len(stack) > 0 && !w.dec.More() {
			if _, err := w.dec.Token(); err != nil {
				break
			}
			stack = stack[:len(stack)-1]
		}
		if len(stack) == 0 {
			break
		}
		top := &stack[len(stack)-1]
		step := ""
		if top.object {
			key, err := w.dec.Token()
			if err != nil {
				break
			}
			step, _ = key.(string)
		} else {
			top.index++
			step = strconv.Itoa(top.index)
		}
		path, wanted = "", false
		if top.wanted {
			path = top.path + "/" + Escape(step)
			_, wanted = found[path]
		}
	}
	places := make([]int, len(pointers))
	for i, p := range pointers {
		for ; p != ""; p = p[:strings.LastIndexByte(p, '/')] {
			if at := found[p]; at >= 0 {
				places[i] = at
				break
			}
		}
	}
	return places
}
