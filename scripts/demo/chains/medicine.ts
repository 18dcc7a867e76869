import { recordProduction } from '../../../src/modules/production/record/schema.ts'
import { getCode, getUpload, startUpload } from '../../../src/modules/serial/schema.ts'
import { queryString } from '../../../src/platform/endpoint.ts'
import * as act from '../acts.ts'
import type { Agencies } from '../agencies.ts'
import { licence, role } from '../licences.ts'
import type { Operators } from '../operators.ts'
import type { Person } from '../people.ts'
import { refused } from '../refused.ts'

/** Twenty digits: an identifier of no medicine, and a number. */
const code = (n: number) => `8000000${String(n).padStart(13, '0')}`
const CASE = code(1)
/** A case of two boxes of three packs: what is in what. */
const RELATIONS = [
  'code,parent,level',
  `${CASE},,3`,
  ...[2, 6].flatMap((box) => [`${code(box)},${CASE},2`, ...[1, 2, 3].map((n) => `${code(box + n)},${code(box)},1`)]),
].join('\n')
/** The pack that is given out in the ward. */
const PACK = code(3)

async function qualify({ drugmaker, drugtrade, hospital }: Operators, a: Agencies): Promise<void> {
  await role(drugmaker, 'drug', 'holder')
  await role(drugmaker, 'drug', 'maker')
  await licence(drugmaker, a, 'meilan', 'drug_production')
  await role(drugtrade, 'drug', 'wholesaler')
  await licence(drugtrade, a, 'meilan', 'drug_trade')
  await role(hospital, 'drug', 'hospital')
  await licence(hospital, a, 'chengmai', 'medical_practice')
}

/** Sends a file of codes for a batch, and waits until its job has written all of them. */
async function upload(origin: string, by: Person, holdingId: string, ago: number): Promise<void> {
  const input = { holdingId, fileName: '示例关联关系.csv', happenedAt: act.at(ago, 11) }
  const res = await fetch(origin + startUpload.path + queryString(input), {
    method: 'POST',
    headers: { ...by.headers, 'content-type': 'text/csv' },
    body: RELATIONS,
  })
  const text = await res.text()
  if (!res.ok) throw new Error(`${by.login} cannot send codes: ${text}`)
  const { uploadId } = JSON.parse(text) as { uploadId: string }
  for (let tries = 0; tries < 300; tries++) {
    const { state, problemList } = await by.call(getUpload, { uploadId })
    if (state === 'done') return
    if (state === 'refused') throw new Error(`codes refused: ${JSON.stringify(problemList)}`)
    await new Promise((r) => setTimeout(r, 100))
  }
  throw new Error('the codes were not written')
}

/**
 * A medicine from its coding through the wholesaler into a ward: a sealed case moves as one, a pack of it is given out
 * once; the second time is an alarm. What the maker no longer has it cannot sell.
 */
export async function medicine(o: Operators, a: Agencies, origin: string) {
  const { drugmaker, drugtrade, hospital } = o
  await qualify(o, a)
  const product = await act.product(drugmaker, '示例片', 'S30101', 'pack')
  const [lot] = await act.step(drugmaker, 'drug', 'activate', {
    outputs: [{ productId: product, quantity: '10' }],
    fields: {
      ...{
        generic_name: '示例片',
        approval_no: '国药准字H00000000',
        dosage_form: '片剂',
        strength: '0.2克',
        lot: '示例批1',
      },
      ...{
        made_on: act.day(30),
        expires_on: act.day(-700),
        holder: drugmaker.organisation,
        maker: drugmaker.organisation,
      },
    },
    ago: 30,
    hour: 10,
  })
  await upload(origin, drugmaker, lot!.holdingId, 30)
  const { holder } = await drugmaker.call(getCode, { code: CASE })
  const sealed = { holdingId: holder!.holdingId!, code: CASE, quantity: '6' }
  const bill = (event: string, type: string, no: number, ago: number, codes = [CASE]) => ({
    event,
    fields: { bill_type: type, bill_code: `示例单${no}`, bill_time: act.at(ago, 9), trace_codes: codes },
  })
  const taken = (no: number, ago: number) => {
    const { event, fields } = bill('stock_in', '102', no, ago)
    return { event, fields: { ...fields, check_result: 'same' } }
  }
  const atTrade = await act.deal(drugmaker, sealed, '6', drugtrade, 20, {
    sent: bill('stock_out', '201', 1, 20),
    received: taken(2, 20),
  })
  await refused(act.send(drugmaker, lot!, '1', hospital, 15, 9, bill('stock_out', '201', 3, 15, [PACK])), 'R-DR-HOLDER')
  const inHospital = await act.deal(drugtrade, atTrade, '6', hospital, 12, {
    sent: bill('stock_out', '201', 4, 12),
    received: taken(5, 12),
  })
  const give = (no: number, ago: number) =>
    hospital.call(recordProduction, {
      ...{ profile: 'drug', event: 'hospital_use', happenedAt: act.at(ago, 10) },
      fields: {
        ...{ bill_code: `示例单${no}`, bill_time: act.at(ago, 10), trace_codes: [PACK], ward: '示例病区' },
        ...{ doctor: '示例医师', dispenser: '示例药师' },
      },
    })
  await give(6, 5)
  const second = await give(7, 4)
  return { lot: lot!, inHospital, case: CASE, pack: PACK, second }
}
