import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../../scripts/build.ts', import.meta.url))

/**
 * Builds the console as it is served, unless nothing of it changed. In a process of its own: in this one React would be
 * built for tests. What the first load weighs is for the gate to judge, not for these tests.
 */
export function buildConsole(): void {
  const code = `await (await import(${JSON.stringify(script)})).build()`
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) throw new Error('the console was not built')
}
