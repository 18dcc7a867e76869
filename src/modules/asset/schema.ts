import * as z from 'zod'
import { assetStates } from '../../kernel/duty.ts'
import { query } from '../../platform/endpoint.ts'

const Names = z.object({ zh: z.string(), en: z.string() })
const Id = z.uuid().toLowerCase()
const ProfileId = z.string().min(1).max(60)

export const AssetDuty = z
  .object({
    kind: z.string(),
    names: Names,
    dueOn: z.string(),
    /** Below zero: overdue by so many days. */
    daysLeft: z.int(),
    standing: z.enum(['overdue', 'soon', 'later']),
    /** It may not be used while this is overdue. */
    blocks: z.boolean(),
    /** Event of the profile that does it. */
    event: z.string(),
  })
  .meta({ id: 'AssetDuty' })
export type AssetDuty = z.infer<typeof AssetDuty>

const AssetBase = z.object({
  profile: z.string(),
  profileNames: Names,
  code: z.string(),
  state: z.enum(assetStates),
  /** A duty that blocks use is overdue. */
  blocked: z.boolean(),
})

export const AssetLine = AssetBase.extend({
  /** The soonest duty; none: nothing is due. */
  next: AssetDuty.nullable(),
  overdue: z.int(),
  lastEvent: z.object({ names: Names, on: z.string() }),
}).meta({ id: 'AssetLine' })
export type AssetLine = z.infer<typeof AssetLine>

export const Asset = AssetBase.extend({
  /** What it is, as last recorded. */
  facts: z.array(z.object({ event: z.string(), key: z.string(), names: Names, value: z.unknown() })),
  duties: z.array(AssetDuty),
  /** What all parties recorded, newest first, at most 200; personal values masked. */
  history: z.array(
    z.object({
      recordId: z.uuid(),
      partyId: z.uuid(),
      partyName: z.string(),
      event: z.string(),
      names: Names,
      happenedOn: z.string(),
      recordedAt: z.string(),
      fields: z.record(z.string(), z.unknown()),
      /** Paths of the fields that are shown masked. */
      personal: z.array(z.string()),
    }),
  ),
  /** Records there are in all. */
  records: z.int(),
}).meta({ id: 'Asset' })
export type Asset = z.infer<typeof Asset>

export const listAssets = query({
  name: 'listAssets',
  path: '/api/assets',
  permission: 'production:read',
  summary: { zh: '设备及其到期义务(先到期的在前)', en: 'Assets with their dated duties, the soonest due first' },
  input: z.object({
    /** Only those about which this operator recorded something. */
    partyId: Id.optional(),
    profile: ProfileId.optional(),
    /** `overdue`, or coming into the time of reminding. */
    due: z.enum(['overdue', 'soon']).optional(),
    /** Part of the code. */
    q: z.string().trim().max(60).optional(),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    items: z.array(AssetLine),
    nextCursor: z.string().nullable(),
    /** There are more assets than are looked at (the most recently recorded): narrow by operator, chain or code. */
    truncated: z.boolean(),
  }),
})

export const getAsset = query({
  name: 'getAsset',
  path: '/api/assets/:profile/:code',
  permission: 'production:read',
  summary: { zh: '一台设备：身份、状态、义务、历史', en: 'An asset: what it is, its state, duties and history' },
  input: z.object({ profile: ProfileId, code: z.string().trim().min(1).max(60) }),
  output: Asset,
})

export const assetEndpoints = [listAssets, getAsset] as const
