import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'
import { Page, Sector } from '../../identity/party/schema.ts'
import { deskKinds } from './rules.ts'

export const DeskKind = z.enum(deskKinds).meta({ id: 'DeskKind' })

/** `partyId` and `id` open the case; for a hold the party is its issuer. */
const place = { partyId: z.uuid(), id: z.uuid(), partyName: z.string(), since: z.string() }
const Names = z.object({ zh: z.string(), en: z.string() })
/** Of a profile's rule: its id, what it says, and the law or notice behind it. */
const ofRule = {
  rule: z.string().nullable(),
  text: Names.nullable(),
  source: z.string().nullable(),
}
export const DeskItem = z
  .discriminatedUnion('kind', [
    z.object({
      ...place,
      kind: z.literal('filing'),
      filingKind: z.string(),
      form: z.string(),
      sectors: z.array(z.string()),
      divisionNames: z.array(z.string()),
    }),
    z.object({
      ...place,
      kind: z.literal('identifier'),
      identifierKind: z.string(),
      value: z.string(),
    }),
    z.object({
      ...place,
      kind: z.literal('licence'),
      /** Of the licence, in both languages, and its number. */
      names: Names,
      number: z.string(),
    }),
    z.object({
      ...place,
      kind: z.literal('refusal'),
      sector: Sector.nullable(),
      /** Word of the refusal. */
      reason: z.string(),
      inputName: z.string().nullable(),
      substance: z.string().nullable(),
      ...ofRule,
    }),
    z.object({
      ...place,
      kind: z.literal('signal'),
      sector: Sector.nullable(),
      signal: z.enum(['late_use', 'voided_use', 'test_failed', 'rule', 'late_fact', 'voided_fact']),
      /** Null where the event is about no goods. */
      holdingId: z.uuid().nullable(),
      ...ofRule,
      productName: z.string().nullable(),
      code: z.string().nullable(),
      inputName: z.string().nullable(),
      /** From when the goods could have been harvested. */
      allowedFrom: z.string().nullable(),
    }),
    z.object({
      ...place,
      kind: z.literal('duty'),
      sector: Sector.nullable(),
      profile: z.string(),
      /** Of the kind of asset, and of its duty. */
      profileNames: Names,
      names: Names,
      code: z.string(),
      dueOn: z.string(),
      /** It may not be used until this is done. */
      blocks: z.boolean(),
    }),
    z.object({
      ...place,
      kind: z.literal('hold'),
      state: z.enum(['spreading', 'standing', 'lifting']),
      source: z.string(),
      reason: z.string(),
      roots: z.int(),
      productName: z.string().nullable(),
      code: z.string().nullable(),
    }),
  ])
  .meta({ id: 'DeskItem' })
export type DeskItem = z.infer<typeof DeskItem>

export const listDesk = query({
  name: 'listDesk',
  path: '/api/desk',
  permission: 'signed-in',
  summary: { zh: '工作台：等我处理的事项', en: 'What waits for this agency, oldest first' },
  input: z.object({ kind: DeskKind.optional(), ...Page }),
  output: z.object({
    items: z.array(DeskItem),
    /** Of each kind this person may see, all that wait. */
    counts: z.partialRecord(DeskKind, z.int()),
    nextCursor: z.string().nullable(),
  }),
})

export const settleFinding = command({
  name: 'settleFinding',
  path: '/api/desk/findings/:partyId/:findingId/settle',
  // whoever may stop the goods may also decide that nothing more is to be done
  permission: 'hold:place',
  summary: { zh: '办结问题线索', en: 'Settle a finding: it leaves every desk, the note stays in the journal' },
  input: z.object({ partyId: z.uuid(), findingId: z.uuid(), note: z.string().trim().min(2).max(500) }),
  output: z.object({ partyId: z.uuid(), findingId: z.uuid() }),
})
