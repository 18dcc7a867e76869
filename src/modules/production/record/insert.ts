import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { missingByLaw } from '../../../industries/index.ts'
import type { Profile, ProfileEvent } from '../../../kernel/profile.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Sealer } from '../../../platform/seal.ts'
import type { Finding } from '../rule/schema.ts'
import type { Hidden } from './personal.ts'
import { recommended, type Values, type When } from './rules.ts'

/** A record about to be written. */
export type RecordRow = When & {
  recordId: string
  profile: Profile
  event: ProfileEvent
  targets: string[]
  product?: { productId: string; name: string; classCode: string } | undefined
  /** With pseudonyms in place of personal values. */
  fields: Values
  personal?: Pick<Hidden, 'masked' | 'sealed'> | undefined
  warnings: readonly string[]
  findings?: readonly Finding[] | undefined
  holdingIds: readonly string[]
  /** What of its goods it was judged on, and the other side. */
  goods?: readonly { holdingId: string; partyId?: string; moved?: string | undefined }[]
  counterpartId?: string | undefined
  traceEvent: string | null
  /** What was sent, to know it again. */
  sent: unknown
}

/** Keyed, because what is sent may name persons; records of before were hashed without a key. */
export const hashOf = (sealer: Sealer, sent: unknown): Buffer =>
  Buffer.from(sealer.hash(JSON.stringify(sent ?? null), 'production.record.sent'))

/** Whether this is what was sent under the hash. */
export const isSent = (sealer: Sealer, sent: unknown, hash: Buffer): boolean =>
  hash.equals(hashOf(sealer, sent)) ||
  hash.equals(
    createHash('sha256')
      .update(JSON.stringify(sent ?? null))
      .digest(),
  )

/** What a record lacks: by law (keys of fields), and what else to be told (reasons; `field.recommended:<key>`). */
export type Judged = { missing: string[]; warnings: string[]; findings: Finding[] }

const judge = ({ event, fields, warnings, findings = [] }: RecordRow): Judged => ({
  missing: missingByLaw(event, fields),
  warnings: [...recommended(event, fields).map((key) => `field.recommended:${key}`), ...warnings],
  findings: [...findings],
})

/** Writes records, one statement for all. @returns what each lacks, in order. */
export async function insertRecords(ctx: CommandCtx, sealer: Sealer, rows: readonly RecordRow[]): Promise<Judged[]> {
  const { partyId, accountId, onBehalfOf } = ctx.actor
  const judged = rows.map(judge)
  await ctx.db
    .insertInto('production.record')
    .values(
      rows.map((r, i) => ({
        partyId,
        recordId: r.recordId,
        profile: r.profile.id,
        profileVersion: r.profile.version,
        sector: r.profile.sector,
        event: r.event.id,
        object: r.event.object,
        targets: r.targets,
        productId: r.product?.productId ?? null,
        productName: r.product?.name ?? null,
        classCode: r.product?.classCode ?? null,
        happenedOn: r.happenedOn,
        happenedAt: r.happenedAt,
        fields: sql<string>`${JSON.stringify(r.fields)}::jsonb`,
        missing: judged[i]!.missing,
        warnings: judged[i]!.warnings,
        findings: sql<string>`${JSON.stringify(judged[i]!.findings)}::jsonb`,
        personalSealed: r.personal?.sealed ?? null,
        personalMasked: r.personal?.masked ? JSON.stringify(r.personal.masked) : null,
        holdingIds: [...r.holdingIds],
        moved: r.goods?.length
          ? JSON.stringify(r.goods.map(({ holdingId, partyId: of, moved }) => ({ holdingId, partyId: of, moved })))
          : null,
        counterpartId: r.counterpartId ?? null,
        traceEvent: r.traceEvent,
        sentHash: hashOf(sealer, r.sent),
        accountId,
        onBehalfOf: onBehalfOf ?? null,
        recordedAt: ctx.now,
      })),
    )
    .execute()
  return judged
}

export type Earlier = {
  recordId: string
  sentHash: Buffer
  happenedOn: string
  missing: string[]
  warnings: string[]
  findings: Finding[]
  allowedFrom: string | null
}

/** Records of a party that are there already under these ids. */
export async function earlierRecords(
  db: Db | Tx,
  partyId: string,
  ids: readonly string[],
): Promise<Map<string, Earlier>> {
  if (!ids.length) return new Map()
  const { rows } = await sql<Earlier>`
    select r.record_id, r.sent_hash, r.happened_on, r.missing, r.warnings, r.findings, max(u.allowed_from) as allowed_from
    from production.record r
    left join production.input_use u on u.party_id = r.party_id and u.record_id = r.record_id
    where r.party_id = ${partyId} and r.record_id = any(${[...ids]}::uuid[])
    group by r.party_id, r.record_id`.execute(db)
  return new Map(rows.map((r) => [r.recordId, r]))
}
