import type * as z from 'zod'
import { createProduct } from '../src/modules/catalogue/schema.ts'
import { divisionsOf, putParty } from '../src/modules/identity/index.ts'
import { recordProduction } from '../src/modules/production/record/schema.ts'
import { recordStep } from '../src/modules/production/step/schema.ts'
import { putOperator } from '../src/modules/registry/operator/queries.ts'
import { getCode, getUpload, startUpload } from '../src/modules/serial/schema.ts'
import { dispatchGoods, receiveGoods } from '../src/modules/trade/transfer/schema.ts'
import { newId } from '../src/platform/id.ts'
import { ok, type TestApp } from './app.ts'

let made = 0
/** A drug identifier nobody has used: seven digits. */
export const newRange = () => `8${String(++made).padStart(6, '0')}`
/** A code of a range, by a number. */
export const codeOf = (range: string, n: number) => range + String(n).padStart(13, '0')

/** `cases` cases of so many boxes of so many pieces, and `loose` pieces in none, as lines of a file. */
export function relations(range: string, { cases = 1, boxes = 2, pieces = 3, loose = 0 } = {}): string[] {
  let n = 0
  const lines = ['code,parent,level']
  const next = () => codeOf(range, ++n)
  for (let c = 0; c < cases; c++) {
    const box = next()
    lines.push(`${box},,3`)
    for (let b = 0; b < boxes; b++) {
      const middle = next()
      lines.push(`${middle},${box},2`)
      for (let p = 0; p < pieces; p++) lines.push(`${next()},${middle},1`)
    }
  }
  for (let l = 0; l < loose; l++) lines.push(`${next()},,1`)
  return lines
}

const linked = {
  generic_name: '示例片',
  approval_no: '国药准字H00000000',
  lot: 'L1',
  holder: '示例药业',
  maker: '示例药业',
  made_on: '2026-05-01',
  expires_on: '2028-04-30',
}
const bill = (no: string, type: string) => ({ bill_type: type, bill_code: no, bill_time: '2026-06-01T08:00:00+08:00' })
let bills = 0

export type DrugParty = Awaited<ReturnType<typeof makeDrugParty>>

/** A party of the drug chain in force, with what it does in short words. */
export async function makeDrugParty(t: TestApp, name: string, divisionId = '460204') {
  const partyId = newId()
  const now = t.deps.clock()
  const sectors = ['drug' as const]
  const areas = (await divisionsOf(t.db, [divisionId])).get(divisionId)!.path
  const facts = { name, form: 'enterprise' as const, role: 'both' as const, sectors, divisionId }
  const row = { partyId, state: 'approved' as const, stateReason: null, subjectCode: null, registeredAt: now, facts }
  await t.db.transaction().execute(async (tx) => {
    await putParty(tx, { partyId, kind: 'operator', name, divisionId, sectors, now })
    await putOperator(tx, row, areas, now)
  })
  const call = t.as({ partyId, sectors })
  const product = { name: '示例片', spec: '3片/盒', classCode: 'S30101', unit: 'pack' as const }
  const { productId } = ok(await call(createProduct, product))
  const step = (event: string, more: Partial<z.input<typeof recordStep.input>>) =>
    call(recordStep, { profile: 'drug', event, fields: {}, ...more })
  const upload = async (
    file: string | Buffer,
    holdingId?: string,
    { type = 'text/csv', commandId = newId(), profile = 'drug' } = {},
  ) => {
    const query = new URLSearchParams({ fileName: '示例.csv', ...(holdingId ? { holdingId } : { profile }) })
    const res = await t.app.inject({
      method: 'POST',
      url: `${startUpload.path}?${query}`,
      headers: { ...call.headers, 'content-type': type, 'idempotency-key': commandId },
      payload: file,
    })
    return { status: res.statusCode, body: res.json() as z.output<typeof startUpload.output> & { reason?: string } }
  }
  return {
    partyId,
    call,
    productId,
    step,
    upload,
    /** The upload when its job is done. */
    uploaded: async (file: string | Buffer, holdingId?: string, options: Parameters<typeof upload>[2] = {}) => {
      const answer = await upload(file, holdingId, options)
      if (answer.status !== 202) throw new Error(JSON.stringify(answer.body))
      await t.drain()
      return ok(await call(getUpload, { uploadId: answer.body.uploadId }))
    },
    /** A batch of so many packs, coded with these codes where there are any. */
    make: async (quantity: string, trace_codes?: string[]) => {
      const made = ok(
        await step('activate', {
          outputs: [{ productId, quantity }],
          fields: { ...linked, ...(trace_codes ? { trace_codes } : {}) },
        }),
      )
      return made.batches[0]!
    },
    see: (code: string) => call(getCode, { code }),
    /** Out to another party, with the bill that names these codes. */
    send: (to: { partyId: string }, holdingId: string, quantity: string, trace_codes?: string[]) =>
      call(dispatchGoods, {
        ...{ holdingId, quantity, buyerId: to.partyId, event: 'stock_out', profile: 'drug' },
        fields: { ...bill(`O${++bills}`, '201'), ...(trace_codes ? { trace_codes } : {}) },
      }),
    take: (sellerId: string, transferId: string, trace_codes?: string[]) =>
      call(receiveGoods, {
        ...{ sellerId, transferId, event: 'stock_in', profile: 'drug' },
        fields: { ...bill(`I${++bills}`, '102'), check_result: 'same', ...(trace_codes ? { trace_codes } : {}) },
      }),
    piece: (event: string, trace_codes: string[], fields: Record<string, unknown> = {}) =>
      call(recordProduction, {
        ...{ profile: 'drug', event },
        fields: { bill_code: `B${++bills}`, bill_time: '2026-06-01T08:00:00+08:00', trace_codes, ...fields },
      }),
  }
}
