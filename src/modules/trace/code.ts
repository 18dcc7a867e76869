import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type CodeKind, newCode } from '../../kernel/code.ts'
import type { CommandCtx } from '../../platform/command.ts'
import { stableId } from '../../platform/id.ts'

/** The canonical identifier of what one of our codes names; the origin is added where it is shown. */
export const identifierOf = (code: string): string => `/s/${code}`
export const itemIdOf = (code: string): string => stableId(identifierOf(code))

/** A code to be issued: what it leads to is `targetId`, or the item of the code itself (batches and packs). */
export type CodeRequest = { kind: CodeKind; partyId: string; targetId?: string }

/**
 * Issues codes that no other has, in the order asked for. Among 10^10 codes some pairs are drawn twice by chance; the
 * primary key decides, and what it refuses is drawn again. A batch code names an item at its party's home.
 */
export async function issueCodes(ctx: CommandCtx, requests: readonly CodeRequest[]): Promise<string[]> {
  const codes = new Map<number, string>()
  while (codes.size < requests.length) {
    const drawn = requests.flatMap((r, i) => (codes.has(i) ? [] : [{ ...r, i, code: newCode(r.kind, randomBytes) }]))
    const column = <T>(pick: (d: (typeof drawn)[number]) => T) => drawn.map(pick)
    const { rows } = await sql<{ code: string }>`
      insert into trace.code (code, kind, state, home_id, item_id, party_id, target_id, issued_at)
      select d.code, d.kind, 'issued', d.home_id, d.item_id, d.party_id, d.target_id, ${ctx.now}::timestamptz
      from unnest(${column((d) => d.code)}::text[], ${column((d) => d.kind)}::text[],
        ${column((d) => (d.kind === 'batch' ? d.partyId : null))}::uuid[],
        ${column((d) => (d.kind === 'batch' ? itemIdOf(d.code) : null))}::uuid[],
        ${column((d) => d.partyId)}::uuid[], ${column((d) => d.targetId ?? null)}::uuid[])
        as d (code, kind, home_id, item_id, party_id, target_id)
      on conflict do nothing
      returning code`.execute(ctx.db)
    const issued = new Set(rows.map((r) => r.code))
    for (const d of drawn) if (issued.has(d.code)) codes.set(d.i, d.code)
  }
  return requests.map((_, i) => codes.get(i)!)
}
