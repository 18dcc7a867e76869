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

/** The actor's own drafts that are not too old, newest first. */
export async function ownDrafts(db: Db, { partyId, accountId }: Actor, now: string) {
  return db
    .selectFrom('identity.draft')
    .select(['form', 'updatedAt'])
    .where('partyId', '=', partyId)
    .where('accountId', '=', accountId)
    .where('updatedAt', '>', oldestDraft(now))
    .orderBy('updatedAt', 'desc')
    .orderBy('form')
    .limit(draftsAtMost)
    .execute()
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
    .select(['bodySealed', 'updatedAt'])
    .where('partyId', '=', partyId)
    .where('accountId', '=', accountId)
    .where('form', '=', form)
    .where('updatedAt', '>', oldestDraft(now))
    .executeTakeFirst()
  if (!row) return undefined
  const body = JSON.parse(sealer.open(row.bodySealed, draftContext(accountId, form))) as Draft['body']
  return { form, body, updatedAt: row.updatedAt }
}

export async function putDraft(
  db: Db,
  sealer: Sealer,
  { partyId, accountId }: Actor,
  form: string,
  body: string,
  now: string,
): Promise<void> {
  const bodySealed = sealer.seal(body, draftContext(accountId, form))
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
