import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { ConfigError, readConfig } from '../src/platform/config.ts'
import { isPlainFault, onSignal } from '../src/platform/start.ts'
import { start } from '../src/run.ts'
import { type DemoFile, loadDemo } from './demo/load.ts'

/** `npm run demo`: everything on an embedded database with a small province loaded; says where to look. */
const demoDir = '.data/demo'

function show(demo: DemoFile): void {
  // Chinese characters take two columns of a terminal
  const columns = (t: string) => [...t].reduce((n, c) => n + (c > '\u2e80' ? 2 : 1), 0)
  const line = (a: string, b: string) => console.log(`  ${a}${' '.repeat(Math.max(1, 40 - columns(a)))}${b}`)
  console.log('\nSuyuan 溯源 · demo 示例')
  line('home', demo.origin)
  line('console', `${demo.origin}/console/`)
  line('API', `${demo.origin}/api-docs/`)
  for (const s of demo.scan) line(s.what, s.url)
  console.log('\n  accounts (all invented; password of each: suyuan demo 2026)')
  const pick = [
    'ministry',
    'hainan',
    'yazhou-officer',
    'chengmai',
    'chengmai-officer',
    'mango1',
    'fruitpack',
    'market1',
    'sauce',
    'hospital',
    'blastco',
    'liftuser',
  ]
  for (const login of pick) {
    const a = demo.accounts.find((x) => x.login === login)
    if (a) line(a.login, `${a.organisation} · ${a.role}`)
  }
  console.log(`  … ${demo.accounts.length} in all: see demo.json in the data folder\n\nCtrl-C stops it.`)
}

let stopping = false
try {
  const config = readConfig({ ...process.env, DATA_DIR: process.env['DATA_DIR'] ?? demoDir })
  const file = `${config.dataDir}/demo.json`
  const began = Date.now()
  const progress = (what: string) => console.log(`… ${what} (${Math.round((Date.now() - began) / 1000)} s)`)
  if (config.role !== 'all') throw new ConfigError('ROLE: the demo runs everything in one process; leave it out')
  const starting = start(config, progress)
  // a signal during the start waits for its end, so that nothing is left behind
  onSignal(async () => {
    stopping = true
    await (await starting).close()
  })
  const running = await starting
  const origin = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${running.port}`
  let demo: DemoFile
  if (existsSync(file)) demo = { ...(JSON.parse(readFileSync(file, 'utf8')) as DemoFile), origin: config.origin }
  else {
    demo = await loadDemo(running.deps, origin, progress).catch(async (err: Error) => {
      if (!stopping) await running.close()
      throw new ConfigError(
        `DATA_DIR: the demo could not be loaded into ${config.dataDir} (${err.message}). A first load that was cut short is begun again after removing that folder; real data is never touched`,
      )
    })
    writeFileSync(`${file}.new`, JSON.stringify(demo, null, 2), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  show(demo)
} catch (err) {
  // told to stop in the middle of it: the stop ends the process
  if (!stopping) {
    if (!isPlainFault(err)) throw err
    console.error(`The demo cannot start. ${err.message}`)
    process.exit(1)
  }
}
