// Drives the page of examples/frontend in a browser, as people do. FRONTEND is the program, CHROMIUM the browser.
//
//	go test -run Frontend ./...
import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {after, before, test} from 'node:test'
import {chromium} from 'playwright-core'

let browser
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--disable-dev-shm-usage', '--enable-blink-features=ComputedAccessibilityInfo'],
  })
})
after(() => browser.close())

// page runs a test on a server of its own. Whatever the page logs as an error, or its policy refuses, fails the test.
function page(name, options, run) {
  if (!run) [run, options] = [options, {}]
  test(name, options, async () => {
    const server = spawn(process.env.FRONTEND, ['-address', '127.0.0.1:0'], {stdio: ['ignore', 'pipe', 'inherit']})
    const context = await browser.newContext({locale: 'en-GB'})
    try {
      const [line] = await once(server.stdout, 'data')
      const wrong = [], url = String(line).trim()
      const open = async (path) => {
        if (path.includes('wasm')) await (await fetch(url + '/engine.wasm.gz')).arrayBuffer() // which the server builds first
        const tab = await context.newPage()
        tab.setDefaultTimeout(60_000)
        tab.on('pageerror', (e) => wrong.push(e.stack))
        tab.on('console', (m) => m.type() === 'error' && !/status of 422/.test(m.text()) && wrong.push(m.text()))
        await tab.goto(url + path)
        await tab.waitForSelector('main > div')
        return tab
      }
      await run(open, context)
      assert.deepEqual(wrong, [])
    } finally {
      await context.close()
      server.kill()
    }
  })
}

const row = (tab, ref) => tab.locator(`tr[data-ref="${ref}"]`)
const figure = (tab, name) => tab.locator(`[data-figure="${name}"]`)
const visit = async (tab, hash) => {
  await tab.evaluate((to) => { location.hash = to }, hash)
  await tab.waitForSelector(`main > [data-view="${hash}"]`)
}

page('from the scorecard to a KPI and its explanation', async (open) => {
  const tab = await open('/')
  await assert.equal(await row(tab, 'scorecard:nordlicht').locator('td').first().textContent(), '73.6')
  assert.match(await row(tab, 'kpi:first-pass').textContent(), /80\.7◆ watch100%↗ up by 13\.7/)
  await tab.getByRole('link', {name: 'Bicycles right the first time'}).focus()
  await tab.keyboard.press('Enter')
  await tab.waitForSelector('h2')
  assert.equal(await figure(tab, 'actual').textContent(), '94.68 %')
  assert.equal(await figure(tab, 'actual').locator('span').getAttribute('title'), '94.68438538205980066445182724252492 %', 'no digit is lost')
  assert.equal(await figure(tab, 'target').textContent(), '97 %')
  assert.match(await figure(tab, 'variance').textContent(), /^-2\.32 % \(-2\.4 %\) worse than the target$/)
  assert.match(await tab.locator('.sparkline').getAttribute('aria-label'), /from Oct 2025 to Sep 2026: between 8\d\.\d and 9\d\.\d/)
  const explanation = await tab.locator('.explanation').textContent()
  assert.match(explanation, /100 × \(94\.684385382059\d* - 85\) \/ \(97 - 85\) = 80\.7032115172/)
  assert.match(explanation, /570 \/ 602 × 100/)
  assert.match(explanation, /Bicycles without rework = 570Bicycles built = 602/)
  await visit(tab, '#/node/objective:build')
  assert.match(await tab.locator('.explanation ul ul').last().textContent(), /actual 1\.12 kN/)
})

page('German, and back', async (open) => {
  const tab = await open('/')
  await tab.getByLabel('Language').selectOption('de')
  await row(tab, 'scorecard:nordlicht').getByText('73,6').waitFor()
  assert.equal(await tab.title(), 'Nordlicht Fahrräder')
  assert.match(await row(tab, 'kpi:first-pass').textContent(), /^Beim ersten Mal richtige Räder80,7◆ beobachten100\s%↗ plus 13,7$/)
  await tab.getByLabel('Sprache').selectOption('en')
  await row(tab, 'scorecard:nordlicht').getByText('73.6').waitFor()
})

page('the map stands where the layout says', async (open) => {
  const tab = await open('/#/map')
  const layout = await tab.evaluate(async () => (await fetch('ask/layout', {method: 'POST', body: '{}'})).json())
  const drawn = await tab.locator('.map .box').evaluateAll((boxes) => boxes.map((b) => ({
    ref: b.dataset.ref, ...Object.fromEntries(['x', 'y', 'width', 'height'].map((k) => [k, Number(b.querySelector('rect').getAttribute(k))])),
  })))
  assert.deepEqual(drawn, layout.boxes.map(({ref, x, y, width, height}) => ({ref, x, y, width, height})))
  const inside = await tab.locator('.map .fit').evaluateAll((all) => all.every((f) => f.scrollHeight <= f.clientHeight + 1 && f.scrollWidth <= f.clientWidth + 1))
  assert.ok(inside, 'texts fit into their boxes')
  assert.equal(await tab.locator('.map .link > path').count(), layout.links.length)
  await tab.locator('.map').getByRole('link', {name: 'Grow profitably'}).click()
  await tab.waitForSelector('[data-ref="objective:grow"] .explanation')
})

page('a bad definition is marked where it is wrong', async (open) => {
  const tab = await open('/#/edit')
  const text = tab.getByLabel('Definition as JSON')
  await assert.equal(await tab.locator('#wrong').textContent(), 'Nothing is wrong.')
  const good = await text.inputValue()
  await text.fill(good.replace('"name": "Keep good people"', '"description": "🚲", "nmae": "Keep good people"').replace('"weight": "30"', '"weight": "-30"'))
  await tab.waitForSelector('#wrong li')
  assert.deepEqual(await tab.locator('.marks mark').allTextContents(), ['"nmae"', '"-30"'], 'what is wrong in form and in meaning, to the letter')
  assert.equal(await text.getAttribute('aria-invalid'), 'true')
  await tab.locator('#wrong button').first().click()
  assert.match(await text.evaluate((t) => t.value.slice(t.selectionStart, t.selectionEnd)), /nmae/)
  await tab.getByRole('button', {name: 'Save'}).click()
  await tab.waitForSelector('#wrong li')
  await text.fill(good.replace('"from": "objective:stay"', '"from": "objective:staay"'))
  await tab.waitForFunction(() => /staay/.test(document.querySelector('.marks mark')?.textContent ?? ''))
  await text.fill(good.replace('"name": "Grow profitably"', '"name": "Grow"'))
  await tab.waitForFunction(() => document.querySelector('#wrong').textContent === 'Nothing is wrong.')
  await tab.getByRole('button', {name: 'Save'}).click()
  await tab.waitForFunction(() => document.querySelector('#status').textContent)
  await visit(tab, '#/tree')
  assert.match(await row(tab, 'objective:grow').textContent(), /^Grow\d/)
})

page('a form of the schema writes into the definition', async (open) => {
  const tab = await open('/#/edit')
  await tab.getByLabel('KPI', {exact: true}).selectOption('revenue')
  await tab.getByLabel('Direction').selectOption('closer')
  await tab.waitForSelector('#wrong li') // linear does not go with it
  const definition = JSON.parse(await tab.getByLabel('Definition as JSON').inputValue())
  assert.equal(definition.perspectives[3].objectives[0].kpis[0].direction, 'closer')
  await tab.getByLabel('Direction').selectOption('higher')
  await tab.waitForFunction(() => document.querySelector('#wrong').textContent === 'Nothing is wrong.')
  const id = tab.getByLabel('ID', {exact: true})
  await id.fill('no id')
  assert.ok(await id.evaluate((i) => i.matches(':invalid')), 'the pattern of the schema holds')
})

const csv = (text) => ({name: 'readings.csv', mimeType: 'text/csv', buffer: Buffer.from(text)})

page('a file of readings: its problems by row, and then its figures', async (open) => {
  const tab = await open('/#/upload')
  await tab.getByLabel('File').setInputFiles(csv('kpi,period,value\nnps,2026-09,45\nnps,2026-13,50\nrevenue,2026-09,many\nnobody,2026-09,1\n'))
  await tab.waitForSelector('.problems li')
  const problems = await tab.locator('.problems li').allTextContents()
  assert.ok(problems.some((p) => /line 3/.test(p)) && problems.some((p) => /line 4/.test(p)), problems.join('\n'))
  await tab.getByLabel('Decimal commas').check()
  await tab.getByLabel('File').setInputFiles(csv('kpi;period;value\nnps;2026-09;54,5\n'))
  await tab.getByText('Nothing is wrong.').waitFor()
  await visit(tab, '#/node/kpi:nps')
  assert.equal(await figure(tab, 'actual').textContent(), '54.50')
})

page('what was known on a day', async (open) => {
  const tab = await open('/#/node/kpi:dso')
  for (let i = 0; i < 3; i++) {
    const before = await tab.locator('#period').textContent()
    await tab.getByRole('button', {name: 'Period before'}).click()
    await tab.waitForFunction((b) => document.querySelector('#period').textContent !== b, before)
  }
  await tab.waitForFunction(() => document.querySelector('#period').textContent === 'Jun 2026' && document.querySelector('[data-figure=actual]')?.textContent === '49.00 d')
  assert.match(await tab.locator('.explanation').textContent(), /two invoices were booked twice/)
  await tab.getByLabel('As known on').fill('2026-08-13')
  await tab.waitForFunction(() => document.querySelector('[data-figure=actual]')?.textContent === '45.00 d')
  assert.match(await tab.locator('.explanation').textContent(), /before the auditor's correction/)
})

page('what if: an actual, and points that reach others', async (open) => {
  const tab = await open('/#/node/kpi:nps')
  await tab.getByLabel('Another actual').fill('0')
  await tab.waitForSelector('#supposed li')
  assert.match(await tab.locator('#supposed li[data-ref="kpi:nps"]').textContent(), /: 0\.0 ▼ behind/)
  assert.doesNotMatch(await figure(tab, 'actual').textContent(), /^0/)
  await visit(tab, '#/node/objective:skills')
  await tab.getByLabel('Points more or less').fill('10')
  await tab.waitForSelector('#supposed li')
  assert.match(await tab.locator('#supposed li[data-ref="objective:build"]').textContent(), /87\.1 → 94\.6 Oct 2026/)
  await visit(tab, '#/tree')
  assert.equal(await row(tab, 'scorecard:nordlicht').locator('td').first().textContent(), '73.6')
})

// live records a reading in one tab and sees another follow.
async function live(open, path) {
  const [one, other] = [await open(path + '#/node/kpi:nps'), await open(path + '#/tree')]
  const before = await row(other, 'kpi:nps').textContent()
  await one.getByLabel('Value for Sep 2026').fill('12')
  await one.getByRole('button', {name: 'Record', exact: true}).click()
  await one.waitForFunction(() => document.querySelector('[data-figure=actual]').textContent.startsWith('12'))
  await other.waitForFunction((b) => document.querySelector('tr[data-ref="kpi:nps"]').textContent !== b, before)
  assert.match(await row(other, 'kpi:nps').textContent(), /24\.0▼ behind/)
  assert.match(await other.locator('#status').textContent(), /New figures: \d\d\.\d in total\./)
}

page('live in two tabs', (open) => live(open, '/'))
page('live in two tabs, without a server', (open) => live(open, '/?engine=wasm'))

page('the engine in the page says what the server says', async (open) => {
  const views = ['#/tree', '#/map', '#/edit', '#/upload', '#/node/scorecard:nordlicht', '#/node/objective:partners', '#/node/kpi:on-time', '#/node/kpi:tension']
  const [server, wasm] = [await open('/'), await open('/?engine=wasm')]
  const asked = []
  wasm.on('request', (r) => /ask|notices/.test(r.url()) && asked.push(r.url()))
  for (const view of views) {
    await Promise.all([visit(server, view), visit(wasm, view)])
    const text = (tab) => tab.locator('main').innerText()
    assert.equal(await text(wasm), await text(server), view)
    const content = (tab) => tab.locator('main').evaluate((m) => [...m.querySelectorAll('textarea, svg')].map((e) => e.value ?? e.outerHTML))
    assert.deepEqual(await content(wasm), await content(server), view)
  }
  assert.deepEqual(asked, [], 'nothing is asked of the server')
})

page('everything has a name for screen readers, and a place in the order of keys', async (open) => {
  const tab = await open('/')
  for (const view of ['#/tree', '#/map', '#/edit', '#/upload', '#/node/objective:build', '#/node/kpi:nps']) {
    await visit(tab, view)
    const nameless = await tab.locator('a, button, input, select, textarea, summary, [role=img], nav').evaluateAll(
      (all) => all.filter((e) => !e.computedName?.trim() && e.checkVisibility()).map((e) => e.outerHTML))
    assert.deepEqual(nameless, [], view)
    const headings = await tab.locator('h1, h2, h3, h4').evaluateAll((all) => all.map((h) => Number(h.tagName[1])))
    headings.forEach((level, i) => assert.ok(i === 0 ? level === 1 : level <= headings[i - 1] + 2, view))
    assert.equal(await tab.locator('[tabindex]:not([tabindex="-1"]), [onclick]:not(button)').count(), 0, view)
  }
})

// greek writes Latin letters as others, and keeps placeholders. A language of such words shows what is said without one.
const letters = Object.fromEntries([...'abcdefghijklmnopqrstuvwxyz'].map((l, i) => [l, 'αβψδεφγηιξκλμνοπρστθωςχυζϊ'[i]]))
const greek = (text) => text.replace(/\{[^}]*\}|[A-Za-z]/g, (m) => (m.length > 1 ? m : letters[m.toLowerCase()]))
const inGreek = (words) => Object.fromEntries(Object.entries(words).map(([code, text]) => [code, `⟦${greek(text)}⟧`]))

// renamed returns a definition whose names are Greek, too. Its ids stay.
const renamed = (key, value) => {
  if (key === 'attributes') return undefined
  return ['name', 'owner', 'unit'].includes(key) && !Array.isArray(value) && !/^(ratio|steps|curve|range|carry_forward)$/.test(value) ? greek(value) : value
}

// english lists the words of Latin letters in what a tab shows or reads out, but for the document in its editor.
const english = (tab) => tab.evaluate(() => {
  const texts = []
  const walk = (e) => {
    if (e.matches('.marks, textarea, script, style')) return
    for (const a of ['aria-label', 'title', 'placeholder']) texts.push(e.getAttribute(a) ?? '')
    for (const n of e.childNodes) n.nodeType === Node.TEXT_NODE ? texts.push(n.data) : n.nodeType === Node.ELEMENT_NODE && walk(n)
  }
  walk(document.documentElement)
  return texts.filter((t) => /[A-Za-z]{2,}/.test(t))
})

// identifiers lists the words of documents, which are the same in every language: keys, and what stands behind them.
const identifiers = async (tab) => {
  const words = new Set()
  const walk = (s) => {
    if (s?.properties) Object.keys(s.properties).forEach((k) => words.add(k))
    if (typeof s?.const === 'string') words.add(s.const)
    if (s && typeof s === 'object') Object.values(s).forEach(walk)
  }
  walk(await tab.evaluate(async () => (await fetch('ask/schema', {method: 'POST', body: '{}'})).json()))
  return words
}

page('in a language without Latin letters, no English is left', async (open, context) => {
  await context.route('**/words/el.json', async (route) => {
    const [de, en] = await Promise.all(['de', 'en'].map(async (l) => (await route.fetch({url: route.request().url().replace('el.json', l + '.json')})).json()))
    await route.fulfill({json: inGreek({...de, ...en})})
  })
  await context.route('**/ask/words', async (route) => route.fulfill({json: inGreek(await (await route.fetch()).json())}))
  const tab = await open('/?language=el')
  const wrong = await tab.evaluate(async ([text, csv]) => {
    const put = (question, of) => fetch('ask/' + question, {method: 'POST', body: JSON.stringify(of)}).then((r) => r.json())
    return [await put('save', {text}), await put('upload', {text: csv})].flatMap((a) => a.problems ?? a)
  }, [JSON.stringify(await (await fetch(new URL('/ask/definition', tab.url()), {method: 'POST', body: '{}'})).json(), renamed),
    'kpi,period,value,note,author\ndso,2026-09,51,δύο φορές,Σβεν\n'])
  assert.deepEqual(wrong, [])
  const left = {}
  const words = await identifiers(tab)
  const look = async (where) => {
    const found = (await english(tab)).filter((t) => t.match(/[A-Za-z]{2,}(_[a-z]+)*/g)?.some((w) => !words.has(w)))
    if (found.length) left[where] = found
  }
  await tab.reload()
  await tab.waitForSelector('main > div')
  const {nodes} = await tab.evaluate(async () => (await fetch('ask/report', {method: 'POST', body: '{}'})).json())
  for (const view of ['#/tree', '#/map', '#/upload', '#/edit', ...nodes.map((n) => '#/node/' + n.ref)]) {
    await visit(tab, view)
    await look(view)
  }
  for (const period of ['2026-08', '2026-04']) { // with gaps
    await visit(tab, '#/tree')
    while (await tab.evaluate(async (p) => !document.querySelector('#period').textContent.startsWith(new Intl.DateTimeFormat('el', {month: 'short'}).format(new Date(p))), period)) {
      const before = await tab.locator('#period').textContent()
      await tab.locator('#asked button').first().click()
      await tab.waitForFunction((b) => document.querySelector('#period').textContent !== b, before)
    }
    for (const view of ['#/tree', '#/node/kpi:nps', '#/node/kpi:on-time', '#/node/scorecard:nordlicht']) {
      await visit(tab, view)
      await look(period + view)
    }
  }
  await visit(tab, '#/upload')
  await tab.locator('#file').setInputFiles(csv('kpi,period,value\nnps,2026-13,50\nrevenue,2026-09,χψω\nω,2026-09,1\nnps,2026-09,1,2\n'))
  await tab.waitForSelector('.problems li')
  await look('readings')
  await visit(tab, '#/edit')
  const text = tab.locator('#definition'), good = await text.inputValue()
  for (const [from, to] of [['"weight": "20"', '"weight": "-1"'], ['"weight": "20"', '"ω": "20"'], ['"from": "objective:stay"', '"from": "objective:ω"'], ['"name": "steps"', '"name": "ω"'], ['"weight": "20"', '"weight": "ω"'], ['{', '[']]) {
    assert.ok(good.includes(from), from)
    await text.fill(good.replace(from, to))
    await tab.waitForFunction(() => document.querySelector('#wrong li'))
    await look(to)
    await text.fill(good)
    await tab.waitForFunction(() => !document.querySelector('#wrong li'))
  }
  assert.deepEqual(left, {})
})
