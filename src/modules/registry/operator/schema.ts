import * as z from 'zod'
import { command, query, raw } from '../../../platform/endpoint.ts'
import { Form, FreeFacts, OperatorRole, SectorId, ShownFacts } from '../facts/schema.ts'
import { operatorStates } from './rules.ts'

const State = z.enum(operatorStates).meta({ id: 'OperatorState' })
const Reason = z.string().trim().min(2).max(500)
const PartyRef = z.object({ partyId: z.uuid() })

export const OperatorRow = PartyRef.extend({
  name: z.string(),
  form: z.string(),
  role: z.string(),
  sectors: z.array(z.string()),
  divisionId: z.string(),
  /** Names from the province down. */
  divisionNames: z.array(z.string()),
  state: State,
  subjectCode: z.string().nullable(),
  registeredAt: z.string(),
}).meta({ id: 'OperatorRow' })
export type OperatorRow = z.infer<typeof OperatorRow>

export const Operator = OperatorRow.extend({
  facts: ShownFacts.partial(),
  stateReason: z.string().nullable(),
  stateAt: z.string(),
  changedAt: z.string(),
  mergedInto: z.uuid().nullable(),
  actions: z.array(z.enum(['suspend', 'restore', 'revoke', 'merge'])),
}).meta({ id: 'Operator' })
export type Operator = z.infer<typeof Operator>

export const listOperators = query({
  name: 'listOperators',
  path: '/api/operators',
  permission: 'operator:read',
  summary: { zh: '主体列表', en: 'Operators of the jurisdiction' },
  input: z.object({
    /** Two or more Chinese characters of the name, pinyin, initials, a credit code or a subject code. */
    q: z.string().trim().max(50).optional(),
    state: State.optional(),
    form: Form.optional(),
    sector: SectorId.optional(),
    /** Only operators in this division or below. */
    divisionId: z.string().max(12).optional(),
    /** What a name search finds is newest first; what pinyin finds is in reading order. */
    sort: z.enum(['newest', 'name']).default('newest'),
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(OperatorRow), nextCursor: z.string().nullable() }),
})

export const findOperator = query({
  name: 'findOperator',
  path: '/api/operators/:partyId',
  permission: 'operator:read',
  summary: { zh: '主体档案', en: 'An operator' },
  input: PartyRef,
  output: Operator,
})

export const findOwnOperator = query({
  name: 'findOwnOperator',
  path: '/api/own/operator',
  permission: 'own:read',
  summary: { zh: '我的企业', en: "One's own organisation" },
  input: z.object({}),
  /** Null until the registration is approved. */
  output: z.object({ operator: Operator.nullable() }),
})

export const editOperator = command({
  name: 'editOperator',
  path: '/api/own/operator/edit',
  permission: 'own:manage',
  summary: { zh: '修改联系方式等一般信息', en: 'Change contact and other facts that need no review' },
  input: FreeFacts,
  output: Operator,
})

const decide = <const N extends string, const P extends string>(name: N, path: P, zh: string, en: string) =>
  command({
    name,
    path: `/api/operators/:partyId/${path}`,
    permission: 'operator:supervise',
    summary: { zh, en },
    input: PartyRef.extend({ reason: Reason }),
    output: Operator,
  })

export const suspendOperator = decide('suspendOperator', 'suspend', '暂停主体', 'Suspend an operator')
export const restoreOperator = decide('restoreOperator', 'restore', '恢复主体', 'Restore a suspended operator')
export const revokeOperator = decide('revokeOperator', 'revoke', '撤销主体', 'Revoke an operator')

export const recordTemporaryOperator = command({
  name: 'recordTemporaryOperator',
  path: '/api/temporary-operators',
  permission: 'operator:supervise',
  summary: { zh: '登记临时主体', en: 'Record an operator that is not registered' },
  input: z.object({
    name: z.string().trim().min(2).max(100),
    form: Form,
    role: OperatorRole.default('producer'),
    sectors: z.array(SectorId).min(1),
    divisionId: z.string().min(1).max(12),
    address: FreeFacts.shape.address.optional(),
    contactName: FreeFacts.shape.contactName.optional(),
    mobile: FreeFacts.shape.mobile.optional(),
    /** Where and why it was met. */
    reason: Reason,
  }),
  output: Operator,
})

export const mergeOperator = command({
  name: 'mergeOperator',
  path: '/api/operators/:partyId/merge',
  permission: 'operator:supervise',
  summary: { zh: '临时主体并入正式主体', en: 'Merge a temporary operator into a registered one' },
  input: PartyRef.extend({ into: z.uuid(), reason: Reason }),
  output: Operator,
})

export const unmaskPerson = command({
  name: 'unmaskPerson',
  path: '/api/operators/:partyId/unmask',
  permission: 'person:unmask',
  summary: { zh: '查看完整身份证号(留痕)', en: 'See the identity number; journalled' },
  input: PartyRef.extend({
    /** Of this filing; of the facts in force when absent. */
    filingId: z.uuid().optional(),
    reason: Reason,
  }),
  output: PartyRef.extend({ identityNumber: z.string() }),
})

export const subjectCodePicture = raw({
  name: 'subjectCodePicture',
  path: '/api/operators/:partyId/subject-code.svg',
  permission: 'signed-in',
  summary: { zh: '主体码二维码', en: 'QR code of the subject code' },
  input: PartyRef,
  output: z.any(),
  answers: ['image/svg+xml'],
})

export const operatorEndpoints = [
  listOperators,
  findOperator,
  findOwnOperator,
  editOperator,
  suspendOperator,
  restoreOperator,
  revokeOperator,
  recordTemporaryOperator,
  mergeOperator,
  unmaskPerson,
  subjectCodePicture,
]
