package words

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-bsc/bsc/internal/wire"
)

// MarshalJSON writes the code, the arguments and the English text; of a host's own words, the text alone. A Phrase among
// the arguments has no text unless it needs one.
func (p Phrase) MarshalJSON() ([]byte, error) {
	if p.IsZero() {
		return []byte(`{"text":""}`), nil
	}
	return p.append(nil, true)
}

// append writes the phrase, with its text if it is the outermost or has a text of its own.
func (p Phrase) append(out []byte, outermost bool) ([]byte, error) {
	members := make([]member, 0, len(p.args)+2)
	if p.code != "" {
		members = append(members, member{"code", p.code})
	}
	for _, a := range p.args {
		members = append(members, member(a))
	}
	switch {
	case outermost:
		said, err := p.asKept()
		if err != nil {
			return nil, err
		}
		members = append(members, member{"text", said.String()})
	case p.text != "":
		members = append(members, member{"text", p.text})
	}
	out = append(out, '{')
	for i, m := range members {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(appendText(out, m.name), ':')
		var err error
		if out, err = appendValue(out, m.value); err != nil {
			return nil, err
		}
	}
	return append(out, '}'), nil
}

// asKept returns the phrase as JSON keeps it, which has no broken UTF-8: who reads it again says the same.
func (p Phrase) asKept() (Phrase, error) {
	kept, err := p.append(nil, false)
	if err != nil || !bytes.ContainsRune(kept, utf8.RuneError) {
		return p, err
	}
	err = p.UnmarshalJSON(kept)
	return p, err
}

type member argument

func appendText(out []byte, s string) []byte {
	text, _ := wire.Marshal(strings.Map(func(r rune) rune { return r }, s)) // with U+FFFD for each broken byte
	return append(out, text...)
}

func appendValue(out []byte, value any) ([]byte, error) {
	switch v := value.(type) {
	case string:
		return appendText(out, v), nil
	case Number:
		return append(out, v...), nil
	case Phrase:
		return v.append(out, false)
	case Formula:
		return appendList(out, v, func(out []byte, t Token) ([]byte, error) { return t.append(out) })
	case []any:
		return appendList(out, v, appendValue)
	}
	return nil, fmt.Errorf("words: no JSON for a %T", value)
}

func appendList[T any](out []byte, values []T, each func([]byte, T) ([]byte, error)) ([]byte, error) {
	out = append(out, '[')
	for i, v := range values {
		if i > 0 {
			out = append(out, ',')
		}
		var err error
		if out, err = each(out, v); err != nil {
			return nil, err
		}
	}
	return append(out, ']'), nil
}

// MarshalJSON writes number and of, or text, or phrase.
func (t Token) MarshalJSON() ([]byte, error) { return t.append(nil) }

func (t Token) append(out []byte) ([]byte, error) {
	switch {
	case t.Number != "":
		out = append(append(out, `{"number":`...), t.Number...)
		if t.Of != "" {
			out = appendText(append(out, `,"of":`...), t.Of)
		}
	case !t.Phrase.IsZero():
		var err error
		if out, err = t.Phrase.append(append(out, `{"phrase":`...), false); err != nil {
			return nil, err
		}
	default:
		out = appendText(append(out, `{"text":`...), t.Text)
	}
	return append(out, '}'), nil
}

// MarshalJSON writes the tokens; an empty list without any.
func (f Formula) MarshalJSON() ([]byte, error) { return appendValue(nil, f) }

// UnmarshalJSON reads what MarshalJSON writes, and text as a host's own words.
func (p *Phrase) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	v, err := read(d)
	if err != nil {
		return err
	}
	switch v := v.(type) {
	case nil:
		*p = Phrase{}
	case string:
		*p = Text(v)
	case Phrase:
		*p = v
	default:
		return fmt.Errorf("words: a phrase is text, or an object with a code or a text")
	}
	return nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Formula) UnmarshalJSON(data []byte) error {
	var tokens []Token
	if err := json.Unmarshal(data, &tokens); err != nil {
		return err
	}
	*f = tokens
	return nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Token) UnmarshalJSON(data []byte) error {
	var form struct {
		Number json.Number `json:"number"`
		Of     string      `json:"of"`
		Text   string      `json:"text"`
		Phrase Phrase      `json:"phrase"`
	}
	if err := json.Unmarshal(data, &form); err != nil {
		return err
	}
	*t = Token{Number(form.Number), form.Of, form.Text, form.Phrase}
	return nil
}

// read reads one value: an object as a Phrase or, among the items of a list, as a Token.
func read(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch t := token.(type) {
	case json.Number:
		return Number(t), nil
	case string:
		return t, nil
	case json.Delim:
		if t == '{' {
			return readObject(d)
		}
		return readList(d)
	case nil:
		return nil, nil
	}
	return nil, fmt.Errorf("words: a phrase has texts, numbers, objects and lists, and not %v", token)
}

func readObject(d *json.Decoder) (any, error) {
	p := new(phrase)
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, err
		}
		v, err := read(d)
		if err != nil {
			return nil, err
		}
		text, isText := v.(string)
		switch {
		case (name == "code" || name == "text") && !isText:
			return nil, fmt.Errorf("words: the %s of a phrase is text", name)
		case name == "code" && strings.ContainsFunc(text, unicode.IsControl):
			return nil, fmt.Errorf("words: the code of a phrase has a control character")
		case name == "code":
			p.code = text
		case name == "text":
			p.text = text
		case v == nil:
			return nil, fmt.Errorf("words: the argument %q of a phrase is null", name)
		case valueOf(v) != nil:
			p.args = append(p.args, argument{name.(string), v})
		}
	}
	if _, known := english()[p.code]; known {
		if strings.ContainsFunc(p.text, isUnprintable) {
			return nil, fmt.Errorf("words: the text of a phrase has a control character")
		}
		p.text = "" // English says it
	}
	_, err := d.Token()
	if p.code == "" && p.text == "" && len(p.args) == 0 {
		return Phrase{}, err
	}
	return Phrase{p}, err
}

// isUnprintable reports whether prose has no such character: a control that is not the end of a line or a tab.
func isUnprintable(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r) }

// valid reports whether a number is written as in JSON.
func (n Number) valid() bool {
	return n != "" && strings.ContainsRune("-0123456789", rune(n[0])) && json.Valid([]byte(n))
}

// readList reads a list. One with an object without a code is a Formula.
func readList(d *json.Decoder) (any, error) {
	var list []any
	for d.More() {
		v, err := read(d)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	isToken := func(v any) bool { p, ok := v.(Phrase); return ok && p.Code() == "" }
	if !slices.ContainsFunc(list, isToken) {
		return list, nil
	}
	var f Formula
	for _, v := range list {
		p, _ := v.(Phrase)
		var t Token
		if t.Text, _ = v.(string); !p.IsZero() {
			t.Text = p.text
		}
		switch number := p.Arg("number").(type) {
		case Number:
			t.Number = number
		case string: // that of a document for browsers
			if t.Number = Number(number); !t.Number.valid() {
				return nil, fmt.Errorf("words: the number %q of a formula is none", number)
			}
		}
		t.Of, _ = p.Arg("of").(string)
		t.Phrase, _ = p.Arg("phrase").(Phrase)
		f = append(f, t)
	}
	return f, nil
}

// MarshalJSON writes the templates by their codes, in the order of the codes.
func (c Catalogue) MarshalJSON() ([]byte, error) { return wire.Marshal(map[string]string(c)) }
