import { sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { draftDays, draftsAtMost, type Theme, type TypeSize } from '../rules.ts'
import type { Draft, Preferences } from './schema.ts'

/** What the sealed texts are bound to: moved to another person or form they do not open. */
const usedContext = (accountId: string) => `identity.preference.last_used:${accountId}`
const draftContext = (accountId: string, form: string) => `identity.draft.body:${accountId}/${form}`

const oldestDraft = (now: string) => new Date(Date.parse(now) - draftDays * 86_400_000).toISOString()

/** One's own preferences; those of a person who never chose. Locked for the transaction that will change them. */
export async function ownPreferences(
  db: Db | Tx,
  sealer: Sealer,
  accountId: string,
  { lock = false } = {},
): Promise<Preferences> {
  const row = await db
    .selectFrom('identity.preference')
    .select(['language', 'typeSize', 'theme', 'lastUsedSealed'])
    .where('accountId', '=', accountId)
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst()
  return {
    language: (row?.language ?? null) as Preferences['language'],
    typeSize: (row?.typeSize ?? 'normal') as TypeSize,
    theme: (row?.theme ?? 'system') as Theme,
    lastUsed: row?.lastUsedSealed
      ? (JSON.parse(sealer.open(row.lastUsedSealed, usedContext(accountId))) as Preferences['lastUsed'])
      : {},
  }
}

/** Makes the row that `ownPreferences` locks, so that two devices that save at once wait for each other. */
export async function beginPreferences(tx: Tx, accountId: string, now: string): Promise<void> {
  await tx
    .insertInto('identity.preference')
    .values({ accountId, typeSize: 'normal', theme: 'system', updatedAt: now })
    .onConflict((c) => c.column('accountId').doNothing())
    .execute()
}

export async function setPreferences(tx: Tx, sealer: Sealer, accountId: string, p: Preferences, now: string) {
  const { lastUsed, ...plain } = p
  const lastUsedSealed = sealer.seal(JSON.stringify(lastUsed), usedContext(accountId))
  await tx
    .updateTable('identity.preference')
    .set({ ...plain, lastUsedSealed, updatedAt: now })
    .where('accountId', '=', accountId)
    .execute()
}

type DraftRow = { form: string; bodySealed: string; updatedAt: string }
/** What lies sealed: the body, and what the form is called and where it stands. */
type Kept = [body: Draft['body'], title: string | null, address: string | null]

function openDraft(sealer: Sealer, accountId: string, { form, bodySealed, updatedAt }: DraftRow): Draft {
  const [body, title, address] = JSON.parse(sealer.open(bodySealed, draftContext(accountId, form))) as Kept
  return { form, body, title, address, updatedAt }
}

/** The actor's own drafts that are not too old, newest first. */
export async function ownDrafts(
  db: Db,
  sealer: Sealer,
  { partyId, accountId }: Actor,
  now: string,
): Promise<Omit<Draft, 'body'>[]> {
  const rows = await db
    .selectFrom('identity.draft')
    .select(['form', 'bodySealed', 'updatedAt'])
    .where('partyId', '=', partyId)
    .where('accountId', '=', accountId)
    .where('updatedAt', '>', oldestDraft(now))
    .orderBy('updatedAt', 'desc')
    .orderBy('form')
    .limit(draftsAtMost)
    .execute()
  return rows.map((row) => {
    const { body: _, ...rest } = openDraft(sealer, accountId, row)
    return rest
  })
}

export async function ownDraft(
  db: Db,
  sealer: Sealer,
  { partyId, accountId }: Actor,
  form: string,
  now: string,
): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('identity.draft')
    .select(['form', 'bodySealed', 'updatedAt'])
    .where('partyId', '=', partyId)
    .where('accountId', '=', accountId)
    .where('form', '=', form)
    .where('updatedAt', '>', oldestDraft(now))
    .executeTakeFirst()
  return row && openDraft(sealer, accountId, row)
}

export async function putDraft(
  db: Db,
  sealer: Sealer,
  { partyId, accountId }: Actor,
  { form, body, title, address }: Omit<Draft, 'updatedAt'>,
  now: string,
): Promise<void> {
  const kept: Kept = [body, title, address]
  const bodySealed = sealer.seal(JSON.stringify(kept), draftContext(accountId, form))
  await db
    .insertInto('identity.draft')
    .values({ partyId, accountId, form, bodySealed, updatedAt: now })
    .onConflict((c) =>
      c.columns(['partyId', 'accountId', 'form']).doUpdateSet((eb) => ({
        bodySealed: eb.ref('excluded.bodySealed'),
        updatedAt: eb.ref('excluded.updatedAt'),
      })),
    )
    .execute()
}

/** The actor's drafts that are too old or too many go, the oldest first. */
export async function clearDrafts(db: Db, { partyId, accountId }: Actor, now: string): Promise<void> {
  await sql`delete from identity.draft
    where party_id = ${partyId} and account_id = ${accountId}
      and (updated_at <= ${oldestDraft(now)} or form in (
        select d.form from identity.draft d where d.party_id = ${partyId} and d.account_id = ${accountId}
        order by d.updated_at desc, d.form offset ${draftsAtMost}))`.execute(db)
}

export async function deleteDraft(db: Db, { partyId, accountId }: Actor, form: string): Promise<void> {
  await db
    .deleteFrom('identity.draft')
    .where('partyId', '=', partyId)
    .where('accountId', '=', accountId)
    .where('form', '=', form)
    .execute()
}
