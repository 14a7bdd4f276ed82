// @ts-check
// The page: its views, each with what it asks the engine. A view builds itself once, and returns what brings it up to date.
import {connect, Refused} from './engine.js'
import {number, percent, say, speak, when, word} from './say.js'
import {h, map, sparkline} from './draw.js'
import {editor} from './editor.js'

const address = new URL(location.href).searchParams
const engine = await connect(address.get('engine'))
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id))
let language = address.get('language') ?? (navigator.language.startsWith('de') ? 'de' : 'en')
let asked = {} // the period and the day of all questions
let report // of what is asked, as known
let names = new Map() // nodes and series by ref
let update = async () => {}

const ask = (question, more) => engine.ask(question, {...asked, ...more})
const name = (ref, other) => names.get(ref)?.attributes?.[language] ?? names.get(ref)?.name ?? other ?? ref
const level = (rating) => report.ratings.find((l) => l.id === rating)
const score = (node) => number(node.display ?? node.score, node.display ? undefined : 1)
const arrows = {rising: '↗', steady: '→', falling: '↘'}
const views = {tree, map: strategy, edit: (root) => editor(root, ask, problemsOf), upload}

/** A rating without colour: a sign and a word. The colour is one more. */
function rating(id) {
  if (!id) return h('span', {class: 'rating'}, word('unrated'))
  const sign = h('span', {'aria-hidden': 'true'}, level(id).symbol)
  sign.style.color = level(id).color
  return h('span', {class: 'rating'}, sign, ' ', say({code: 'rating.' + id, text: level(id).name}))
}

/** Where a score went since the period before. */
function movement(points) {
  const last = points?.at(-1)
  if (!last?.movement) return word('movement.none')
  return `${arrows[last.movement]} ${word('movement.' + last.movement, {by: number(last.change, 1)})}`
}

/** Shows what is wrong, or that all is well. */
function problemsOf(list, into) {
  const place = (p) => p.line && h('span', {class: 'place'}, word('place', {line: p.line, column: p.col}))
  into.replaceChildren(list.length ? h('ul', {class: 'problems'}, list.map((p) => h('li', {class: p.warning ? 'warning' : 'error'},
    h('strong', {}, word(p.warning ? 'warning' : 'error')), ' ', place(p), ' ', names.has(p.ref) && name(p.ref) + ': ', say(p.detail),
    p.allowed && ` (${say(p.allowed)})`, p.hint && `; ${say(p.hint)}`))) : h('p', {}, word('no_problems')))
}

/** Runs what may be refused, and shows the problems. */
async function attempt(into, run) {
  try {
    problemsOf(await run(), into)
  } catch (e) {
    if (!(e instanceof Refused)) throw e
    problemsOf(e.problems, into)
  }
}

async function tree(root) {
  const body = h('tbody')
  root.append(h('table', {class: 'tree'}, h('caption', {}, word('tree')), h('thead', {}, h('tr', {},
    ['name', 'score', 'rating', 'coverage', 'trend'].map((c) => h('th', {scope: 'col'}, word('column.' + c))))), body))
  return async () => {
    const trend = await ask('trend')
    body.replaceChildren(...report.nodes.map((n) => h('tr', {class: n.kind, 'data-ref': n.ref},
      h('th', {scope: 'row'}, h('a', {href: '#/node/' + n.ref}, name(n.ref))),
      h('td', {class: 'number'}, n.score == null ? say(n.reason) : score(n)), h('td', {}, rating(n.rating)),
      h('td', {class: 'number'}, n.coverage == null ? '–' : percent(n.coverage)),
      h('td', {}, movement(trend.nodes.find((t) => t.ref === n.ref)?.points)))))
  }
}

async function strategy(root) {
  return async () => {
    const layout = await ask('layout')
    const standing = (ref) => {
      const n = report.nodes.find((n) => n.ref === ref)
      return [n.score == null ? '–' : score(n), ' ', rating(n.rating)]
    }
    const about = (l) => word('link.' + l.kind, {from: name(l.from), to: name(l.to), lag: l.lag ?? 0, how: word(l.inverse ? 'inverse' : 'direct')})
    root.replaceChildren(map(layout, name, standing, about),
      h('details', {}, h('summary', {}, word('links')), h('ul', {}, layout.links.map((l) => h('li', {}, about(l))))))
  }
}

async function node(root, ref) {
  const figures = h('div', {class: 'figures', 'aria-live': 'polite'}), why = h('div'), forms = h('div', {class: 'forms'})
  root.append(h('h2', {tabindex: -1}, name(ref)), figures, forms, h('h3', {}, word('explanation')), why)
  const of = report.nodes.find((n) => n.ref === ref)
  suppose(forms, of)
  if (of.kind === 'kpi' && !of.calculator) record(forms, of)
  return async () => {
    const [trend, explanation] = await Promise.all([ask('trend'), ask('explain', {ref})])
    const n = explanation.node, points = trend.nodes.find((t) => t.ref === ref).points
    const values = points.map((p) => p.actual ?? p.score).map((v) => (v == null ? null : Number(v)))
    const unit = n.unit ? ' ' + n.unit : ''
    const rows = {
      score: n.score == null ? say(n.reason) : score(n), rating: rating(n.rating), actual: n.actual && h('span', {title: number(n.actual) + unit}, number(n.actual, 2) + unit),
      target: n.target?.value && number(n.target.value) + unit,
      variance: n.variance?.amount && [number(n.variance.amount, 2) + unit, n.variance.percent && ` (${number(n.variance.percent, 1)} %)`, ' ',
        word(n.variance.favourable ? 'favourable' : 'unfavourable')],
      coverage: n.coverage && percent(n.coverage), trend: movement(points),
    }
    figures.replaceChildren(h('dl', {}, Object.entries(rows).filter(([, v]) => v).flatMap(([k, v]) => [h('dt', {}, word('column.' + k)), h('dd', {'data-figure': k}, v)])),
      sparkline(values, word('sparkline', {name: name(ref), first: when(trend.periods[0]), last: when(trend.periods.at(-1)),
        low: number(Math.min(...values.filter((v) => v != null)), 1), high: number(Math.max(...values.filter((v) => v != null)), 1)})))
    why.replaceChildren(explain(explanation.lines))
  }
}

/** The lines of an explanation, each below the one it belongs to. */
function explain(lines) {
  const open = [h('ul', {class: 'explanation'})]
  for (const {depth, says} of lines) {
    while (open.length <= depth) {
      const below = h('ul')
      open.at(-1)?.lastElementChild?.append(below)
      open.push(below)
    }
    open.length = depth + 1
    open[depth].append(h('li', {}, say(says)))
  }
  return open[0]
}

/** Sliders: another actual of a KPI in this period, or points more for an objective and what would come of them. */
function suppose(root, of) {
  const kpi = of.kind === 'kpi', measured = kpi && !of.calculator && of.actual
  if (kpi ? !measured : of.kind !== 'objective') return
  const actual = Number(of.actual), size = Math.max(Math.abs(actual), Math.abs(Number(of.target?.value ?? 0)), 1)
  const range = measured ? {min: 0, max: 2 * size, step: size / 100, value: actual} : {min: -20, max: 20, step: 1, value: 0}
  const says = h('output', {id: 'supposed', role: 'status'})
  const slider = /** @type {HTMLInputElement} */ (h('input', {type: 'range', id: 'suppose', 'aria-describedby': 'supposed', ...range, oninput: async () => {
    if (measured) {
      const then = await ask('report', {readings: {readings: [{kpi: of.id, period: report.period, value: slider.value}]}})
      const line = (n) => h('li', {'data-ref': n.ref}, name(n.ref), ': ', n.score == null ? say(n.reason) : score(n), ' ', rating(n.rating))
      says.replaceChildren(number(slider.value, 2), h('ul', {}, then.nodes.filter((n) => [of.ref, of.parent, then.nodes[0].ref].includes(n.ref)).map(line)))
    } else {
      const reached = await ask('what_if', {ref: of.ref, points: slider.value})
      says.replaceChildren(word('points', {n: number(slider.value)}), h('ul', {}, reached.map((p) => h('li', {'data-ref': p.ref},
        name(p.ref), ': ', number(p.score, 1), ' → ', number(p.then, 1), ' ', p.arrivals.at(-1)?.period ? when(p.arrivals.at(-1).period) : ''))))
    }
  }}))
  root.append(h('form', {}, h('h3', {}, word('what_if')), h('label', {for: 'suppose'}, word(kpi ? 'what_if.actual' : 'what_if.points')), slider, says))
}

/** Records a reading, which all pages follow. */
function record(root, of) {
  const value = /** @type {HTMLInputElement} */ (h('input', {id: 'reading', inputmode: 'decimal', required: true, pattern: '-?[0-9]+([.][0-9]+)?', autocomplete: 'off'}))
  const said = h('div', {role: 'status'})
  const put = (e) => {
    e.preventDefault()
    attempt(said, () => ask('record', {readings: {readings: [{kpi: of.id, period: report.period, value: value.value}]}}))
  }
  root.append(h('form', {onsubmit: put}, h('h3', {}, word('record')), h('label', {for: 'reading'}, word('record.value', {period: when(report.period)})), value,
    h('button', {}, word('record.put')), said))
}

async function upload(root) {
  const file = /** @type {HTMLInputElement} */ (h('input', {type: 'file', id: 'file', accept: '.csv,text/csv'}))
  const commas = /** @type {HTMLInputElement} */ (h('input', {type: 'checkbox', id: 'commas'}))
  const said = h('div', {role: 'status'})
  const put = async () => {
    const chosen = file.files?.[0]
    if (chosen) attempt(said, async () => ask('upload', {text: await chosen.text(), commas: commas.checked}))
  }
  file.addEventListener('change', put)
  root.append(h('h2', {tabindex: -1}, word('upload')), h('p', {}, word('upload.about')), h('p', {}, commas, h('label', {for: 'commas'}, word('upload.commas'))),
    h('p', {}, h('label', {for: 'file'}, word('upload.file')), file), said)
  return async () => {}
}

/** What stands above every view. */
function header() {
  const [view] = location.hash.slice(2).split('/')
  element('views').replaceChildren(h('ul', {}, Object.keys(views).map((v) => h('li', {}, h('a', {href: '#/' + v, 'aria-current': v === (view || 'tree') && 'page'}, word('view.' + v))))))
  element('views').setAttribute('aria-label', word('views'))
  element('company').textContent = document.title = name(report.nodes[0].ref)
  const step = (to, code) => h('button', {type: 'button', disabled: !to, 'aria-label': word(code), onclick: () => show({...asked, period: to})}, code === 'previous' ? '‹' : '›')
  const day = h('input', {type: 'date', id: 'as-of', value: asked['as_of']?.slice(0, 10) ?? '', onchange: (e) => {
    const {as_of, ...rest} = /** @type {any} */ (asked)
    show(e.target.value ? {...rest, as_of: e.target.value + 'T23:59:59Z'} : rest)
  }})
  const languages = [...new Set(['en', 'de', language])]
  element('asked').replaceChildren(step(report.previous, 'previous'), h('output', {id: 'period'}, when(report.period)), step(report.next, 'next'),
    h('label', {for: 'as-of'}, word('as_of')), day, h('label', {for: 'language'}, word('language')),
    h('select', {id: 'language', onchange: async (e) => { await learn(e.target.value); await show(asked) }},
      languages.map((l) => h('option', {value: l, selected: l === language}, new Intl.DisplayNames(language, {type: 'language'}).of(l)))))
}

/** Takes the words of a language. */
async function learn(to) {
  language = document.documentElement.lang = to
  speak(to, {...await ask('words', {text: to}), ...await (await fetch(`words/${to}.json`)).json()}, name)
}

async function look() {
  const [now, definition] = await Promise.all([ask('report'), ask('definition')])
  report = now
  names = new Map([...now.nodes.map((n) => [n.ref, n]), ...(definition.series ?? []).map((s) => ['series:' + s.id, s])])
}

/** Shows the view of the address, for a period and a day. */
async function show(of) {
  asked = of
  await look()
  header()
  const [view, ref] = location.hash.slice(2).split('/'), root = h('div', {'data-view': location.hash, 'data-ref': ref && decodeURIComponent(ref)})
  update = await (view === 'node' ? node(root, root.dataset.ref) : (views[view] ?? tree)(root))
  await update()
  element('main').replaceChildren(root)
}

addEventListener('hashchange', async () => { await show(asked); /** @type {HTMLElement} */ (element('main').querySelector('h2, caption'))?.focus() })
engine.watch(async (notice) => {
  await look()
  header()
  await update()
  element('status').textContent = word('changed', {total: number(report.nodes[0].display)}) +
    (notice.changes ?? []).map((c) => ' ' + word('rated', {name: name(c.ref), rating: say({code: 'rating.' + c.to, text: c.to})})).join('')
})
await learn(language)
await show(asked)
