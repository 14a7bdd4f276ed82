// @ts-check
// Words: phrases, numbers and periods in the language of the page.

let language = 'en'
/** @type {Record<string, string>} */
let words = {}
/** @type {(ref: string) => string} */
let nameOf = (ref) => ref

/** @param {string} to a language @param {Record<string, string>} templates by code @param {(ref: string) => string} name of a node */
export function speak(to, templates, name) {
  language = to
  words = templates
  nameOf = name
}

/**
 * Says a phrase, which has a code and arguments, or the tokens of a formula. What has no template says its own text.
 * @param {any} phrase @returns {string}
 */
export function say(phrase) {
  if (phrase == null) return ''
  if (typeof phrase === 'number') return number(phrase)
  if (typeof phrase === 'string') return argument(phrase)
  if (Array.isArray(phrase)) return phrase.map(say).join('')
  if (!phrase.code) return phrase.phrase ? say(phrase.phrase) : phrase.number != null ? number(phrase.number) : phrase.text ?? ''
  const template = (String(phrase.n) === '1' && words[phrase.code + '.1']) || words[phrase.code]
  if (template == null) return phrase.text ?? phrase.code
  return template.replace(/\{([a-z_]+)(?:\|([a-z]+))?\}/g, (_, name, mode) => show(phrase[name], mode))
}

/** @param {string} text a node, a period, a decimal or a host's own words */
function argument(text) {
  if (/^(scorecard|perspective|objective|kpi|series):/.test(text)) return nameOf(text)
  if (/^-?\d+\.\d+$/.test(text)) return number(text)
  return when(text)
}

/** @param {any} value @param {string} [mode] @returns {string} */
function show(value, mode) {
  if (Array.isArray(value) && value.every((v) => typeof v !== 'object' || v.code)) {
    const type = mode === 'or' ? 'disjunction' : 'conjunction', style = mode === 'and' || mode === 'or' ? 'long' : 'narrow'
    return new Intl.ListFormat(language, {type, style}).format(value.map((v) => show(v, mode === 'quoted' ? mode : '')))
  }
  return mode === 'quoted' ? word('quoted', {text: say(value)}) : say(value)
}

/** One of the page's own words. @param {string} code @param {object} [args] */
export const word = (code, args) => say({...args, code: 'page.' + code})

/**
 * A number with all its digits, or rounded to so many places.
 * @param {string | number | null | undefined} n @param {number} [places]
 */
export function number(n, places) {
  if (n == null || n === '') return '–'
  const digits = places ?? (String(n).split('.')[1] ?? '').length
  const format = new Intl.NumberFormat(language, {minimumFractionDigits: Math.min(digits, places ?? digits), maximumFractionDigits: digits})
  return format.format(/** @type {any} */ (String(n))) // text is formatted exactly
}

/** @param {string | number} n from 0 to 1 */
export const percent = (n) => new Intl.NumberFormat(language, {style: 'percent'}).format(/** @type {any} */ (n))

/** @param {string} period */
export function when(period) {
  const [, year, month, day] = /^(\d+)-(\d\d)(?:-(\d\d))?$/.exec(period) ?? []
  if (month) {
    const format = new Intl.DateTimeFormat(language, {timeZone: 'UTC', year: 'numeric', month: 'short', day: day ? 'numeric' : undefined})
    return format.format(Date.UTC(+year, +month - 1, +(day ?? 1)))
  }
  const [, of, kind, n] = /^(\d+)-([QHW])(\d+)$/.exec(period) ?? []
  return kind ? word('period.' + kind, {year: of, number: n}) : period
}
