import { putParty } from '../../src/modules/identity/index.ts'
import { processGoods, produce } from '../../src/modules/trace/goods.ts'
import { receive } from '../../src/modules/trace/transfer/answer.ts'
import { dispatch } from '../../src/modules/trace/transfer/dispatch.ts'
import type { BatchMade } from '../../src/modules/trace/work/batch.ts'
import type { Actor } from '../../src/platform/actor.ts'
import type { CommandCtx, CommandDeps } from '../../src/platform/command.ts'
import { newId } from '../../src/platform/id.ts'
import { lossOnly, mango, runAs } from '../trace.ts'

/** Goods and parties for the tests of this folder, made by the commands that operators use. */
export type TestDeps = CommandDeps & { clock: () => string }

export const operatorOf = (partyId: string): Partial<Actor> => ({ kind: 'operator', partyId, accountId: partyId })

/** A registered operator in a division, growing crops unless said otherwise. */
export async function makeOperator(deps: TestDeps, divisionId: string, sectors = ['crop']): Promise<string> {
  const partyId = newId()
  const now = deps.clock()
  await deps.db
    .transaction()
    .execute((tx) => putParty(tx, { partyId, kind: 'operator', name: `示例 ${partyId}`, divisionId, sectors, now }))
  return partyId
}

/** Runs a trace command as that operator does. */
export function act<I, O>(
  deps: TestDeps,
  partyId: string,
  command: (ctx: CommandCtx, input: I) => Promise<O>,
  input: I,
): Promise<O> {
  return runAs(deps, partyId, command, input, deps.clock())
}

export const harvest = async (deps: TestDeps, partyId: string, quantity = '100', unit: 'kg' | 'piece' = 'kg') => {
  const product = { ...mango, unit }
  return (await act(deps, partyId, produce, { product, quantity, eventTime: deps.clock() })).batch
}

export const send = (deps: TestDeps, from: { partyId: string; holdingId: string }, to: string, quantity = '10') =>
  act(deps, from.partyId, dispatch, {
    holdingId: from.holdingId,
    quantity,
    buyer: { partyId: to },
    eventTime: deps.clock(),
  })

export const take = (deps: TestDeps, buyer: string, sellerId: string, transferId: string, quantity?: string) =>
  act(deps, buyer, receive, { sellerId, transferId, quantity, eventTime: deps.clock() })

/** Sold and received: the batch as the buyer has it. */
export async function sell(
  deps: TestDeps,
  from: { partyId: string; holdingId: string },
  to: string,
  quantity = '10',
): Promise<BatchMade> {
  const { transferId } = await send(deps, from, to, quantity)
  return (await take(deps, to, from.partyId, transferId)).batch
}

export const processInto = async (deps: TestDeps, inputs: BatchMade[], quantity = '1'): Promise<BatchMade> => {
  const { partyId } = inputs[0]!
  const made = await act(deps, partyId, processGoods, {
    inputs: inputs.map((i) => ({ holdingId: i.holdingId, quantity })),
    outputs: [{ product: mango, quantity }],
    yields: lossOnly,
    eventTime: deps.clock(),
  })
  return made.batches[0]!
}
