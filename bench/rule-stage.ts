import { readdirSync, readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { profiles } from '../src/industries/index.ts'
import type { Profile } from '../src/kernel/profile.ts'
import { createProduct } from '../src/modules/catalogue/schema.ts'
import { putParty } from '../src/modules/identity/index.ts'
import { recordStep } from '../src/modules/production/step/schema.ts'
import { putOperator } from '../src/modules/registry/operator/queries.ts'
import { dispatchGoods } from '../src/modules/trade/transfer/schema.ts'
import { anonymous } from '../src/platform/actor.ts'
import { connect, type Db } from '../src/platform/db.ts'
import { newId } from '../src/platform/id.ts'
import { permissions } from '../src/platform/permissions.ts'
import { buildServer, prepare } from '../src/server.ts'
import { atMost, type Figure, median, told } from './figure.ts'
import { withCluster } from './lib-cluster.ts'
import { benchDeps } from './lib-trace.ts'

/*
 * What the rules cost: the same commands through the whole server with the rules of their profile and without them, in
 * turns; CPU of this process and of its database together. Gathering facts (walks, ledgers, licences) and judging them
 * is the difference. Two commands that many rules speak of: a dispatch of medicine with its bill, whose rules look at
 * the ledger too, and a sale over the counter of food that was bought, processed and released. Each round sells a batch
 * of its own in forty parts, so that the histories are as long as those of real batches.
 */

const ROUNDS = 12
const WARM_UP = 4
const COMMANDS = 40 // of each kind in a round, with rules and without

type Party = { partyId: string; sector: string }
type Call = (
  who: Party,
  url: string,
  payload: object,
) => Promise<{ batches: { holdingId: string }[]; productId: string }>
/** `begin` makes a batch, `run` sells a part of it. */
type Command = { profile: string; begin: () => Promise<string>; run: (batch: string, n: number) => Promise<unknown> }

async function makeParty(db: Db, sector: string, name: string): Promise<Party> {
  const partyId = newId()
  const now = new Date().toISOString()
  const facts = { name, form: 'enterprise' as const, role: 'both' as const, divisionId: '460204', sectors: [sector] }
  const row = { partyId, state: 'approved', stateReason: null, subjectCode: null, registeredAt: now } as const
  await db.transaction().execute(async (tx) => {
    await putParty(tx, { partyId, kind: 'operator', name, divisionId: '460204', sectors: [sector], now })
    await putOperator(
      tx,
      { ...row, facts: { ...facts, mobile: '13800000000' } } as never,
      ['0', '460000', '460204'],
      now,
    )
  })
  return { partyId, sector }
}

/** Everybody is whom the header names. */
function caller(app: FastifyInstance): Call {
  return async ({ partyId, sector }, url, payload) => {
    const res = await app.inject({
      ...{ method: 'POST', url, payload },
      headers: { 'x-party': partyId, 'x-sector': sector, 'idempotency-key': newId() },
    })
    if (res.statusCode !== 200) throw new Error(`${url}: ${res.statusCode} ${res.body}`)
    return res.json()
  }
}

const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

async function medicine(db: Db, call: Call): Promise<Command> {
  const [maker, buyer] = [await makeParty(db, 'drug', '示例药厂'), await makeParty(db, 'drug', '示例医药')]
  const product = { name: '示例片', classCode: 'S30101', unit: 'pack' }
  const { productId } = await call(maker, createProduct.path, product)
  const begin = async () => {
    const { batches } = await call(maker, recordStep.path, {
      ...{ profile: 'drug', event: 'activate', outputs: [{ productId, quantity: '1000' }] },
      fields: {
        ...{
          generic_name: '示例片',
          approval_no: '国药准字H00000000',
          lot: 'L1',
          holder: '示例药厂',
          maker: '示例药厂',
        },
        ...{ made_on: day, expires_on: '2099-01-01' },
      },
    })
    return batches[0]!.holdingId
  }
  return {
    profile: 'drug',
    begin,
    run: (holdingId, n) =>
      call(maker, dispatchGoods.path, {
        ...{ holdingId, quantity: '1', buyerId: buyer.partyId, event: 'stock_out' },
        fields: { bill_type: '201', bill_code: `B${n}`, bill_time: new Date().toISOString() },
      }),
  }
}

async function food(db: Db, call: Call): Promise<Command> {
  const maker = await makeParty(db, 'food', '示例食品厂')
  const product = async (name: string, classCode: string) =>
    (await call(maker, createProduct.path, { name, classCode, unit: 'kg' })).productId
  const goods = { specification: '示例', date_or_lot: 'L1', shelf_life: '12个月' }
  const step = async (event: string, more: object) =>
    (await call(maker, recordStep.path, { profile: 'food', event, ...more })).batches[0]?.holdingId
  const supplier = { supplier_name: '示例', supplier_address: '示例', supplier_contact: '示例' }
  const [flour, biscuits] = [await product('示例面粉', 'S20101'), await product('示例饼干', 'S20104')]
  const begin = async () => {
    const raw = await step('raw_in', {
      outputs: [{ productId: flour, quantity: '1000' }],
      fields: { goods: 'raw', ...goods, ...supplier, supplier_licence: '示例', purchased_on: day },
    })
    const made = await step('process', {
      ...{ inputs: [{ holdingId: raw }], fields: { processed_on: day, operation: '示例' } },
      outputs: [{ productId: biscuits, quantity: '1000' }],
    })
    const inputs = [{ holdingId: made }]
    await step('release', { inputs, fields: { ...goods, tested_on: day, result: 'pass', certificate: 'C1' } })
    return made!
  }
  return {
    profile: 'food',
    begin,
    run: (holdingId) =>
      step('retail_sale', { inputs: [{ holdingId, quantity: '1' }], fields: { sold_on: day, stall: '示例' } }),
  }
}

/** CPU seconds of this process and of the database's processes so far. */
function cpu(postmaster: number): number {
  const own = process.cpuUsage()
  // ticks of 10 ms (USER_HZ): utime, stime, and those of children that ended
  const ticks = (pid: string) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    const ofDatabase = Number(pid) === postmaster || Number(fields[1]) === postmaster
    return ofDatabase ? fields.slice(11, 15).reduce((sum, t) => sum + Number(t), 0) : 0
  }
  let database = 0
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    try {
      database += ticks(pid)
    } catch {
      // it ended meanwhile
    }
  }
  return (own.user + own.system) / 1e6 + database / 100
}

/** The commands' profile with its rules or without. */
function setRules(id: string, rules: Profile['judged']): void {
  const profile = profiles.find((p) => p.id === id) as { judged?: Profile['judged'] }
  if (rules) profile.judged = rules
  else delete profile.judged
}

async function measure(commands: Record<string, Command>, postmaster: number): Promise<Figure[]> {
  const figures: Figure[] = []
  let n = 0
  for (const [name, { profile, begin, run }] of Object.entries(commands)) {
    const rules = profiles.find((p) => p.id === profile)!.judged!
    const round = async (on: boolean): Promise<number> => {
      setRules(profile, on ? rules : undefined)
      const batch = await begin()
      const from = cpu(postmaster)
      for (let i = 0; i < COMMANDS; i++) await run(batch, n++)
      return cpu(postmaster) - from
    }
    const shares: number[] = []
    const each: number[] = []
    for (let i = 0; i < ROUNDS; i++) {
      // who goes first takes turns too
      const first = i % 2 === 0
      const one = await round(first)
      const two = await round(!first)
      const [withRules, without] = first ? [one, two] : [two, one]
      if (i < WARM_UP) continue
      shares.push(1 - without / withRules)
      each.push((withRules / COMMANDS) * 1000)
    }
    setRules(profile, rules)
    figures.push(
      atMost(`rule-stage: share of the rules in the CPU of ${name}`, median(shares), 'ratio', 0.3),
      told(`rule-stage: CPU of ${name}, with rules`, median(each), 'ms'),
    )
  }
  return figures
}

/** Share of the rule stage (facts and judgement) in the CPU of a dispatch and of a step. */
export const run = (): Promise<Figure[]> =>
  withCluster(async ({ admin, url }) => {
    const pid = await admin.query<{ pid: number }>(
      `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid`,
    )
    const db = connect(url('real'))
    const deps = benchDeps(db, () => new Date().toISOString())
    deps.authenticate = async (req) => {
      const partyId = String(req.headers['x-party'])
      const sectors = [String(req.headers['x-sector'])]
      return { ...anonymous('zh'), kind: 'operator', partyId, accountId: partyId, permissions, sectors }
    }
    await prepare(deps, () => {})
    const app = buildServer(deps)
    await app.ready()
    const call = caller(app)
    const commands = { 'a dispatch': await medicine(db, call), 'a step': await food(db, call) }
    const figures = await measure(commands, pid.rows[0]!.pid)
    await app.close()
    await db.destroy()
    return figures
  })
