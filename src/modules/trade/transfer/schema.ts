import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'
import { CertificateRef } from '../../label/certificate/schema.ts'
import { EventKey, Fields } from '../../production/record/schema.ts'
import { Finding } from '../../production/rule/schema.ts'
import { transferStates } from '../../trace/rules.ts'
import { Batch, EventTime, Quantity } from '../../trace/schema.ts'

const Reason = z.string().trim().min(1).max(500)
const Page = { cursor: z.string().max(300).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }
const State = z.enum(transferStates).meta({ id: 'TransferState' })

/** An operator one may sell to: only what stands on a label anyway. */
export const BuyerFound = z
  .object({
    partyId: z.uuid(),
    name: z.string(),
    form: z.string(),
    /** Names from the province down. */
    divisionNames: z.array(z.string()),
    subjectCode: z.string().nullable(),
  })
  .meta({ id: 'BuyerFound' })

export const findBuyer = query({
  name: 'findBuyer',
  path: '/api/buyers',
  permission: 'transfer:dispatch',
  summary: { zh: '查找购买方(扫主体码、名称、拼音、信用代码后六位)', en: 'Find a registered buyer' },
  input: z.object({
    /** A subject code as scanned or typed, two or more characters of the name, pinyin, a credit code or its last six. */
    q: z.string().trim().min(2).max(200),
  }),
  output: z.object({ items: z.array(BuyerFound) }),
})

export const Transfer = z
  .object({
    /** The seller's party: with `transferId` the transfer's key. */
    sellerId: z.uuid(),
    transferId: z.uuid(),
    sellerName: z.string().nullable(),
    /** Null when the buyer is not registered. */
    buyerId: z.uuid().nullable(),
    buyerName: z.string().nullable(),
    holdingId: z.uuid(),
    code: z.string().nullable(),
    productName: z.string().nullable(),
    sector: z.string().nullable(),
    unit: z.string(),
    quantity: z.string(),
    received: z.string(),
    returned: z.string(),
    withdrawn: z.string(),
    /** What the buyer has not answered yet: quantity − received − returned − withdrawn. */
    open: z.string(),
    state: State,
    note: z.string().nullable(),
    returnReason: z.string().nullable(),
    withdrawReason: z.string().nullable(),
    dispatchedAt: z.string(),
    answeredAt: z.string().nullable(),
    /** Whole hours since dispatch while something is open; null when all is answered. */
    waitingHours: z.int().nullable(),
  })
  .meta({ id: 'Transfer' })
export type Transfer = z.infer<typeof Transfer>

/** Something that one side did with a transfer. */
export const TransferStep = z
  .object({
    eventId: z.uuid(),
    /** Who did it: the seller or the buyer. */
    partyId: z.uuid(),
    kind: z.enum(['dispatch', 'receive', 'return', 'withdraw']),
    /** Of a return: goods that were arriving (a refusal) or had been received. */
    of: z.enum(['arriving', 'received']).nullable(),
    /** Null when the text of the event was erased by decision. */
    quantity: z.string().nullable(),
    reason: z.string().nullable(),
    eventTime: z.string(),
    recordedAt: z.string(),
    /** When it was declared an error. */
    voidedAt: z.string().nullable(),
    /** The record of the profile's event, for readers who may see it: whoever made it, and its agencies. */
    record: z
      .object({
        recordId: z.uuid(),
        profile: z.string(),
        event: z.string(),
        eventName: z.object({ zh: z.string(), en: z.string() }),
        missing: z.array(z.string()),
        findings: z.array(Finding),
      })
      .nullable(),
  })
  .meta({ id: 'TransferStep' })
export type TransferStep = z.infer<typeof TransferStep>

export const TransferDetail = Transfer.extend({
  /** Number plate or ship. */
  vehicle: z.string().nullable(),
  /** The chain of the goods, whose form is asked for when they are received. */
  profile: z.string().nullable(),
  classCode: z.string().nullable(),
  /** In the order it happened. */
  steps: z.array(TransferStep),
  /** Commitment certificates that go with the goods, seen by both sides before receiving too; null: too many to tell. */
  certificates: z.array(CertificateRef).nullable(),
  /** The goods on the way are on hold: they can be received or refused, and go no further. */
  held: z.boolean(),
  /** What the reader may do with it now. */
  actions: z.array(z.enum(['receive', 'refuse', 'return', 'withdraw'])),
}).meta({ id: 'TransferDetail' })
export type TransferDetail = z.infer<typeof TransferDetail>

const When = {
  /** Now when absent. */
  eventTime: EventTime.optional(),
}
/** The form of the profile's event, for goods whose chain has one for it. */
export const OfProfile = {
  /** The profile, where it is not that of the goods: a market's. */
  profile: z.string().min(1).max(60).optional(),
  /** The event, where the profile has several that dispatch or receive. */
  event: EventKey.optional(),
  fields: Fields.optional(),
}
/** What the profile's event of the move said of it. */
const Judged = {
  /** The event it was judged as; null where the chain of the goods has none. */
  as: z.object({ profile: z.string(), event: z.string() }).nullable(),
  /** Keys of fields the law asks for that were left empty. */
  missing: z.array(z.string()),
  /** What the rules said that did not stop it. */
  findings: z.array(Finding),
}
const Incoming = z.object({ sellerId: z.uuid(), transferId: z.uuid(), ...When })
const Answered = z.object({ eventId: z.uuid(), state: State })

export const dispatchGoods = command({
  name: 'dispatchGoods',
  path: '/api/transfers',
  permission: 'transfer:dispatch',
  summary: { zh: '发货给已注册的购买方', en: 'Dispatch goods to a registered buyer' },
  input: z.object({
    holdingId: z.uuid(),
    quantity: Quantity,
    buyerId: z.uuid(),
    vehicle: z.string().trim().min(1).max(50).optional(),
    place: z.string().trim().min(1).max(200).optional(),
    note: z.string().trim().min(1).max(500).optional(),
    ...OfProfile,
    ...When,
  }),
  /** `batch`: exactly the goods that move, under the code that goes on their label. */
  output: z.object({
    eventId: z.uuid(),
    sellerId: z.uuid(),
    transferId: z.uuid(),
    batch: Batch,
    ...Judged,
  }),
})

export const receiveGoods = command({
  name: 'receiveGoods',
  path: '/api/transfers/:transferId/receive',
  permission: 'transfer:receive',
  summary: { zh: '确认收货(全部或部分)', en: 'Receive goods, all or in part' },
  input: Incoming.extend({
    /** What arrived; all that is open when absent. */
    quantity: Quantity.optional(),
    /** Why the rest is refused; without it the rest stays open. */
    difference: Reason.optional(),
    ...OfProfile,
    place: z.string().trim().min(1).max(200).optional(),
  }),
  output: Answered.extend({ batch: Batch, ...Judged }),
})

export const refuseTransfer = command({
  name: 'refuseTransfer',
  path: '/api/transfers/:transferId/refuse',
  permission: 'transfer:receive',
  summary: { zh: '拒收', en: 'Refuse goods that have not been received' },
  input: Incoming.extend({ reason: Reason }),
  output: Answered,
})

export const returnTransfer = command({
  name: 'returnTransfer',
  path: '/api/transfers/:transferId/return',
  permission: 'transfer:receive',
  summary: { zh: '退回已收的产品', en: 'Send received goods back' },
  input: Incoming.extend({ quantity: Quantity.optional(), reason: Reason }),
  output: Answered,
})

export const withdrawTransfer = command({
  name: 'withdrawTransfer',
  path: '/api/transfers/:transferId/withdraw',
  permission: 'transfer:dispatch',
  summary: { zh: '撤回未答复的发货', en: 'Withdraw what the buyer has not answered' },
  input: z.object({ transferId: z.uuid(), reason: Reason, ...When }),
  output: Answered,
})

export const listTransfers = query({
  name: 'listTransfers',
  path: '/api/transfers',
  permission: 'transfer:read',
  summary: { zh: '交易列表(发出或收到)', en: 'Transfers out or in, newest first' },
  input: z.object({
    direction: z.enum(['out', 'in']),
    /** Whose; one's own when absent. An agency names the operator. */
    partyId: z.uuid().optional(),
    /** `yes`: only those with something unanswered, longest waiting first. */
    waiting: z.enum(['yes']).optional(),
    /** Only transfers out. */
    state: State.optional(),
    ...Page,
  }),
  output: z.object({ items: z.array(Transfer), nextCursor: z.string().nullable() }),
})

export const getTransfer = query({
  name: 'getTransfer',
  path: '/api/transfers/:sellerId/:transferId',
  permission: 'transfer:read',
  summary: { zh: '交易详情', en: 'A transfer, as both sides see it' },
  input: z.object({ sellerId: z.uuid(), transferId: z.uuid() }),
  output: TransferDetail,
})

export const transferEndpoints = [
  findBuyer,
  dispatchGoods,
  receiveGoods,
  refuseTransfer,
  returnTransfer,
  withdrawTransfer,
  listTransfers,
  getTransfer,
]
