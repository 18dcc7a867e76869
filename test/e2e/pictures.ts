import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** `npm run pictures`: takes pictures of the pages anew while the browser tests walk through them. */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
mkdirSync(here('./pictures'), { recursive: true })
const { status } = spawnSync(process.execPath, [here('../../node_modules/vitest/vitest.mjs'), 'run', 'test/e2e'], {
  stdio: 'inherit',
  cwd: here('../..'),
  env: { ...process.env, PICTURES: '1' },
})
process.exit(status ?? 1)
