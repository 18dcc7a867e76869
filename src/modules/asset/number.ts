import { sql } from 'kysely'
import type { Profile } from '../../kernel/profile.ts'
import type { CommandCtx } from '../../platform/command.ts'
import type { Db } from '../../platform/db.ts'
import { assetCodes, type RecordEffect, type RecordedEvent, raise, unscopedAssetRecords } from '../production/index.ts'
import { numberKey } from './rules.ts'

/**
 * What follows a record about an asset: the numbers it says are noted for who looks it up by them, and a claim on an
 * asset that another party has claimed is told to the authority. It is not refused: a lift changes its owner, and who
 * made the mistake the record does not say.
 */
export const assetEffect: RecordEffect = {
  name: 'asset',
  follow: async (ctx, made) => {
    if (made.event.object !== 'asset') return
    await noteNumbers(ctx, made)
    await tellSecondClaim(ctx, made)
  },
}

async function noteNumbers(ctx: CommandCtx, { profile, event, values, recordId }: RecordedEvent): Promise<void> {
  const codes = assetCodes(event, values)
  const said = (profile.asset?.numbers ?? []).flatMap(({ event: of, key }) => {
    const value = of === event.id ? values[key] : undefined
    const number = typeof value === 'string' ? numberKey(value) : ''
    return number ? [{ key, number }] : []
  })
  const rows = codes.flatMap((code) => [
    { number: numberKey(code), code, key: 'code' },
    ...said.filter((s) => s.number !== numberKey(code)).map((s) => ({ ...s, code })),
  ])
  if (!rows.length) return
  // one row a number is enough to find the asset: what else is said of it stands in its history
  await sql`
    insert into asset.number (number, profile, code, key, record_id, noted_at)
    select r.number, ${profile.id}, r.code, r.key, ${recordId}::uuid, ${ctx.now}::timestamptz
    from unnest(${rows.map((r) => r.number)}::text[], ${rows.map((r) => r.code)}::text[],
      ${rows.map((r) => r.key)}::text[]) as r (number, code, key)
    where not exists (select 1 from asset.number n
      where n.number = r.number and n.profile = ${profile.id} and n.code = r.code and n.key = r.key)
    on conflict do nothing`.execute(ctx.db)
}

async function tellSecondClaim(ctx: CommandCtx, made: RecordedEvent): Promise<void> {
  const { profile, event, values, recordId, happenedOn, partyId } = made
  if (!profile.asset?.claims?.includes(event.id)) return
  const keys = assetCodes(event, values).map((code) => ({ profile: profile.id, code }))
  const others = (await unscopedAssetRecords(ctx.db, keys)).filter((r) => r.event === event.id && r.partyId !== partyId)
  if (!others.length) return
  const codes = [...new Set(others.map((r) => r.code))].join(' ')
  const text = {
    zh: `设备 ${codes} 的“${event.names.zh}”已由其他单位登记过,请核对编码和归属。`,
    en: `“${event.names.en}” of ${codes} was recorded by another party before: check the code and whose it is.`,
  }
  const of = { recordId, profile, happenedOn, holdingIds: [] }
  await raise(ctx, 'rule', { rule: 'R-ASSET-CLAIM', text, source: 'design' }, of)
}

/** An asset that somebody recorded something about under a number. */
export type NumberedAsset = { profile: string; code: string; key: string }

/** The assets that a number names, whoever asks; several where parties recorded different things under one. */
export async function unscopedAssetsByNumber(db: Db, text: string): Promise<NumberedAsset[]> {
  const { rows } = await sql<NumberedAsset>`
    select distinct profile, code, key from asset.number where number = ${numberKey(text)}
    order by profile, code, key limit 20`.execute(db)
  return rows
}

/** Whether this is still what the asset's history says: the record that said so may have been declared an error. */
export const saysNumber = (
  profile: Profile,
  { key, code }: Pick<NumberedAsset, 'key' | 'code'>,
  text: string,
  history: readonly { event: string; code: string; values: Readonly<Record<string, unknown>> }[],
): boolean =>
  history.some((r) => {
    if (r.code !== code) return false
    if (key === 'code') return true
    const value = r.values[key]
    const names = profile.asset?.numbers?.some((n) => n.event === r.event && n.key === key)
    return names === true && typeof value === 'string' && numberKey(value) === numberKey(text)
  })
