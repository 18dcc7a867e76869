import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { agencyOf, refusal } from '../../../../test/market.ts'
import { makeFarm } from '../../../../test/production/farm.ts'
import type { Profile, ProfileField } from '../../../kernel/profile.ts'
import type { JudgedRule, RuleFacts } from '../../../kernel/rule.ts'
import { newId } from '../../../platform/id.ts'
import { listDesk } from '../../oversight/desk/schema.ts'
import { confirmLicence, fileLicence, setPartyRole } from '../../registry/licence/schema.ts'
import * as records from '../record/schema.ts'
import { voidRecord } from '../record/schema.ts'
import { listRefusals } from '../refusal/schema.ts'
import { listSignals } from '../signal/schema.ts'
import { recordStep } from '../step/schema.ts'
import { finishTask, listTasks } from './schema.ts'
import { addRuleSource } from './sources.ts'

const seen: RuleFacts[] = []

// a chain of its own, so that no change of a real profile changes what is proved here
vi.mock('../../../industries/index.ts', async (original) => {
  const real = await original<typeof import('../../../industries/index.ts')>()
  const names = { zh: '示例', en: 'example' }
  const field = (f: Partial<ProfileField> & { key: string; type: ProfileField['type'] }) =>
    ({ names, required: false, source: 'design', ...f }) as ProfileField
  const rule = (id: string, on: string, action: JudgedRule['action'], judge: JudgedRule['judge']): JudgedRule => ({
    ...{ id, on: [on], action, names, source: '示例条例 第1条', confidence: 'law', judge },
  })
  const event = (
    id: string,
    object: 'batch' | 'party' | 'asset',
    move: 'record' | 'produce' | 'observe',
    fields: ProfileField[],
  ) => ({ id, names, object, move, step: 'inspecting', fields, publicFields: [] }) as const
  const say = (zh: string, en: string) => ({ text: { zh, en } })
  const day = field({ key: 'on', type: 'date', required: true })
  const example = {
    ...{ id: 'example', industry: 'food', sector: 'food', names, version: '2', effective: { from: '2026-01-01' } },
    roles: [{ id: 'maker', names, licences: [{ kind: 'example_licence', names, required: true, source: 'design' }] }],
    ...{ productClasses: ['S20199'], units: ['kg'], rules: [], yields: [], retention: [] },
    publicView: { events: [], firstScan: false },
    events: [
      event('purchase_in', 'batch', 'produce', [day]),
      event('check', 'batch', 'observe', [day, field({ key: 'result', type: 'text' })]),
      event('release', 'batch', 'observe', [day]),
      event('drill', 'party', 'record', [
        day,
        field({ key: 'leader', type: 'text', personal: true }),
        field({
          ...{ key: 'team', type: 'rows' },
          fields: [{ ...field({ key: 'name', type: 'text' }), personal: true }],
        } as never),
      ]),
      event('audit', 'party', 'record', [day, field({ key: 'leader', type: 'text', personal: true })]),
      event('inspect', 'asset', 'record', [day, field({ key: 'code', type: 'code', required: true })]),
    ],
    judged: [
      rule('R-LICENCE', 'purchase_in', 'block', ({ actor, happenedOn }) =>
        actor.roles.includes('maker') &&
        actor.licences.some((l) => l.kind === 'example_licence' && (l.validTo ?? '9') >= happenedOn)
          ? undefined
          : say('没有有效许可', 'No valid licence'),
      ),
      rule('R-CHECKED', 'release', 'block', ({ items }) => {
        const unchecked = items.filter(
          (i) => !i.history.some((f) => f.event === 'check' && f.values['result'] === 'pass'),
        )
        return unchecked.length
          ? { ...say('未检验不得放行', 'Not checked'), items: unchecked.map((i) => i.identifier) }
          : undefined
      }),
      rule('R-FAIL', 'check', 'alarm', ({ values }) =>
        values['result'] === 'fail' ? say('检验不合格', 'A check failed') : undefined,
      ),
      rule('R-NEXT', 'drill', 'task', ({ happenedOn }) => ({
        ...say('下次演练', 'Next drill'),
        from: `2027${happenedOn.slice(4)}`,
      })),
      rule('R-ONE', 'audit', 'warn', (facts) => {
        seen.push(facts)
        const { ledger, values } = facts
        return ledger.some((f) => f.event === 'drill' && f.values['leader'] === values['leader'])
          ? say('与演练负责人相同', 'The same leader as of the drill')
          : undefined
      }),
      rule('R-ASSET', 'inspect', 'block', ({ items }) =>
        items[0]?.history.length ? say('已检验过', 'Inspected before') : undefined,
      ),
    ],
  } as const satisfies Profile
  const old = { ...example, version: '1', effective: { from: '2025-01-01', to: '2026-01-01' }, judged: [] }
  const profiles = [...real.profiles, old, example]
  return {
    ...real,
    profiles,
    profileFor: (code: string, date?: string) => (code.startsWith('S20199') ? example : real.profileFor(code, date)),
  }
})

let t: TestApp
beforeAll(async () => {
  t = await testApp()
  t.setNow('2026-06-10T04:00:00.000Z')
  await t.owner.query(`insert into catalogue.product_class
    select 'S20199', 'S201', 3, array['S2','S201','S20199'], '示例食品', 'example food', pinyin, initials, sector, unit,
      certificate, certificate_group, source, verified, true from catalogue.product_class where code = 'S20101'`)
})
afterAll(() => t.close())

const product = { name: '示例食品', spec: '', classCode: 'S20199', unit: 'kg' as const }
const maker = async () => makeFarm(t, { sectors: ['food'], product })
type Maker = Awaited<ReturnType<typeof maker>>

async function license(f: Maker) {
  const county = agencyOf(t, ['460204'], ['food'])
  await t.owner.query(
    `insert into registry.licence (party_id, licence_id, kind, number, issuer, valid_to, limits, state, reviewer_id, filed_at)
     values ($1, $2, 'example_licence', 'L1', '示例局', '2026-12-31', '{}', 'filed', $3, now())`,
    [f.partyId, newId(), county.actor.partyId],
  )
  const filed = await t.owner.query('select licence_id from registry.licence where party_id = $1', [f.partyId])
  await f.call(setPartyRole, { profile: 'example', role: 'maker', from: '2026-01-01' })
  const [{ licence_id: licenceId }] = filed.rows
  return { county, confirm: () => county(confirmLicence, { partyId: f.partyId, licenceId }) }
}

const step = (f: Maker, event: string, more: object) =>
  f.call(recordStep, { profile: 'example', event, ...more } as never)
const buy = (f: Maker, on = '2026-06-01') =>
  step(f, 'purchase_in', { outputs: [{ productId: f.productId, quantity: '10' }], fields: { on } })
const fact = (f: Maker, event: string, fields: object, more: object = {}) =>
  f.call(records.recordProduction, { profile: 'example', event, fields, ...more } as never)

test('a rule that blocks refuses with its id, its sentence in the reader’s language and its source, and is reported', async () => {
  const f = await maker()
  const refused = await buy(f)
  expect(refused.status).toBe(409)
  expect(refused.body).toMatchObject({
    reason: 'rule.blocked',
    details: { rule: 'R-LICENCE', text: '没有有效许可', source: '示例条例 第1条', confidence: 'law' },
  })
  const english = t.as({ ...f.call.actor, language: 'en' })
  const again = await english(recordStep, {
    ...{ profile: 'example', event: 'purchase_in', fields: { on: '2026-06-01' } },
    outputs: [{ productId: f.productId, quantity: '10' }],
  })
  expect(again.body).toMatchObject({ details: { text: 'No valid licence' } })
  expect((again.body as unknown as { title: string }).title).toContain('No valid licence (R-LICENCE;')
  const { body } = await f.call(listRefusals, {})
  expect(body.items).toHaveLength(2)
  expect(body.items[0]).toMatchObject({ reason: 'rule.blocked', rule: 'R-LICENCE', profile: 'example', sector: 'food' })
  // of both attempts, whoever reads: the first was refused in Chinese, the second in English
  const texts = async (call: typeof f.call) => (await call(listRefusals, {})).body.items.map((i) => i.details['text'])
  expect(await texts(f.call)).toEqual(['没有有效许可', '没有有效许可'])
  expect(await texts(english)).toEqual(['No valid licence', 'No valid licence'])
  await t.drain()
  const desk = await agencyOf(t, ['460204'], ['food'])(listDesk, { kind: 'refusal' })
  expect(desk.body.items.filter((i) => i.partyId === f.partyId)[0]).toMatchObject({
    rule: 'R-LICENCE',
    text: { zh: '没有有效许可', en: 'No valid licence' },
  })
})

test('a licence counts once its agency confirmed it, with the role it is for, and on the day of the event', async () => {
  const f = await maker()
  const { confirm } = await license(f)
  expect(refusal(await buy(f))).toBe('409 rule.blocked')
  await confirm()
  expect((await buy(f)).status).toBe(200)
})

test('an event is judged by the version of its profile in force at its time', async () => {
  const f = await maker()
  expect((await buy(f, '2025-12-31')).status).toBe(200)
  expect(refusal(await buy(f, '2026-01-01'))).toBe('409 rule.blocked')
})

test('an item is judged on its history up to the event; a fact that arrives late raises a signal, no refusal', async () => {
  const f = await maker()
  await (await license(f)).confirm()
  const bought = (await buy(f)).body as unknown as { batches: { holdingId: string; code: string }[] }
  const inputs = [{ holdingId: bought.batches[0]!.holdingId }]
  const release = () => step(f, 'release', { inputs, fields: { on: '2026-06-05' } })
  const blocked = await release()
  expect(blocked.body).toMatchObject({ details: { rule: 'R-CHECKED', items: [`/s/${bought.batches[0]!.code}`] } })
  const check = await step(f, 'check', { inputs, fields: { on: '2026-06-03', result: 'pass' } })
  expect(check.status).toBe(200)
  expect((await release()).status).toBe(200)
  // a check after the release does not count for one before it
  const early = await step(f, 'release', { inputs, fields: { on: '2026-06-02' } })
  expect(refusal(early)).toBe('409 rule.blocked')

  await t.drain()
  expect((await f.call(listSignals, {})).body.items).toEqual([])
  t.setNow('2026-06-11T04:00:00.000Z')
  const { recordId } = (check.body as unknown as { records: { recordId: string }[] }).records[0]!
  expect((await f.call(voidRecord, { recordId, reason: '填错' })).status).toBe(200)
  await t.drain()
  const signals = (await f.call(listSignals, {})).body.items
  expect(signals).toMatchObject([
    {
      kind: 'voided_fact',
      rule: 'R-CHECKED',
      text: { zh: '未检验不得放行' },
      source: '示例条例 第1条',
      happenedOn: '2026-06-05',
    },
  ])
  const desk = await agencyOf(t, ['460204'], ['food'])(listDesk, { kind: 'signal' })
  expect(desk.body.items.find((i) => i.partyId === f.partyId)).toMatchObject({
    signal: 'voided_fact',
    rule: 'R-CHECKED',
  })
})

test('an alarm is a signal on the desk, a task dated work that the operator finishes, a warning stands on the record', async () => {
  const f = await maker()
  await (await license(f)).confirm()
  const bought = (await buy(f)).body as unknown as { batches: { holdingId: string }[] }
  const inputs = [{ holdingId: bought.batches[0]!.holdingId }]
  const failed = await step(f, 'check', { inputs, fields: { on: '2026-06-03', result: 'fail' } })
  expect(failed.body).toMatchObject({ findings: [{ rule: 'R-FAIL', action: 'alarm' }] })
  expect((await f.call(listSignals, { kind: 'rule' })).body.items).toMatchObject([
    { rule: 'R-FAIL', holdingId: inputs[0]!.holdingId, text: { en: 'A check failed' } },
  ])

  expect((await fact(f, 'drill', { on: '2026-05-01', leader: '张三示例' })).status).toBe(200)
  const [task] = (await f.call(listTasks, {})).body.items
  expect(task).toMatchObject({ rule: 'R-NEXT', dueOn: '2027-05-01', text: { zh: '下次演练' } })
  const neighbour = await maker()
  expect(refusal(await neighbour.call(finishTask, { taskId: task!.taskId, note: '已做' }))).toBe('404 task.not_found')
  expect((await f.call(finishTask, { taskId: task!.taskId, note: '已做' })).status).toBe(200)
  expect(refusal(await f.call(finishTask, { taskId: task!.taskId, note: '已做' }))).toBe('409 task.done')
  expect((await f.call(listTasks, {})).body.items).toEqual([])

  const audit = await fact(f, 'audit', { on: '2026-05-02', leader: '张三示例' })
  expect(audit.body).toMatchObject({ findings: [{ rule: 'R-ONE', action: 'warn' }] })
  const { recordId } = audit.body as unknown as { recordId: string }
  expect((await f.call(records.getRecord, { recordId })).body.findings).toMatchObject([{ rule: 'R-ONE' }])
  expect((await fact(f, 'audit', { on: '2026-05-02', leader: '李四示例' })).body).toMatchObject({ findings: [] })
})

test('a person is sealed at rest, masked where it is shown, and a pseudonym to the rules', async () => {
  const f = await maker()
  const made = await fact(f, 'drill', { on: '2026-05-01', leader: '张三示例', team: [{ name: '王五示例' }] })
  const { recordId } = made.body as unknown as { recordId: string }
  const { body } = await f.call(records.getRecord, { recordId })
  expect(body.fields).toEqual({ on: '2026-05-01', leader: '张***', team: [{ name: '王***' }] })
  expect(body.personal).toEqual(['leader', 'team.0.name'])
  const stored = await t.owner.query('select * from production.record where record_id = $1', [recordId])
  expect(JSON.stringify(stored.rows)).not.toContain('三示例')
  expect(stored.rows[0].fields.leader).toMatch(/^p\.[\w-]{16}$/)

  seen.length = 0
  await fact(f, 'audit', { on: '2026-05-02', leader: '张三示例' })
  expect(JSON.stringify(seen)).not.toContain('三示例')

  const officer = agencyOf(t, ['460204'], ['food'])
  const unmasked = await officer(records.unmaskRecord, { partyId: f.partyId, recordId, reason: '核查示例' })
  expect(unmasked.body).toEqual({
    partyId: f.partyId,
    recordId,
    values: { leader: '张三示例', 'team.0.name': '王五示例' },
  })
  const told = await t.owner.query(`select data from platform.journal where kind = 'person.unmasked' and about = $1`, [
    f.partyId,
  ])
  expect(told.rows).toMatchObject([{ data: { recordId, reason: '核查示例' } }])
  const answers = await t.owner.query(`select result from platform.command where name = 'unmaskRecord'`)
  expect(JSON.stringify(answers.rows)).not.toContain('三示例')
  const other = agencyOf(t, ['460106'], ['food'])
  expect(refusal(await other(records.unmaskRecord, { partyId: f.partyId, recordId, reason: '核查示例' }))).toBe(
    '404 record.not_found',
  )
})

test('an asset has the history of its code; other modules add items, permits and readings', async () => {
  const f = await maker()
  expect((await fact(f, 'inspect', { on: '2026-05-01', code: 'A-1' })).status).toBe(200)
  expect(refusal(await fact(f, 'inspect', { on: '2026-05-02', code: 'A-1' }))).toBe('409 rule.blocked')
  expect((await fact(f, 'inspect', { on: '2026-05-02', code: 'A-2' })).status).toBe(200)
  addRuleSource({
    name: 'test',
    permit: async (_, { event }) =>
      event.id === 'audit'
        ? {
            ...{ number: 'P1', kind: 'buy', holderId: f.partyId, variety: 'x', left: '1', unit: 'kg' },
            ...{ validFrom: '2026-01-01', validTo: '2026-12-31' },
          }
        : undefined,
  })
  seen.length = 0
  await fact(f, 'audit', { on: '2026-05-03', leader: '示例' })
  expect(seen[0]?.permit?.number).toBe('P1')
})

test('lines of one command are judged on the lines before them', async () => {
  const f = await maker()
  const line = (event: string, on: string) => ({
    ...{ recordId: newId(), profile: 'example', event, fields: { on, leader: '赵六示例' } },
  })
  const { body } = await f.call(records.recordProductionMany, {
    records: [line('drill', '2026-05-01'), line('audit', '2026-05-02')],
  })
  expect(body.records.map((r) => r.findings.map((x) => x.rule))).toEqual([['R-NEXT'], ['R-ONE']])
})

test('a licence of a kind that no role needs is refused when it is filed', async () => {
  const f = await maker()
  const filed = await f.call(fileLicence, { kind: 'pilot', number: '1', issuer: '示例局' })
  expect(refusal(filed)).toBe('400 licence.kind_unknown')
})
