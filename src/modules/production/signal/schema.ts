import * as z from 'zod'
import { query } from '../../../platform/endpoint.ts'
import { Id } from '../record/schema.ts'

/**
 * `late_use` a use recorded after the harvest that would have refused it · `voided_use` a use declared an error that
 * would have refused it · `test_failed` a test of the batch with a bad result · `rule` a rule of the profile that raises
 * an alarm · `late_fact` a fact recorded late with which a rule would have refused the event · `voided_fact` one declared an error,
 * without which it would have.
 */
export const SignalKind = z.enum(['late_use', 'voided_use', 'test_failed', 'rule', 'late_fact', 'voided_fact'])
export type SignalKind = z.infer<typeof SignalKind>

export const Signal = z
  .object({
    partyId: z.uuid(),
    partyName: z.string(),
    signalId: z.uuid(),
    kind: SignalKind,
    sector: z.string(),
    /** Null where the event is about no goods. */
    holdingId: z.uuid().nullable(),
    productName: z.string().nullable(),
    /** The harvest or test. */
    recordId: z.uuid(),
    happenedOn: z.string(),
    /** The input use. */
    useRecord: z.uuid().nullable(),
    inputName: z.string().nullable(),
    target: z.string().nullable(),
    allowedFrom: z.string().nullable(),
    /** Of a rule: its id, what it says and the law or notice behind it. */
    rule: z.string().nullable(),
    text: z.object({ zh: z.string(), en: z.string() }).nullable(),
    source: z.string().nullable(),
    notedAt: z.string(),
    /** Since when it no longer holds, because what it rests on was declared an error. */
    withdrawnAt: z.string().nullable(),
  })
  .meta({ id: 'ProductionSignal' })
export type Signal = z.infer<typeof Signal>

export const listSignals = query({
  name: 'listSignals',
  path: '/api/production/signals',
  permission: 'production:read',
  summary: { zh: '批次信号(迟报用药、检测不合格等)', en: 'Signals on batches: late uses, failed tests' },
  input: z.object({
    partyId: Id.optional(),
    holdingId: Id.optional(),
    kind: SignalKind.optional(),
    withdrawn: z.enum(['with', 'without']).default('without'),
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ items: z.array(Signal), nextCursor: z.string().nullable() }),
})
