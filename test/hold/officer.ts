import type pg from 'pg'
import { expect } from 'vitest'
import { putParty } from '../../src/modules/identity/index.ts'
import { openMarks } from '../../src/modules/trace/hold/marks.ts'
import * as api from '../../src/modules/trace/hold/schema.ts'
import type { BatchMade } from '../../src/modules/trace/work/batch.ts'
import { newId } from '../../src/platform/id.ts'
import type { TestApp } from '../app.ts'

/** A district of Sanya, and a city under the same province. */
export const [HERE, FAR] = ['460204', '469002']

export const ref = ({ partyId, holdingId }: { partyId: string; holdingId: string }) => ({ partyId, holdingId })

/** An officer of a new agency for these divisions and sectors. */
export async function agency(t: TestApp, divisions: string[], sectors = ['crop']) {
  const partyId = newId()
  const given = { kind: 'agency' as const, name: '示例农业农村局', divisionId: divisions[0]!, sectors }
  await t.db.transaction().execute((tx) => putParty(tx, { partyId, ...given, now: t.deps.clock() }))
  return t.as({ kind: 'agency', partyId, divisions, sectors })
}
export type Agency = Awaited<ReturnType<typeof agency>>

/** Places a hold on these goods, and expects that it is. */
export async function stop(by: Agency, roots: BatchMade[], more: Record<string, unknown> = {}) {
  const order = { roots: roots.map(ref), source: 'stop_sale' as const, reason: '示例:农药残留超标', ...more }
  const answer = await by(api.placeHold, order)
  expect(answer).toMatchObject({ status: 200 })
  return answer.body
}

export const holdOf = async (by: Agency, { issuerId, holdId }: { issuerId: string; holdId: string }) =>
  (await by(api.getHold, { issuerId, holdId })).body

export const isHeld = async (t: TestApp, b: BatchMade) => (await openMarks(t.db, [b])).length > 0

/** Parties named by the entries of a kind about a hold, once for each time they are named. */
export async function told(owner: pg.Pool, issuerId: string, holdId: string, kind = 'hold.reached') {
  const text = 'select data from platform.journal where party_id = $1 and kind = $2 and about = $3'
  const { rows } = await owner.query<{ data: { partyIds: string[] } }>(text, [issuerId, kind, holdId])
  return rows.flatMap((r) => r.data.partyIds).sort()
}
