import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * `npm run pictures`: takes the pictures in test/e2e/pictures anew while the browser tests walk through the pages — the
 * public ones, and every page of the console at both widths in both languages, each checked as it is seen;
 * `npm run pictures -- all`: every page whole, in /tmp/suyuan-pictures, to look at.
 */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
mkdirSync(here('./pictures'), { recursive: true })
mkdirSync('/tmp/suyuan-pictures', { recursive: true })
const files = ['test/e2e/portal.test.ts', 'test/e2e/console-pages.test.ts']
const { status } = spawnSync(process.execPath, [here('../../node_modules/vitest/vitest.mjs'), 'run', ...files], {
  stdio: 'inherit',
  cwd: here('../..'),
  env: { ...process.env, PICTURES: process.argv[2] ?? 'kept' },
})
process.exit(status ?? 1)
