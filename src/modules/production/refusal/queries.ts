import { sql } from 'kysely'
import type { Names } from '../../../kernel/names.ts'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db } from '../../../platform/db.ts'
import type { Input, Output } from '../../../platform/endpoint.ts'
import type { Language } from '../../../platform/i18n.ts'
import { partiesInScope, partyNames } from '../../identity/index.ts'
import type { listRefusals, Refusal } from './schema.ts'

/** Refused attempts of parties this person may see, in its sectors; newest first. */
export async function findRefusals(
  db: Db,
  actor: Actor,
  f: Input<typeof listRefusals>,
): Promise<Output<typeof listRefusals>> {
  const after = decodeCursor(f.cursor, ['time', 'id'])
  const rows = await db
    .selectFrom('production.refusal as r')
    .select(['r.partyId', 'r.refusalId', 'r.reason', 'r.rule', 'r.source', 'r.profile', 'r.sector', 'r.event'])
    .select(['r.target', 'r.productName', 'r.inputName', 'r.substance', 'r.happenedOn', 'r.details'])
    .select(['r.accountId', 'r.onBehalfOf', 'r.refusedAt'])
    .where(partiesInScope(actor, 'r.partyId'))
    // a purchase has no sector yet: whoever sees the party sees it
    .$if(actor.kind === 'agency', (q) =>
      q.where(sql<boolean>`(r.sector is null or r.sector = any(${[...actor.sectors]}::text[]))`),
    )
    .$if(f.partyId !== undefined, (q) => q.where('r.partyId', '=', f.partyId!))
    .$if(f.reason !== undefined, (q) => q.where('r.reason', '=', f.reason!))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(r.refused_at, r.refusal_id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('r.refusedAt', 'desc')
    .orderBy('r.refusalId', 'desc')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.refusedAt, r.refusalId])
  const names = await partyNames(
    db,
    items.map((r) => r.partyId),
  )
  return {
    items: items.map(
      (r): Refusal => ({
        ...r,
        details: inLanguage(r.details as Record<string, unknown>, actor.language),
        partyName: names.get(r.partyId)?.name ?? '',
      }),
    ),
    nextCursor,
  }
}

type Blocked = { findings?: readonly { names: Names; text: Names }[] }

/** What a rule said to who was refused is told to who reads of it in the reader's own language. */
function inLanguage(details: Record<string, unknown>, language: Language): Record<string, unknown> {
  const [first] = (details as Blocked).findings ?? []
  return first ? { ...details, name: first.names[language], text: first.text[language] } : details
}
