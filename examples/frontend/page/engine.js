// @ts-check
// The engine behind the page: the server's, or the same as WebAssembly in the page itself.

/** @typedef {{code: string, detail: any, allowed?: any, hint?: any, path?: string, ref?: string, warning?: boolean,
 *   line?: number, col?: number, end_line?: number, end_col?: number}} Problem */

/**
 * What the page asks; app/questions.go says what each of them is for.
 * @typedef {{period?: string, as_of?: string, ref?: string, points?: string, text?: string, commas?: boolean,
 *   readings?: {readings: {kpi: string, period: string, value: string}[]}, overrides?: object}} Question
 */

/** @typedef {{changes: {ref: string, from?: string, to?: string}[]}} Notice */

/**
 * An engine answers with the library's JSON, or throws its problems.
 * @typedef {{ask: (name: string, question: Question) => Promise<any>, watch: (tell: (notice: Notice) => void) => void}} Engine
 */

/** An error with the problems of an answer. */
export class Refused extends Error {
  /** @param {any} answer a problem, or an object with a list of them */
  constructor(answer) {
    super('refused')
    /** @type {Problem[]} */
    this.problems = answer.problems ?? [answer]
  }
}

/** @returns {Engine} */
function server() {
  return {
    async ask(name, question) {
      const answer = await fetch('ask/' + name, {method: 'POST', body: JSON.stringify(question)})
      if (answer.ok) return answer.json()
      throw new Refused(await answer.json())
    },
    watch(tell) {
      new EventSource('notices').onmessage = (e) => tell(JSON.parse(e.data))
    },
  }
}

/** @returns {Promise<Engine>} */
async function wasm() {
  await import(new URL('wasm_exec.js', document.baseURI).href) // leaves Go
  const go = new (/** @type {any} */ (globalThis).Go)()
  const file = /** @type {Response} */ (await fetch('engine.wasm.gz'))
  const plain = /** @type {ReadableStream} */ (file.body).pipeThrough(new DecompressionStream('gzip'))
  const {instance} = await WebAssembly.instantiateStreaming(
    new Response(plain, {headers: {'Content-Type': 'application/wasm'}}), go.importObject)
  go.run(instance) // until the page goes
  const engine = /** @type {{call(name: string, json: string): {ok: boolean, json: string}, watch(tell: (json: string) => void): void}} */ (
    /** @type {any} */ (globalThis).bscEngine)
  const tabs = new BroadcastChannel('bsc') // what one tab records, all record
  tabs.onmessage = (e) => engine.call(e.data.name, e.data.json)
  return {
    async ask(name, question) {
      const json = JSON.stringify(question)
      const answer = engine.call(name, json)
      if (!answer.ok) throw new Refused(JSON.parse(answer.json))
      if (['record', 'upload', 'save'].includes(name)) tabs.postMessage({name, json})
      return JSON.parse(answer.json)
    },
    watch: (tell) => engine.watch((json) => queueMicrotask(() => tell(JSON.parse(json)))), // once the call is over that made it
  }
}

/** @param {string | null} which @returns {Promise<Engine>} */
export async function connect(which) {
  return which === 'wasm' ? wasm() : server()
}
