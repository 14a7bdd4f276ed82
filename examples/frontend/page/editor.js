// @ts-check
// The definition as text, with what is wrong marked in it, and a form for one KPI that the schema describes.
import {word} from './say.js'
import {h} from './draw.js'

/** A title of the schema in the language of the page. */
const titled = (title) => word('title.' + title, {text: title})

/** @param {string} text @param {import('./engine.js').Problem} p @returns {[number, number]} */
export function span(text, p) {
  const lines = text.split('\n'), at = (line, col) => lines.slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0) + col - 1
  const from = at(p.line, p.col)
  return [from, p.end_line ? at(p.end_line, p.end_col) : from + 1]
}

/** @param {HTMLElement} root @param {(name: string, q?: object) => Promise<any>} ask @param {(list: any[], into: HTMLElement) => void} list */
export async function editor(root, ask, list) {
  const [definition, schema] = await Promise.all([ask('definition'), ask('schema')])
  const text = /** @type {HTMLTextAreaElement} */ (h('textarea', {id: 'definition', spellcheck: 'false', 'aria-describedby': 'wrong', oninput: () => { clearTimeout(pause); pause = setTimeout(check, 150) }, onscroll: () => { marks.scrollTop = text.scrollTop }}))
  const marks = h('pre', {class: 'marks', 'aria-hidden': 'true'}), wrong = h('div', {id: 'wrong', role: 'status'}), form = h('form', {class: 'kpi'})
  const save = h('button', {type: 'button', onclick: async () => mark(await ask('save', {text: text.value}).catch((e) => e.problems))}, word('save'))
  text.value = JSON.stringify(definition, null, 2)
  root.append(h('h2', {tabindex: -1}, word('edit')), h('label', {for: 'definition'}, word('definition')), h('div', {class: 'code'}, marks, text), save, wrong, form)
  let pause // after a key
  const choice = /** @type {HTMLSelectElement} */ (h('select', {id: 'kpi', onchange: () => fields()}))

  /** Marks problems in the text, and lists them: a click goes there. */
  function mark(problems) {
    const spans = problems.filter((p) => p.line).map((p) => span(text.value, p))
    let end = 0
    marks.replaceChildren()
    for (const [a, b] of spans.sort((x, y) => x[0] - y[0]).filter(([a]) => a >= end)) {
      marks.append(text.value.slice(end, a), h('mark', {}, text.value.slice(a, b)))
      end = b
    }
    marks.append(text.value.slice(end))
    list(problems, wrong)
    wrong.querySelectorAll('li').forEach((li, i) => problems[i].line && li.append(' ', h('button', {type: 'button', onclick: () => {
      text.focus()
      text.setSelectionRange(...span(text.value, problems[i]))
    }}, word('go'))))
  }

  async function check() {
    const checked = text.value, problems = await ask('check', {text: checked})
    if (checked !== text.value) return // there will be another check
    mark(problems)
    text.setAttribute('aria-invalid', String(problems.some((p) => !p.warning)))
  }

  /** The KPIs of the text, if it is JSON. */
  function kpis(doc) {
    return (doc.perspectives ?? []).flatMap((p) => (p.objectives ?? []).flatMap((o) => o.kpis ?? []))
  }

  /** One field for each plain property that the schema has for a KPI: its label, choices and pattern. */
  function fields() {
    const doc = JSON.parse(text.value), kpi = kpis(doc).find((k) => k.id === choice.value)
    const plain = (s) => s.type === 'string' || s.oneOf
    /** What a schema says with all that it refers to; of several forms, the plain text. */
    const follow = (s) => Object.assign({}, s.$ref && follow(schema.$defs[s.$ref.slice('#/$defs/'.length)]), ...(s.allOf ?? []).map(follow), s.anyOf?.map(follow).find(plain), s)
    const put = (key) => (e) => {
      if (e.target.value === '') delete kpi[key]
      else kpi[key] = e.target.value
      text.value = JSON.stringify(doc, null, 2)
      check()
    }
    form.replaceChildren(h('h3', {}, word('kpi_form')), h('label', {for: 'kpi'}, word('kpi')), choice,
      ...Object.entries(schema.$defs.kpi.properties).map(([key, s]) => [key, follow(s)]).filter(([key, s]) => plain(s) && typeof kpi[key] !== 'object').map(([key, s]) => {
        const words = s.oneOf?.map((o) => o.const), id = 'field-' + key, now = String(kpi[key] ?? '')
        const label = (w) => titled(s.oneOf.find((o) => o.const === w)?.title ?? w)
        const field = words ? h('select', {id, onchange: put(key)}, [...new Set(['', ...words])].map((w) => h('option', {value: w, selected: w === now}, w && label(w))))
          : h('input', {id, value: now, pattern: s.pattern, maxlength: s.maxLength, required: schema.$defs.kpi.required.includes(key), onchange: put(key)})
        return h('p', {}, h('label', {for: id}, titled(s.title ?? key)), field)
      }))
  }

  choice.append(...kpis(JSON.parse(text.value)).map((k) => h('option', {value: k.id}, k.name ?? k.id)))
  fields()
  await check()
  return async () => {} // what somebody is writing stays
}
