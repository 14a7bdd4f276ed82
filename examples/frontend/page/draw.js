// @ts-check
// Elements, and drawings of coordinates.

/** @param {string} tag @param {Record<string, any>} [attributes] @param {any[]} children */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children)
}

/** The same in SVG. @param {string} tag @param {Record<string, any>} [attributes] @param {any[]} children */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

/** @template {Element} E @param {E} e @param {Record<string, any>} [attributes] @param {any[]} [children] @returns {E} */
function fill(e, attributes = {}, children = []) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) e.addEventListener(name.slice(2), value)
    else if (value !== false && value != null) e.setAttribute(name, value === true ? '' : value)
  }
  e.append(...children.flat().filter((c) => c !== false && c != null))
  return e
}

/**
 * The strategy map, from a render.Layout. The host names what is in a box, and says what a link is.
 * @param {any} layout @param {(ref: string, name: string) => string} name
 * @param {(ref: string) => (string | Node)[]} standing @param {(link: any) => string} about
 */
export function map(layout, name, standing, about) {
  const place = (r) => ({x: r.x, y: r.y, width: r.width, height: r.height})
  const text = (r, ...inner) => svg('foreignObject', place(r), h('div', {class: 'fit'}, ...inner))
  const head = (id, path) => svg('marker', {id, viewBox: '-1 -1 12 12', refX: 1, refY: 5, markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto'},
    svg('path', {class: id, d: path}))
  const top = layout.bands.at(-1).y // no title
  return svg('svg', {class: 'map', viewBox: [0, top, layout.width, layout.height - top].join(' '), role: 'group'},
    svg('defs', {}, head('hypothesis', 'M0 0L10 5L0 10z'), head('definitional', 'M0 0L10 5L0 10z'), head('constraint', 'M0 5H6M6 0V10')),
    layout.bands.map((b) => svg('g', {class: 'band'}, svg('rect', place(b)),
      text({...place(b), width: 140}, h('h3', {}, name(b.ref, b.name)), ...standing(b.ref)))),
    layout.links.map((l) => svg('g', {class: 'link'},
      svg('path', {d: l.path, 'marker-end': `url(#${l.kind})`, class: l.inverse ? 'inverse' : 'direct'}, svg('title', {}, about(l))),
      l.label && svg('text', {x: l.label.x + l.label.width / 2, y: l.label.y + 12}, (l.closes ? '↺' : '') + (l.inverse ? '−' : '') + (l.lag ? '+' + l.lag : '')))),
    svg('g', {role: 'list'}, layout.boxes.map((b) => svg('g', {class: 'box', role: 'listitem', 'data-ref': b.ref}, svg('rect', {...place(b), rx: 8}),
      text(b, h('a', {href: '#/node/' + b.ref}, name(b.ref, b.name)), h('div', {}, ...standing(b.ref)))))))
}

/** A line of values, with gaps where there are none. @param {(number | null)[]} values @param {string} label */
export function sparkline(values, label) {
  const there = values.filter((v) => v != null)
  const [low, high] = [Math.min(...there), Math.max(...there)]
  const y = (v) => 36 - 32 * (high > low ? (v - low) / (high - low) : 0.5)
  let path = ''
  values.forEach((v, i) => { if (v != null) path += (i > 0 && values[i - 1] != null ? 'L' : 'M') + `${i * 20 + 6} ${y(v)}` })
  return svg('svg', {class: 'sparkline', width: 232, height: 40, role: 'img', 'aria-label': label}, svg('path', {d: path}),
    values.map((v, i) => v != null && svg('circle', {cx: i * 20 + 6, cy: y(v), r: 2.5})))
}
