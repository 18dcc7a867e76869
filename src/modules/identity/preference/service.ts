import type { Ctx } from '../../../platform/command.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError, found } from '../../../platform/errors.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { unscopedAccount } from '../account/queries.ts'
import { draftBytes, lastUsedBounds } from '../rules.ts'
import { beginPreferences, clearDrafts, ownPreferences, putDraft, setPreferences } from './queries.ts'
import type { Preferences, saveDraft, savePreferences } from './schema.ts'

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value))

/**
 * Changes what is given and leaves the rest. A machine client is no person and has none.
 * @throws not_found `account.not_found`; too_large `preference.too_large`: more values for a form than are kept.
 */
export async function changePreferences(
  { db, actor, now }: Ctx,
  sealer: Sealer,
  { lastUsed = {}, ...chosen }: Input<typeof savePreferences>,
): Promise<Preferences> {
  const { accountId } = actor
  found(await unscopedAccount(db, accountId), 'account', accountId)
  for (const values of Object.values(lastUsed))
    if (bytesOf(values) > lastUsedBounds.formBytes) throw new AppError('too_large', 'preference.too_large')
  return db.transaction().execute(async (tx) => {
    await beginPreferences(tx, accountId, now)
    const before = await ownPreferences(tx, sealer, accountId, { lock: true })
    const after = {
      language: chosen.language === undefined ? before.language : chosen.language,
      typeSize: chosen.typeSize ?? before.typeSize,
      theme: chosen.theme ?? before.theme,
      lastUsed: withUsed(before.lastUsed, lastUsed),
    }
    await setPreferences(tx, sealer, accountId, after, now)
    return after
  })
}

/** The forms used last, those of `used` at the end; the oldest make room. */
function withUsed(before: Preferences['lastUsed'], used: Record<string, Preferences['lastUsed'][string] | null>) {
  const kept = Object.entries(before).filter(([form]) => !Object.hasOwn(used, form))
  const given = Object.entries(used).flatMap(([form, values]) => (values === null ? [] : [[form, values] as const]))
  const all = [...kept, ...given].slice(-lastUsedBounds.forms)
  while (bytesOf(Object.fromEntries(all)) > lastUsedBounds.bytes) all.shift()
  return Object.fromEntries(all)
}

/**
 * Keeps a form that was begun; what was kept for it before is replaced, whoever of the same account wrote it.
 * @throws not_found `account.not_found` for a machine client; too_large `draft.too_large`.
 */
export async function keepDraft({ db, actor, now }: Ctx, sealer: Sealer, draft: Input<typeof saveDraft>) {
  found(await unscopedAccount(db, actor.accountId), 'account', actor.accountId)
  if (bytesOf(draft.body) > draftBytes)
    throw new AppError('too_large', 'draft.too_large', { kilobytes: draftBytes / 1024 })
  const { title = null, address = null } = draft
  await putDraft(db, sealer, actor, { ...draft, title, address }, now)
  await clearDrafts(db, actor, now)
  return { updatedAt: now }
}
