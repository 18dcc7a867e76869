import * as z from 'zod'
import { UNITS, type Unit } from '../../../kernel/unit.ts'
import { command, query } from '../../../platform/endpoint.ts'
import { CivilDate } from '../../identity/schema.ts'

const Line = (max: number) => z.string().trim().min(1).max(max)
const Names = z.object({ zh: Line(60), en: Line(100) })
const Key = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
const Number_ = z.string().regex(/^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,3})?$/)

const Base = z.object({
  key: Key,
  names: Names,
  help: Names.optional(),
  required: z.union([z.literal(true), z.literal('warn'), z.literal(false)]),
  /** The decision or notice it rests on. */
  source: Line(200),
  confidence: z.enum(['document', 'practice', 'design']),
  personal: z.literal(true).optional(),
})

/** A field that a division adds: of the plain types. */
export const OverlayField = z
  .discriminatedUnion('type', [
    Base.extend({ type: z.literal('text'), maxLength: z.int().min(1).max(2000).optional() }),
    Base.extend({ type: z.literal('code') }),
    Base.extend({ type: z.literal('date') }),
    Base.extend({ type: z.literal('yes_no') }),
    Base.extend({ type: z.literal('file') }),
    Base.extend({
      type: z.literal('number'),
      unit: z.enum(Object.keys(UNITS) as [Unit, ...Unit[]]).optional(),
      whole: z.boolean().optional(),
      min: Number_.optional(),
      max: Number_.optional(),
    }),
    Base.extend({
      type: z.literal('choice'),
      choices: z
        .array(z.object({ id: Key, names: Names }))
        .min(2)
        .max(50),
      multiple: z.boolean().optional(),
    }),
  ])
  .meta({ id: 'OverlayField' })

export const OverlayChanges = z
  .array(
    z.object({
      event: Line(60),
      fields: z.array(OverlayField).max(50).default([]),
      /** Fields of the profile asked for more strictly. */
      require: z
        .array(z.object({ key: Line(60), required: z.union([z.literal(true), z.literal('warn')]), source: Line(200) }))
        .max(100)
        .default([]),
    }),
  )
  .min(1)
  .max(100)

export const overlayStates = ['proposed', 'approved', 'refused', 'withdrawn'] as const

export const Overlay = z
  .object({
    overlayId: z.uuid(),
    profile: z.string(),
    profileNames: Names,
    divisionId: z.string(),
    divisionName: z.string(),
    version: z.int(),
    state: z.enum(overlayStates),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    changes: OverlayChanges,
    decisionNo: z.string(),
    reason: z.string(),
    proposedBy: z.uuid(),
    /** Login of who proposed and who decided, for those who may decide there themselves. */
    proposer: z.string().nullable(),
    proposedAt: z.string(),
    decidedBy: z.uuid().nullable(),
    decider: z.string().nullable(),
    decidedAt: z.string().nullable(),
    decidedReason: z.string().nullable(),
    /** Approved, and a later version begins on this day or has begun: it binds until then. */
    replacedOn: z.string().nullable(),
    /** What the reader may do with it. */
    actions: z.array(z.enum(['approve', 'refuse', 'withdraw'])),
  })
  .meta({ id: 'ProfileOverlay' })
export type Overlay = z.infer<typeof Overlay>

const One = z.object({ overlayId: z.uuid() })

export const listOverlays = query({
  name: 'listOverlays',
  path: '/api/profile-overlays',
  permission: 'signed-in',
  summary: { zh: '地方规范补充', en: 'What divisions ask for beyond the profiles' },
  input: z.object({
    profile: Line(60).optional(),
    state: z.enum(overlayStates).optional(),
    divisionId: z.string().min(1).max(12).optional(),
  }),
  output: z.object({ items: z.array(Overlay) }),
})

export const getOverlay = query({
  name: 'getOverlay',
  path: '/api/profile-overlays/:overlayId',
  permission: 'signed-in',
  summary: { zh: '一项地方规范补充', en: 'One overlay: what it adds and tightens, and who decided' },
  input: One,
  output: Overlay,
})

export const proposeOverlay = command({
  name: 'proposeOverlay',
  path: '/api/profile-overlays',
  permission: 'profile:manage',
  summary: { zh: '提出地方规范补充', en: 'Propose fields and stricter requirements for a division' },
  input: z.object({
    profile: Line(60),
    divisionId: z.string().min(1).max(12),
    validFrom: CivilDate,
    validTo: CivilDate.optional(),
    changes: OverlayChanges,
    decisionNo: Line(100),
    reason: Line(500),
  }),
  output: Overlay,
})

export const approveOverlay = command({
  name: 'approveOverlay',
  path: '/api/profile-overlays/:overlayId/approve',
  permission: 'profile:manage',
  summary: { zh: '批准地方规范补充', en: 'Approve what another account proposed' },
  input: One,
  output: Overlay,
})

export const refuseOverlay = command({
  name: 'refuseOverlay',
  path: '/api/profile-overlays/:overlayId/refuse',
  permission: 'profile:manage',
  summary: { zh: '不予批准地方规范补充', en: 'Refuse what another account proposed' },
  input: One.extend({ reason: z.string().trim().min(2).max(500) }),
  output: Overlay,
})

export const withdrawOverlay = command({
  name: 'withdrawOverlay',
  path: '/api/profile-overlays/:overlayId/withdraw',
  permission: 'profile:manage',
  summary: { zh: '撤回地方规范补充', en: 'Withdraw one’s own proposal' },
  input: One,
  output: Overlay,
})

export const overlayEndpoints = [
  listOverlays,
  getOverlay,
  proposeOverlay,
  approveOverlay,
  refuseOverlay,
  withdrawOverlay,
]
