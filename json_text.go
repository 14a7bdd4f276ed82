package bsc

import (
	"encoding/json"
	"reflect"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Decimals as text, for documents that go through a browser.

// Marshal writes v as JSON, as json.Marshal does, and is the counterpart of Unmarshal. With Options.TextNumbers, decimals
// are text: those of the types of this module and of package decimal, also within a host's own structs, lists and maps.
// All else is as json.Marshal writes it, to the byte. Counts, such as a link's lag, are numbers, and so are a host's own
// numbers. Readers of this module read text as the same numbers.
//
// The arguments of a policy are any JSON, and the policy may tell 5 from "5": a constant from an id. So they stand as
// they are if a double certainly keeps every number in them, and otherwise as one text that holds their JSON, which
// Policy reads as the same arguments. Of the numbers in phrases and formulas, which are there to be shown, only those that
// a double does not keep are text. An Operand alone is such an argument: its constant is always a number.
//
// A host's type that writes itself is taken by the tags of its fields. The error is that of json.Marshal.
func Marshal(v any, o *Options) ([]byte, error) {
	document, err := json.Marshal(v)
	if err != nil || o == nil || !o.TextNumbers {
		return document, err
	}
	q := wire.Quoter{Decimals: decimals(), Policy: reflect.TypeFor[Policy](), Keeps: keptByDouble, Loose: []reflect.Type{
		reflect.TypeFor[words.Phrase](), reflect.TypeFor[words.Formula](), reflect.TypeFor[words.Token](),
	}}
	return q.Quote(document, v), nil
}

// decimals lists the types that JSON has as a number which is a decimal. An Operand is not among them: as text it would
// be an id.
func decimals() []reflect.Type {
	return []reflect.Type{
		reflect.TypeFor[Number](), reflect.TypeFor[Score](), reflect.TypeFor[Strength](), reflect.TypeFor[BandLimit](),
		reflect.TypeFor[Distance](), reflect.TypeFor[Distances](),
		reflect.TypeFor[decimal.Decimal](), reflect.TypeFor[decimal.NullDecimal](),
	}
}

// keptByDouble reports whether a double certainly keeps a number: see Options.TextNumbers.
func keptByDouble(number string) bool {
	_, f := exact.ParseWithin(number, exact.OfDoubles())
	return f == nil
}

// checkBare refuses a number that may have lost digits in a browser.
func checkBare(field, number string) error {
	if keptByDouble(number) {
		return nil
	}
	bounds := exact.OfDoubles()
	p := fault(ErrNumber, "number_browser_may_not_kept", "cut", cut(number, 40))
	p.Allowed, p.Hint = bounds.Says(), words.New("send_text", "number", number)
	if field == "args" {
		p.Hint = words.New("send_or_all_args_text")
	}
	return p
}
