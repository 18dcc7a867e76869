import type { ProfileYield } from '../src/kernel/profile.ts'
import { anonymous } from '../src/platform/actor.ts'
import { type CommandCtx, type CommandDeps, runCommand } from '../src/platform/command.ts'
import { AppError } from '../src/platform/errors.ts'
import { type TestApp, testApp } from './app.ts'
import { balances } from './balances.ts'

/** The record time of tests that do not set their own. */
export const now = '2026-06-01T08:00:00.000Z'
/** A party by a small number. */
export const party = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
/** `minutes` after `now`. */
export const after = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString()

export const mango = {
  productId: party(900),
  name: '示例芒果',
  classCode: '01',
  sector: 'crop',
  profile: 'crop',
  unit: 'kg',
} as const
export const eggs = { ...mango, productId: party(901), name: '示例鸡蛋', unit: 'egg' } as const

/** A process that may lose but never gain. */
export const lossOnly: ProfileYield[] = [
  {
    event: 'process',
    inputClass: '',
    outputClass: '',
    maxRatio: '1',
    inputUnit: 'kg',
    outputUnit: 'kg',
    source: 'test',
    confidence: 'design',
  },
]

/** Runs a command as that party does: one transaction, one answer. @param at the record time */
export function runAs<I, O>(
  deps: CommandDeps,
  partyId: string,
  command: (ctx: CommandCtx, input: I) => Promise<O>,
  input: I,
  at: string,
): Promise<O> {
  const actor = { ...anonymous('zh'), kind: 'operator' as const, partyId, accountId: partyId }
  return runCommand(deps, { name: command.name || 'test', actor, now: at, input }, (ctx) => command(ctx, input))
}

/** How many rows break each balance; all zero when all is well. */
export async function brokenBalances({ owner }: Pick<TestApp, 'owner'>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const [name, text] of Object.entries(balances)) {
    const { rows } = await owner.query<{ n: string }>(`select count(*) as n from (${text}) x`)
    counts[name] = Number(rows[0]!.n)
  }
  return counts
}

/** Commands of parties on a fresh database, and questions to it as its owner. */
export async function traceWorld(options: Parameters<typeof testApp>[0] = {}) {
  const t: TestApp = await testApp(options)
  const rows = async <R extends object>(text: string, values: unknown[] = []) =>
    (await t.owner.query<R>(text, values)).rows
  const as = <I, O>(
    partyId: string,
    command: (ctx: CommandCtx, input: I) => Promise<O>,
    input: I,
    at = now,
  ): Promise<O> => runAs(t.deps, partyId, command, input, at)
  return {
    t,
    rows,
    as,
    broken: () => brokenBalances(t),
    close: t.close,
  }
}
export type TraceWorld = Awaited<ReturnType<typeof traceWorld>>
export const nothingBroken = Object.fromEntries(Object.keys(balances).map((name) => [name, 0]))

/** The answer, or the reason of the refusal; anything else is a fault of the test or of the code. */
export async function tried<O>(answer: Promise<O>): Promise<{ ok: O } | { reason: string; details: object }> {
  try {
    return { ok: await answer }
  } catch (err) {
    if (err instanceof AppError) return { reason: err.reason, details: err.details }
    throw err
  }
}
export async function reasonOf(answer: Promise<unknown>): Promise<string> {
  const r = await tried(answer)
  return 'reason' in r ? r.reason : 'accepted'
}
