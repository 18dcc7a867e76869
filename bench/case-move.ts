import { sql } from 'kysely'
import { atMost, type Figure, median, told } from './figure.ts'
import { type Cluster, seconds, withCluster } from './lib-cluster.ts'
import { serialWorld } from './lib-serial.ts'

/*
 * A sealed case of a hundred thousand pieces is sold and received, beside a case of a hundred: the same two commands
 * through the whole server, with the rules of the profile. What is in a case must not matter.
 */

const LARGE = Number(process.env['BENCH_PIECES'] ?? 100_000)
const SMALL = 100
const CASES = 12 // of each size; the first do not count
const WARM_UP = 4

/** One case of so many pieces in boxes of a hundred, and its holding. */
async function makeCase(world: Awaited<ReturnType<typeof serialWorld>>, range: string, pieces: number) {
  let n = 0
  const next = () => range + String(++n).padStart(13, '0')
  const box = next()
  const lines = ['code,parent,level', `${box},,3`]
  for (let p = 0; p < pieces; p += 100) {
    const middle = next()
    lines.push(`${middle},${box},2`)
    for (let i = 0; i < 100; i++) lines.push(`${next()},${middle},1`)
  }
  await world.upload(lines.join('\n'), await world.make(String(pieces)))
  const { holdingId } = await world.db
    .selectFrom('trace.holding')
    .select('holdingId')
    .where('partyId', '=', world.maker)
    .where('code', '=', box)
    .executeTakeFirstOrThrow()
  return { code: box, holdingId, quantity: String(pieces) }
}

export const run = (): Promise<Figure[]> => withCluster(measure)

async function measure({ url }: Cluster): Promise<Figure[]> {
  let statements = 0
  const world = await serialWorld(url('real'), () => statements++)
  const bill = { bill_time: new Date().toISOString(), trace_codes: [] as string[] }
  const move = async (c: Awaited<ReturnType<typeof makeCase>>) => {
    const form = { profile: 'drug', fields: { ...bill, bill_type: '201', bill_code: c.code, trace_codes: [c.code] } }
    const out = { holdingId: c.holdingId, quantity: c.quantity, buyerId: world.dealer, event: 'stock_out', ...form }
    const { transferId } = await world.post(world.maker, '/api/transfers', out)
    const fields = { ...form.fields, bill_type: '102', check_result: 'same' }
    const got = { sellerId: world.maker, profile: 'drug', event: 'stock_in', fields }
    await world.post(world.dealer, `/api/transfers/${transferId}/receive`, got)
  }
  try {
    // a large one stands for all: its pieces are what would weigh
    const large = await makeCase(world, '8200000', LARGE)
    const others: Awaited<ReturnType<typeof makeCase>>[] = []
    for (let i = 1; i < CASES; i++)
      others.push(await makeCase(world, `82${String(i).padStart(5, '0')}`, i === 1 ? LARGE : SMALL))
    await sql`analyze trace.contained, trace.item_event, serial.code`.execute(world.db)
    const small = others.slice(1)
    for (const c of small.slice(0, WARM_UP)) await move(c)
    const times: number[] = []
    for (const c of small.slice(WARM_UP)) times.push(await seconds(() => move(c)))
    const few = statements
    const big = [await seconds(() => move(large)), await seconds(() => move(others[0]!))]
    return [
      atMost(`case-move: a case of ${LARGE} ÷ a case of ${SMALL}`, Math.min(...big) / median(times), 'ratio', 1.3),
      told('case-move: a case of a hundred', median(times) * 1000, 'ms'),
      told('case-move: statements of a large case', (statements - few) / 2, 'statements'),
    ]
  } finally {
    await world.close()
  }
}
