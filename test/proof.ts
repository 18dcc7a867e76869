import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SealDeps, seal } from '../src/modules/proof/seal/seal.ts'
import type { TestApp } from './app.ts'

/** A sealer of a test's database with keys and a published checkpoint of its own, as one process has them. */
export function sealerOf(t: TestApp, over: Partial<SealDeps['config']> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'suyuan-seal-'))
  const deps: SealDeps = { db: t.db, config: { ...t.deps.config, dataDir, ...over }, clock: t.deps.clock }
  return {
    deps,
    file: `${dataDir}/checkpoint.json`,
    /** Seals until nothing waits. */
    all: async () => {
      for (;;) {
        const done = await seal(deps)
        if (done.state !== 'sealed' || !done.more) return done
      }
    },
    published: () => JSON.parse(readFileSync(`${dataDir}/checkpoint.json`, 'utf8')) as { size: number; note: string },
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}
