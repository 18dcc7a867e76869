import { sql } from 'kysely'
import { profiles } from '../../../industries/index.ts'
import { profileAt } from '../../../kernel/profile.ts'
import { civilDate } from '../../../platform/civil.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { refreshDuties, unscopedDutiesNear } from '../../asset/index.ts'
import { unscopedTasksDue } from '../../production/index.ts'
import { licenceKinds, unscopedLicencesEnding } from '../../registry/index.ts'
import { endingDays } from '../../registry/licence/rules.ts'
import { insertNotices } from '../queries.ts'
import type { NoticeData } from '../rules.ts'
import { dutyReminders, licenceReminders, noticesFor, type Reminder, taskReminders } from './rules.ts'

/** So long it is remembered what was told; what is still overdue then is told again. */
const REMEMBERED_DAYS = 400

/**
 * The daily job: brings the duties up to date and tells each operator what comes due, what is overdue, which licence
 * ends. What was told is remembered with the notice in one transaction, so however often it runs, each is told once.
 */
export async function remindAll(db: Db, now: string): Promise<void> {
  await refreshDuties(db, now)
  const today = civilDate(now)
  const daysOff = (days: number) => civilDate(new Date(Date.parse(now) + days * 86_400_000).toISOString())
  const due = new Map<string, Reminder[]>()
  const add = (of: ReadonlyMap<string, Reminder[]>) => {
    for (const [partyId, reminders] of of) due.set(partyId, [...(due.get(partyId) ?? []), ...reminders])
  }
  const each = <T>(of: ReadonlyMap<string, T[]>, say: (rows: T[]) => Reminder[]) =>
    new Map([...of].map(([partyId, rows]) => [partyId, say(rows)]))
  add(each(await unscopedDutiesNear(db, today), (rows) => dutyReminders(rows, today)))
  const ending = await unscopedLicencesEnding(db, daysOff(endingDays))
  add(each(ending, (rows) => licenceReminders(rows, today)))
  add(each(await unscopedTasksDue(db, today), (rows) => taskReminders(rows, today)))
  for (const [partyId, reminders] of due)
    if (reminders.length) await db.transaction().execute((tx) => tell(tx, partyId, reminders, now))
  await sql`delete from notify.reminder where told_at < ${daysOff(-REMEMBERED_DAYS)}::date`.execute(db)
}

/** Tells a party what it has not been told. */
async function tell(tx: Tx, partyId: string, reminders: readonly Reminder[], now: string): Promise<void> {
  const { rows } = await sql<{ about: string }>`
    insert into notify.reminder (party_id, about, told_at)
    select ${partyId}::uuid, a.about, ${now}::timestamptz
    from unnest(${reminders.map((r) => r.about)}::text[]) as a (about)
    on conflict (party_id, about) do nothing returning about`.execute(tx)
  const fresh = new Set(rows.map((r) => r.about))
  const today = civilDate(now)
  const notices = noticesFor(
    reminders.filter((r) => fresh.has(r.about)),
    today,
  )
  await insertNotices(
    tx,
    notices.map((n) => ({ ...n, partyId, data: { party: null, ...n.data, ...named(n.data, today) } })),
    now,
  )
}

/** The names of what a notice is about, in both languages: it is read in the reader's. */
function named({ profile, duty, licence }: NoticeData, today: string): NoticeData {
  const known = profile ? profileAt(profiles, profile, today) : undefined
  const dutyNames = duty ? known?.asset?.dutyKinds[duty]?.names : undefined
  const licenceNames = licence ? licenceKinds().find((k) => k.kind === licence)?.names : undefined
  return {
    ...(known ? { profileZh: known.names.zh, profileEn: known.names.en } : {}),
    ...(dutyNames ? { dutyZh: dutyNames.zh, dutyEn: dutyNames.en } : {}),
    ...(licenceNames ? { licenceZh: licenceNames.zh, licenceEn: licenceNames.en } : {}),
  }
}
