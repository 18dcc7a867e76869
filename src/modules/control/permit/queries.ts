import { type SqlBool, sql } from 'kysely'
import { normalise, subtract } from '../../../kernel/quantity.ts'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import { partyNames, rowsInScope } from '../../identity/index.ts'
import type { PermitState } from '../rules.ts'
import type { getPermit, listPermits, Permit } from './schema.ts'

/** Permits of parties this person may see, in its sectors; those in which its own party is named, and those it issued. */
const permitsOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('control.permit as p')
    .select(['p.partyId', 'p.permitId', 'p.profile', 'p.sector', 'p.kind', 'p.number', 'p.issuerId'])
    .select(['p.counterpartId', 'p.counterpartName', 'p.route', 'p.validFrom', 'p.validTo', 'p.remark', 'p.state'])
    .select(['p.reason', 'p.handedInOn', 'p.endedOn', 'p.issuedAt'])
    .where(
      sql<SqlBool>`(${rowsInScope(actor, 'p.partyId', 'p.sector')} or ${
        actor.kind === 'agency'
          ? sql<SqlBool>`p.issuer_id = ${actor.partyId}::uuid and p.sector = any(${[...actor.sectors]}::text[])`
          : sql<SqlBool>`p.counterpart_id = ${actor.partyId}::uuid`
      })`,
    )
type Row = Awaited<ReturnType<ReturnType<typeof permitsOf>['execute']>>[number]

/** Newest first. */
export async function findPermits(
  db: Db,
  actor: Actor,
  f: Input<typeof listPermits>,
): Promise<Output<typeof listPermits>> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const named = f.as === 'counterpart' ? await namedIn(db, actor.partyId, after, f.limit + 1) : undefined
  if (named && !named.length) return { items: [], nextCursor: null }
  const rows = await permitsOf(db, actor)
    .$if(f.as === 'holder' && actor.kind === 'operator', (q) => q.where('p.partyId', '=', actor.partyId))
    .$if(named !== undefined, (q) =>
      q
        .where('p.partyId', '=', sql<string>`any(${[...new Set(named?.map((n) => n.holderId))]}::uuid[])`)
        .where('p.permitId', '=', sql<string>`any(${named?.map((n) => n.permitId) ?? []}::uuid[])`),
    )
    .$if(f.partyId !== undefined, (q) => q.where('p.partyId', '=', f.partyId!))
    .$if(f.kind !== undefined, (q) => q.where('p.kind', '=', f.kind!))
    .$if(f.state !== undefined, (q) => q.where('p.state', '=', f.state!))
    .$if(f.number !== undefined, (q) => q.where('p.number', '=', f.number!))
    .$if(after !== undefined, (q) =>
      q.where(sql<SqlBool>`(p.issued_at, p.permit_id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('p.issuedAt', 'desc')
    .orderBy('p.permitId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.issuedAt, r.permitId])
  return { items: await dress(db, actor, items), nextCursor }
}

/** Permits in which the party is named as seller or carrier, newest first. */
async function namedIn(db: Db, partyId: string, after: readonly [string, string] | undefined, limit: number) {
  return db
    .selectFrom('control.permitFor')
    .select(['holderId', 'permitId'])
    .where('partyId', '=', partyId)
    .$if(after !== undefined, (q) =>
      q.where(sql<SqlBool>`(issued_at, permit_id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('issuedAt', 'desc')
    .orderBy('permitId', 'desc')
    .limit(limit)
    .execute()
}

async function dress(db: Db | Tx, actor: Actor, rows: readonly Row[]): Promise<Permit[]> {
  if (!rows.length) return []
  const lines = await db
    .selectFrom('control.permitLine')
    .select(['partyId', 'permitId', 'line', 'variety', 'granted', 'used', 'unit'])
    .where('partyId', '=', sql<string>`any(${[...new Set(rows.map((r) => r.partyId))]}::uuid[])`)
    .where('permitId', '=', sql<string>`any(${rows.map((r) => r.permitId)}::uuid[])`)
    .orderBy('line')
    .execute()
  const names = await partyNames(
    db,
    rows.flatMap((r) => [r.partyId, r.issuerId, ...(r.counterpartId ? [r.counterpartId] : [])]),
  )
  const nameOf = (id: string) => names.get(id)?.name ?? ''
  return rows.map((r) => ({
    ...r,
    state: r.state as PermitState,
    partyName: nameOf(r.partyId),
    issuerName: nameOf(r.issuerId),
    counterpartName: r.counterpartId === null ? r.counterpartName : nameOf(r.counterpartId),
    lines: lines
      .filter((l) => l.permitId === r.permitId)
      .map(({ line, variety, granted, used, unit }) => ({
        ...{ line, variety, unit },
        ...{ granted: normalise(granted), used: normalise(used), left: subtract(granted, used) },
      })),
    actions:
      r.state === 'valid' && r.issuerId === actor.partyId && actor.permissions.includes('permit:issue')
        ? (['close', 'revoke'] as const).slice()
        : [],
  }))
}

/** @throws not_found `permit.not_found` */
export async function permitShown(
  db: Db | Tx,
  actor: Actor,
  { partyId, permitId }: { partyId: string; permitId: string },
): Promise<Permit> {
  const row = await permitsOf(db, actor)
    .where('p.partyId', '=', partyId)
    .where('p.permitId', '=', permitId)
    .executeTakeFirst()
  return (await dress(db, actor, [found(row, 'permit', permitId)]))[0]!
}

/** The permit, locked until the command ends. @throws not_found `permit.not_found` */
export async function lockForDecision(
  tx: Tx,
  actor: Actor,
  { partyId, permitId }: { partyId: string; permitId: string },
): Promise<Row> {
  const row = await permitsOf(tx, actor)
    .where('p.partyId', '=', partyId)
    .where('p.permitId', '=', permitId)
    .forUpdate('p')
    .executeTakeFirst()
  return found(row, 'permit', permitId)
}

/** A permit with its newest uses. */
export async function requirePermit(
  db: Db,
  actor: Actor,
  key: Input<typeof getPermit>,
): Promise<Output<typeof getPermit>> {
  const permit = await permitShown(db, actor, key)
  const rows = await db
    .selectFrom('control.permitUse')
    .select(['recordParty', 'recordId', 'event', 'line', 'quantity', 'givenBack', 'happenedOn', 'voidedAt'])
    .where('partyId', '=', key.partyId)
    .where('permitId', '=', key.permitId)
    .orderBy('recordedAt', 'desc')
    .orderBy('recordId', 'desc')
    .limit(200)
    .execute()
  const names = await partyNames(
    db,
    rows.map((r) => r.recordParty),
  )
  const uses = rows.map(({ voidedAt, ...r }) => ({
    ...r,
    quantity: normalise(r.quantity),
    givenBack: normalise(r.givenBack),
    recordPartyName: names.get(r.recordParty)?.name ?? '',
    voided: voidedAt !== null,
  }))
  return { ...permit, uses }
}
