import pg from 'pg'
import { inject } from 'vitest'
import type * as z from 'zod'
import { lintStatement } from '../scripts/query-lint.ts'
import { type Actor, anonymous } from '../src/platform/actor.ts'
import { readConfig } from '../src/platform/config.ts'
import { connect, type Db } from '../src/platform/db.ts'
import { type Endpoint, fillPath, queryString } from '../src/platform/endpoint.ts'
import type { Deps } from '../src/platform/http.ts'
import { makeMetrics } from '../src/platform/metrics.ts'
import { type Manifest, migrate, readManifest } from '../src/platform/migrate.ts'
import { permissions } from '../src/platform/permissions.ts'
import { drain } from '../src/platform/relay.ts'
import { sealer } from '../src/platform/seal.ts'
import { buildServer, wire } from '../src/server.ts'
import { citusUrl, dropCitusDatabase, makeCitusDatabase } from './citus.ts'
import { loadTemplate } from './template.ts'

const keys = { dataKey: '11'.repeat(32), hashKey: '22'.repeat(32) }

export type Answer<E extends Endpoint> = {
  status: number
  body: z.output<E['output']> & { reason?: string; details?: Record<string, unknown>; title?: string }
}
export type Call = <E extends Endpoint>(e: E, input: z.input<E['input']>, commandId?: string) => Promise<Answer<E>>

/**
 * A server on its own fresh database, connected as the application role. `as(actor)` calls endpoints over HTTP in
 * process as that actor; with `signIn: true` the module's real sessions are used instead and `app.inject` is yours.
 */
export async function testApp({
  signIn = false,
  onStatement,
}: {
  signIn?: boolean
  onStatement?: (sql: string) => void
} = {}) {
  const { ownerUrl, appUrl, drop } = await testDatabase()
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 4 })
  const findings = new Set<string>()
  manifest ??= await readManifest()
  const known = manifest
  const db: Db = connect(appUrl, {
    max: 10,
    onStatement: (sql) => {
      onStatement?.(sql)
      if (linted.has(sql)) return
      linted.add(sql)
      for (const f of lintStatement(sql, known)) findings.add(`${f}: ${sql}`)
    },
  })
  let now: string | undefined = '2026-06-01T08:00:00.000Z'
  const config = readConfig({ DATA_DIR: `/tmp/suyuan-test-data`, ORIGIN: 'https://sy.example', LOG_LEVEL: 'silent' })
  const deps: Deps = wire({
    db,
    config: { ...config, secrets: { ...config.secrets, ...keys } },
    sealer: sealer(keys),
    metrics: makeMetrics(db, false),
    clock: () => now ?? new Date().toISOString(),
    wake: () => {},
  })
  const actors = new Map<string, Actor>()
  if (!signIn) deps.authenticate = async (req) => actors.get(String(req.headers['x-test-actor']))
  const app = buildServer(deps)
  await app.ready()

  /** Calls as this actor: everything allowed, no jurisdiction, unless `over` says otherwise. */
  const as = (over: Partial<Actor> = {}): Call & { actor: Actor; headers: Record<string, string> } => {
    const actor: Actor = {
      ...anonymous('zh'),
      kind: 'operator',
      accountId: crypto.randomUUID(),
      partyId: crypto.randomUUID(),
      permissions,
      ...over,
    }
    const key = crypto.randomUUID()
    actors.set(key, actor)
    const call: Call = async (e, input, commandId = crypto.randomUUID()) => {
      const { url, rest } = fillPath(e.path, input as Record<string, unknown>)
      const res = await app.inject({
        method: e.method,
        url: e.method !== 'POST' ? url + queryString(rest) : url,
        headers: { 'x-test-actor': key, 'idempotency-key': commandId },
        ...(e.method !== 'POST' ? {} : { payload: rest }),
      })
      const json = /^[{[]/.test(res.body)
      return { status: res.statusCode, body: json ? res.json() : res.body } as Awaited<
        ReturnType<typeof call<typeof e>>
      >
    }
    // headers: for requests of one's own as this actor, whose answers are no JSON
    return Object.assign(call, { actor, headers: { 'x-test-actor': key } })
  }
  return {
    app,
    db,
    deps,
    ownerUrl,
    /** What the application may not ask or write: for checks and for faults made on purpose; past the query lint. */
    owner,
    appUrl,
    as,
    /** Sets the record time; undefined lets the real clock run. */
    setNow: (iso: string | undefined) => {
      now = iso
    },
    /** Lets every subscriber work until nothing is pending. */
    drain: () => drain(deps),
    close: async () => {
      await app.close()
      await db.destroy()
      await owner.end()
      await drop()
      // a statement that a cluster would refuse fails the file that sent it
      if (findings.size) throw new Error(`query lint:\n${[...findings].join('\n')}`)
    },
  }
}
let manifest: Manifest | undefined
const linted = new Set<string>()
export type TestApp = Awaited<ReturnType<typeof testApp>>

/** The answer of a call that set-up needs to have worked; a refusal ends the test with what it said. */
export const ok = <T>(answer: { status: number; body: T }): T => {
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body
}

/** Both ways of a capability flag, where the database can go both: a cluster has only the one that it can. */
export const bothWays = (): boolean[] => (citusUrl ? [false] : [true, false])

/** A fresh database: a copy of the migrated template; on a cluster, which cannot copy, migrated and loaded anew. */
export async function testDatabase() {
  const { owner, app } = inject('cluster')
  const name = `t_${crypto.randomUUID().replaceAll('-', '')}`
  if (citusUrl) {
    const cluster = citusUrl
    const ownerUrl = await makeCitusDatabase(cluster, name)
    await migrate(ownerUrl, { appRole: 'suyuan_test_app' })
    await loadTemplate(ownerUrl)
    return { ownerUrl, appUrl: app.replace('{database}', name), drop: () => dropCitusDatabase(cluster, name) }
  }
  const sql = async (text: string) => {
    const admin = new pg.Client(owner.replace('{database}', 'postgres'))
    await admin.connect()
    // two files may start at once, and a template can be copied by one at a time
    for (let i = 0; ; i++) {
      try {
        await admin.query(text)
        break
      } catch (err) {
        if (i > 50 || !/being accessed by other users/.test(String(err))) throw err
        await new Promise((r) => setTimeout(r, 100))
      }
    }
    await admin.end()
  }
  await sql(`create database ${name} template suyuan_template`)
  return {
    ownerUrl: owner.replace('{database}', name),
    appUrl: app.replace('{database}', name),
    drop: () => sql(`drop database if exists ${name} with (force)`),
  }
}
