import { readdirSync } from 'node:fs'
import type { Figure } from './figure.ts'

/**
 * `npm run bench [-- name …]`: runs the benchmarks one after another and prints one JSON line a figure. `--full`: on
 * stores ten times as large, where one generates such a store (`bench/lib-store.ts`).
 */
const here = new URL('.', import.meta.url).pathname
const all = readdirSync(here)
  .filter((f) => f.endsWith('.ts') && !['run.ts', 'figure.ts'].includes(f) && !f.startsWith('lib-'))
  .map((f) => f.slice(0, -3))
const asked = process.argv.slice(2)
if (asked.includes('--full')) process.env['BENCH_FULL'] = '1'
const wanted = asked.filter((a) => a !== '--full')
const unknown = wanted.filter((w) => !all.includes(w))
if (unknown.length) {
  console.error(`no benchmark named ${unknown.join(', ')}; there are: ${all.join(', ')}`)
  process.exit(2)
}
let failed = false
for (const name of wanted.length ? wanted : all) {
  const { run } = (await import(`./${name}.ts`)) as { run: () => Promise<Figure[]> }
  for (const figure of await run()) {
    console.log(JSON.stringify(figure))
    failed ||= !figure.ok
  }
}
process.exit(failed ? 1 : 0)
