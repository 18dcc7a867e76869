import * as z from 'zod'
import { query } from '../../../platform/endpoint.ts'
import { CivilDate, Page } from '../../identity/party/schema.ts'

/** Who acted: a person by the account, a machine client, a visitor without an account, or the platform itself. */
export const JournalActor = z.enum(['account', 'client', 'visitor', 'platform']).meta({ id: 'JournalActor' })

export const JournalEntry = z
  .object({
    /** Whose journal: the acting party. */
    partyId: z.uuid(),
    partyName: z.string(),
    /** Number in that party's journal, without a gap. */
    seq: z.string(),
    /** `subject.pastTense`; the word is `journal.<kind>`. */
    kind: z.string(),
    /** Id of what it is about; its name where it is a party or an account, of a filing its operator, of a hold its reason. */
    about: z.string().nullable(),
    aboutName: z.string().nullable(),
    /** The batch it is about or moved. */
    goods: z.object({ code: z.string().nullable(), productName: z.string().nullable() }).nullable(),
    eventId: z.uuid().nullable(),
    actor: JournalActor,
    /** The platform's own is a fixed one that has no UUID version. */
    actorId: z.string(),
    /** Login name of the account, or name of the client; never the sealed name of a person. */
    actorName: z.string().nullable(),
    onBehalfOf: z.uuid().nullable(),
    onBehalfOfName: z.string().nullable(),
    data: z.record(z.string(), z.json()),
    at: z.string(),
  })
  .meta({ id: 'JournalEntry' })
export type JournalEntry = z.infer<typeof JournalEntry>

export const listJournal = query({
  name: 'listJournal',
  path: '/api/journal',
  permission: 'journal:read',
  summary: { zh: '操作日志', en: 'Who did what on what, newest first' },
  input: z.object({
    /** One party's journal; without it all that the reader may look at. */
    partyId: z.uuid().optional(),
    kind: z
      .string()
      .regex(/^[a-zA-Z]+\.[a-zA-Z]+$/)
      .max(60)
      .optional(),
    /** The account or machine client that acted. */
    actorId: z.uuid().optional(),
    /** Id of what it is about: an operator, a filing, a hold, a batch … */
    about: z.string().trim().min(1).max(100).optional(),
    /** Civil dates in China, both included. */
    from: CivilDate.optional(),
    to: CivilDate.optional(),
    /** A text in what was kept: a reason, a code, a name. Needs a party or a period of at most `textDays`. */
    text: z.string().trim().min(2).max(50).optional(),
    ...Page,
  }),
  output: z.object({ items: z.array(JournalEntry), nextCursor: z.string().nullable() }),
})
