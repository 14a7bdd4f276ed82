package viewers

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// A document is the visible content of a Markdown text.
type document struct {
	headings []string
	tables   []table
	unsafe   []string // whatever is more than headings, plain text and tables
}

// A table is the visible content of a Markdown table's cells, with its head first.
type table [][]string

// readMarkdown parses a text as GitHub does.
func readMarkdown(t *testing.T, source string) (d document) {
	t.Helper()
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	src := []byte(source)
	root := md.Parser().Parse(text.NewReader(src))
	require.NoError(t, ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n.Kind() {
		case extast.KindTable:
			d.tables = append(d.tables, nil)
		case extast.KindTableHeader, extast.KindTableRow:
			last := &d.tables[len(d.tables)-1]
			*last = append(*last, nil)
		case extast.KindTableCell:
			rows := d.tables[len(d.tables)-1]
			rows[len(rows)-1] = append(rows[len(rows)-1], read(t, md, src, n))
		case ast.KindHeading:
			d.headings = append(d.headings, read(t, md, src, n))
		case ast.KindDocument, ast.KindParagraph, ast.KindText, ast.KindString, ast.KindEmphasis, ast.KindThematicBreak:
		default:
			d.unsafe = append(d.unsafe, fmt.Sprintf("%s: %.60q", n.Kind(), read(t, md, src, n)))
		}
		return ast.WalkContinue, nil
	}))
	return d
}

// read returns the text that a reader sees of a node.
func read(t *testing.T, md goldmark.Markdown, source []byte, n ast.Node) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, md.Renderer().Render(&b, source, n))
	return strings.TrimSpace(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(b.String(), "")))
}

// uneven returns the lines of tables with more or fewer cells than the line above: parsers cut or fill them
// silently.
func uneven(source string) (all []string) {
	bar := regexp.MustCompile(`\\.|\|`)
	above := 0
	for line := range strings.Lines(source) {
		bars := 0
		for _, found := range bar.FindAllString(line, -1) {
			if found == "|" {
				bars++
			}
		}
		if strings.HasPrefix(line, "|") && above > 0 && bars != above {
			all = append(all, line)
		}
		above = bars
	}
	return all
}

// column returns a column of the table without its head.
func (table table) column(at int) (cells []string) {
	for _, row := range table[1:] {
		cells = append(cells, row[at])
	}
	return cells
}

func TestMarkdown_findsEveryFault(t *testing.T) {
	t.Parallel()
	const head = "# A card\n\n| Name | Score |\n| --- | ---: |\n"
	good := readMarkdown(t, head+"| a \\| b &lt;i&gt; \\*c\\* | 70 |\n\nText.\n\n| From | To |\n|---|---|\n| a | b |\n")
	assert.Empty(t, good.unsafe)
	assert.Equal(t, []string{"A card"}, good.headings)
	assert.Equal(t, []table{{{"Name", "Score"}, {"a | b <i> *c*", "70"}}, {{"From", "To"}, {"a", "b"}}}, good.tables)
	assert.Equal(t, []string{"a | b <i> *c*"}, good.tables[0].column(0))
	for _, c := range [][2]string{
		{"RawHTML", "| <b>a</b> | 70 |"},
		{"RawHTML", "| <!-- a --> | 70 |"},
		{"HTMLBlock", "\n<script>alert(1)</script>"},
		{"Link", "| [x](javascript:alert(1)) | 70 |"},
		{"Image", "| ![x](http://example.com/x.png) | 70 |"},
		{"AutoLink", "| http://example.com | 70 |"},
		{"AutoLink", "| www.example.com | 70 |"},
		{"AutoLink", "| a@b.example | 70 |"},
		{"CodeSpan", "| `a` | 70 |"},
		{"Strikethrough", "| ~~a~~ | 70 |"},
	} {
		bad := readMarkdown(t, head+c[1]+"\n")
		assert.Contains(t, strings.Join(bad.unsafe, "\n"), c[0]+":", c[1])
	}
	assert.Empty(t, uneven(head+"| a \\| b | 70 |\n| \\\\\\| | 70 |\n\n| a |\n"))
	assert.Len(t, uneven(head+"| a | b | 70 |\n\nText\n\n| a \\\\| b | 70 |\n| 70 |\n"), 2)
}
