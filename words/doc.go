// Package words keeps what the library says apart from the language in which it says it.
//
// Whatever the library has to tell a person is a [Phrase]: why there is no score, what is wrong with a definition and how
// to mend it, each line of an explanation, each word of a drawing. A Phrase has a code and arguments. Its String is
// English; a [Catalogue] says it in another language.
//
//	o, _ := result.Of(bsc.KPIRef("sales"))
//	fmt.Println(o.Reason)                       // no reading for 2026-Q3
//	fmt.Println(words.German().Say(o.Reason))   // keine Meldung für 2026-Q3
//
// [English] and [German] are built in. Another language is a map from codes to templates, which a host may keep in a JSON
// file: [English] gives the codes and the templates to start from. What it leaves out is said in English.
//
//	dutch := words.Catalogue{"no_reading": "geen meting voor {period}{more}{of}", "point": ","}
//
// A front end in another language than Go does the same with the JSON of a Phrase: it looks the code up in the catalogue,
// which is plain JSON too, and puts the arguments into the template. Arguments are texts, numbers, other phrases, formulas
// and lists of these.
//
//	{"code": "no_reading", "period": "2026-Q3", "text": "no reading for 2026-Q3"}
//
// Arithmetic is a [Formula]: a list of numbers, each with what it is of, and of the signs between them.
//
//	[{"number": 100, "of": "met"}, {"text": " × "}, {"number": 8.4, "of": "actual"}, {"text": " / "}, {"number": 10, "of": "target"}]
//
// Names stay as they are: those of the host's own nodes and org units, ids, periods and field names. A host's own policies,
// rules and readings may say what they like with [Text], or with codes of the host's own and templates for them.
//
// Once released, a code keeps its meaning and the names of its arguments; templates may be worded better. New codes may
// come.
package words
