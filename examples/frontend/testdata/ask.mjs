// Asks the engine as WebAssembly: questions on standard input, each a line with its name, a space and JSON; answers on
// standard output, a line each. The folder with the engine is the only argument.
import {readFileSync} from 'node:fs'
import {gunzipSync} from 'node:zlib'

const folder = process.argv[2]
await import(folder + '/wasm_exec.js') // leaves Go
const go = new globalThis.Go()
const {instance} = await WebAssembly.instantiate(gunzipSync(readFileSync(folder + '/engine.wasm.gz')), go.importObject)
go.run(instance)
const answers = []
for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const [name] = line.split(' ', 1)
  const {ok, json} = globalThis.bscEngine.call(name, line.slice(name.length + 1))
  answers.push(`${ok} ${json}\n`)
}
process.stdout.write(answers.join(''), () => process.exit(0))
