import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'
import { Document } from '../document/schema.ts'
import { Facts, ShownFacts } from '../facts/schema.ts'
import { decisionReasons, filingKinds, filingStates } from './rules.ts'

const State = z.enum(filingStates).meta({ id: 'FilingState' })
const Kind = z.enum(filingKinds).meta({ id: 'FilingKind' })
const Reason = z.enum(decisionReasons).meta({ id: 'DecisionReason' })
const ActionName = z.enum(['save', 'submit', 'withdraw', 'approve', 'return', 'reject'])
const Note = z.string().trim().max(500)

export const FilingRef = z.object({ partyId: z.uuid(), filingId: z.uuid() })

export const FilingRow = FilingRef.extend({
  kind: Kind,
  state: State,
  revision: z.int(),
  name: z.string(),
  form: z.string(),
  sectors: z.array(z.string()),
  divisionId: z.string(),
  /** Names from the province down. */
  divisionNames: z.array(z.string()),
  reviewerId: z.uuid().nullable(),
  submittedAt: z.string().nullable(),
  decidedAt: z.string().nullable(),
}).meta({ id: 'FilingRow' })
export type FilingRow = z.infer<typeof FilingRow>

export const Filing = FilingRow.extend({
  /** What is handed in; of one who was never registered whole (moved from elsewhere), what is known. */
  facts: ShownFacts.partial(),
  /** The facts in force that it would change; null for a registration. */
  inForce: ShownFacts.partial().nullable(),
  /** Keys of facts that differ; `identityNumber` when the number behind the mask does. */
  changed: z.array(z.string()),
  reviewerName: z.string().nullable(),
  reason: z.string().nullable(),
  reasons: z.array(z.string()),
  checks: z.array(
    z.object({
      check: z.string(),
      result: z.enum(['passed', 'flagged']),
      reason: z.string().optional(),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  history: z.array(
    z.object({
      action: ActionName,
      state: State,
      revision: z.int(),
      byName: z.string(),
      reasons: z.array(z.string()),
      reason: z.string().nullable(),
      at: z.string(),
    }),
  ),
  documents: z.array(Document),
  /** What the reader may do with it now. */
  actions: z.array(ActionName),
}).meta({ id: 'Filing' })
export type Filing = z.infer<typeof Filing>

const Answer = FilingRef.extend({ state: State, revision: z.int() })

export const checkRegistration = query({
  name: 'checkRegistration',
  method: 'POST',
  path: '/api/registration/check',
  permission: 'public',
  summary: { zh: '注册信息校验', en: 'Check registration facts while they are typed' },
  input: z.object({ creditCode: z.string().max(30).optional(), identityNumber: z.string().max(30).optional() }),
  output: z.object({
    creditCode: z.object({ reason: z.string().optional(), warnings: z.array(z.string()) }).optional(),
    identityNumber: z.object({ reason: z.string().optional() }).optional(),
  }),
})

export const registerOperator = command({
  name: 'registerOperator',
  path: '/api/registration',
  permission: 'public',
  summary: { zh: '主体注册', en: 'Register as an operator' },
  input: z.object({
    facts: Facts,
    /** The applicant's own account: to see the state and to correct what was returned. */
    login: z.string().trim().min(3).max(50),
    password: z.string().min(1).max(200),
    /** Opens the account with a filing that is not handed in yet: documents are added first. */
    draft: z.boolean().default(false),
  }),
  output: Answer,
})

export const findOwnFiling = query({
  name: 'findOwnFiling',
  path: '/api/own/filing',
  permission: 'own:read',
  summary: { zh: '本主体最近一次申请', en: "One's own latest filing" },
  input: z.object({}),
  output: z.object({ filing: Filing.nullable() }),
})

export const saveFiling = command({
  name: 'saveFiling',
  path: '/api/own/filing/save',
  permission: 'own:manage',
  summary: { zh: '保存变更或重新填报的内容', en: 'Save a change, or the correction of what was returned' },
  input: z.object({ facts: Facts }),
  output: Answer,
})

export const submitFiling = command({
  name: 'submitFiling',
  path: '/api/own/filing/submit',
  permission: 'own:manage',
  summary: { zh: '提交审核', en: 'Hand in for review' },
  input: z.object({ facts: Facts.optional() }),
  output: Answer,
})

export const withdrawFiling = command({
  name: 'withdrawFiling',
  path: '/api/own/filing/withdraw',
  permission: 'own:manage',
  summary: { zh: '撤回申请', en: 'Take a filing back' },
  input: z.object({}),
  output: Answer,
})

export const requestCancellation = command({
  name: 'requestCancellation',
  path: '/api/own/cancellation',
  permission: 'own:manage',
  summary: { zh: '申请注销', en: 'Ask to be cancelled' },
  input: z.object({ reason: Note.min(2) }),
  output: Answer,
})

export const listFilings = query({
  name: 'listFilings',
  path: '/api/filings',
  permission: 'operator:read',
  summary: { zh: '主体审核列表', en: 'Filings to review and reviewed' },
  input: z.object({
    /** `mine`: those this agency decides; `waiting`: all that wait in the jurisdiction; `decided`: what it decided. */
    which: z.enum(['mine', 'waiting', 'decided']).default('mine'),
    /** All filings of one operator instead, newest first. */
    partyId: z.uuid().optional(),
    kind: Kind.optional(),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(FilingRow), nextCursor: z.string().nullable() }),
})

export const findFiling = query({
  name: 'findFiling',
  path: '/api/operators/:partyId/filings/:filingId',
  permission: 'operator:read',
  summary: { zh: '审核详情', en: 'A filing with its checks and history' },
  input: FilingRef,
  output: Filing,
})

/** The revision the officer has read: a later one must be read first. */
const Seen = FilingRef.extend({ revision: z.int() })

export const approveFiling = command({
  name: 'approveFiling',
  path: '/api/operators/:partyId/filings/:filingId/approve',
  permission: 'operator:review',
  summary: { zh: '审核通过', en: 'Approve a filing' },
  input: Seen.extend({ note: Note.optional() }),
  output: Answer.extend({ subjectCode: z.string().nullable() }),
})

export const returnFiling = command({
  name: 'returnFiling',
  path: '/api/operators/:partyId/filings/:filingId/return',
  permission: 'operator:review',
  summary: { zh: '退回补正', en: 'Return a filing for correction' },
  input: Seen.extend({ reasons: z.array(Reason).max(10).default([]), note: Note.optional() }),
  output: Answer,
})

export const rejectFiling = command({
  name: 'rejectFiling',
  path: '/api/operators/:partyId/filings/:filingId/reject',
  permission: 'operator:review',
  summary: { zh: '审核不通过', en: 'Reject a filing' },
  input: Seen.extend({ reasons: z.array(Reason).max(10).default([]), note: Note.optional() }),
  output: Answer,
})

export const filingEndpoints = [
  checkRegistration,
  registerOperator,
  findOwnFiling,
  saveFiling,
  submitFiling,
  withdrawFiling,
  requestCancellation,
  listFilings,
  findFiling,
  approveFiling,
  returnFiling,
  rejectFiling,
]
