import { profiles } from '../../../industries/index.ts'
import { profileAt } from '../../../kernel/profile.ts'
import type { Actor } from '../../../platform/actor.ts'
import { civilDate } from '../../../platform/civil.ts'
import { decodeCursor, encodeCursor, page } from '../../../platform/cursor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import type { Permission } from '../../../platform/permissions.ts'
import { countOverdueDuties, overdueDuties } from '../../asset/index.ts'
import { partyNames } from '../../identity/index.ts'
import {
  countFilingsToDecide,
  countIdentifiersToDecide,
  countLicencesToDecide,
  identifiersToDecide,
  licenceKinds,
  licencesToDecide,
  listFilingsOf,
} from '../../registry/index.ts'
import { batchNames, countHoldsInForce, holdsInForce } from '../../trace/index.ts'
import { countFindings, type Finding, findingsAfter } from './queries.ts'
import { type DeskKind, inOrder } from './rules.ts'
import type { DeskItem, listDesk } from './schema.ts'

type After = readonly [string, string] | undefined
type Item<K extends DeskKind> = Omit<Extract<DeskItem, { kind: K }>, 'partyName'> & { partyName?: string }

/** What each part of the desk is read with; an officer without the permission has no such part. */
const needs: Record<DeskKind, Permission> = {
  filing: 'operator:read',
  identifier: 'operator:read',
  licence: 'operator:read',
  refusal: 'production:read',
  signal: 'production:read',
  duty: 'production:read',
  hold: 'hold:read',
}

/**
 * Everything that waits for the actor's agency in one queue, oldest first: each kind is read in its own order, after
 * the same place, and the parts are merged. Notices have no part of their own: what an agency is sent one of stands
 * here itself, a filing that waits or the signal of a loss. Nobody but an agency has a desk.
 */
export async function deskOf(
  db: Db,
  actor: Actor,
  f: Input<typeof listDesk>,
  now: string,
): Promise<Output<typeof listDesk>> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const mine = (Object.keys(needs) as DeskKind[]).filter(
    (kind) => actor.kind === 'agency' && actor.permissions.includes(needs[kind]),
  )
  const parts = await Promise.all(
    mine.filter((kind) => !f.kind || kind === f.kind).map((kind) => readers[kind](db, actor, after, f.limit + 1, now)),
  )
  const { items, nextCursor } = page(parts.flat().sort(inOrder), f.limit, (r) => [r.since, r.id])
  const names = await partyNames(
    db,
    items.map((r) => r.partyId),
  )
  const shown = items.map((r) => ({ ...r, partyName: r.partyName ?? names.get(r.partyId)?.name ?? '' }) as DeskItem)
  return { items: shown, counts: await countsOf(db, actor, mine, now), nextCursor }
}

async function countsOf(db: Db, actor: Actor, mine: readonly DeskKind[], now: string) {
  const has = (kind: DeskKind) => mine.includes(kind)
  return {
    ...(has('filing') ? { filing: await countFilingsToDecide(db, actor) } : {}),
    ...(has('identifier') ? { identifier: await countIdentifiersToDecide(db, actor) } : {}),
    ...(has('licence') ? { licence: await countLicencesToDecide(db, actor) } : {}),
    ...(has('duty') ? { duty: await countOverdueDuties(db, actor, now) } : {}),
    ...(has('refusal') ? await countFindings(db, actor) : {}),
    ...(has('hold') ? { hold: await countHoldsInForce(db, actor) } : {}),
  }
}

const readers: {
  [K in DeskKind]: (db: Db, actor: Actor, after: After, limit: number, now: string) => Promise<Item<K>[]>
} = {
  filing: async (db, actor, after, limit) => {
    const cursor = after && encodeCursor(after)
    const { items } = await listFilingsOf(db, actor, { which: 'mine', cursor, limit })
    return items.map(({ partyId, filingId, name, form, sectors, divisionNames, kind, submittedAt }) => ({
      kind: 'filing',
      ...{
        partyId,
        id: filingId,
        partyName: name,
        since: submittedAt!,
        filingKind: kind,
        form,
        sectors,
        divisionNames,
      },
    }))
  },
  identifier: async (db, actor, after, limit) =>
    (await identifiersToDecide(db, actor, after, limit)).map(({ partyId, claimId, kind, value, declaredAt }) => ({
      ...{ kind: 'identifier', partyId, id: claimId, since: declaredAt, identifierKind: kind, value },
    })),
  licence: async (db, actor, after, limit) => {
    const kinds = new Map(licenceKinds().map((k) => [k.kind, k.names]))
    return (await licencesToDecide(db, actor, after, limit)).map(({ partyId, licenceId, kind, number, filedAt }) => ({
      ...{ kind: 'licence', partyId, id: licenceId, since: filedAt, number },
      names: kinds.get(kind) ?? { zh: kind, en: kind },
    }))
  },
  refusal: async (db, actor, after, limit) =>
    (await findingsAfter(db, actor, 'refusal', after, limit)).map((r) => ({
      ...placeOf(r),
      kind: 'refusal',
      reason: r.facts['reason'] ?? '',
      inputName: r.facts['inputName'] ?? null,
      substance: r.facts['substance'] ?? null,
      ...ruleOf(r),
    })),
  signal: async (db, actor, after, limit) => {
    const rows = await findingsAfter(db, actor, 'signal', after, limit)
    const batches = await batchNames(
      db,
      rows.flatMap((r) => (r.facts['holdingId'] ? [{ partyId: r.partyId, holdingId: r.facts['holdingId'] }] : [])),
    )
    return rows.map((r) => ({
      ...placeOf(r),
      kind: 'signal',
      signal: r.facts['signal'] as Item<'signal'>['signal'],
      ...ruleOf(r),
      holdingId: r.facts['holdingId'] ?? null,
      productName: batches.get(r.facts['holdingId'] ?? '')?.productName ?? null,
      code: batches.get(r.facts['holdingId'] ?? '')?.code ?? null,
      inputName: r.facts['inputName'] ?? null,
      allowedFrom: r.facts['allowedFrom'] ?? null,
    }))
  },
  duty: async (db, actor, after, limit, now) =>
    (await overdueDuties(db, actor, now, after, limit)).map(({ partyId, dutyId, since, kind, ...d }) => {
      const profile = profileAt(profiles, d.profile, civilDate(now))
      return {
        ...{ kind: 'duty', partyId, id: dutyId, since, code: d.code, dueOn: d.dueOn, blocks: d.blocks },
        ...{ profile: d.profile, profileNames: profile?.names ?? { zh: d.profile, en: d.profile } },
        names: profile?.asset?.dutyKinds[kind]?.names ?? { zh: kind, en: kind },
        sector: d.sector as Item<'duty'>['sector'],
      }
    }),
  hold: async (db, actor, after, limit) =>
    (await holdsInForce(db, actor, after, limit)).map(({ issuerId, holdId, placedAt, ...rest }) => ({
      ...{ kind: 'hold', partyId: issuerId, id: holdId, since: placedAt, ...rest },
    })),
}

const ruleOf = ({ facts: { rule = null, textZh, textEn, source = null } }: Finding) => ({
  rule,
  text: textZh && textEn ? { zh: textZh, en: textEn } : null,
  source,
})

const placeOf = (r: Finding) => ({
  partyId: r.partyId,
  id: r.findingId,
  since: r.notedAt,
  sector: r.sector as Item<'refusal'>['sector'],
})
