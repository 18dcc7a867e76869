import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../../test/app.ts'
import { act, harvest, makeOperator, operatorOf, processInto, sell, send } from '../../../../test/hold/goods.ts'
import { HERE } from '../../../../test/hold/officer.ts'
import { sealerOf } from '../../../../test/proof.ts'
import { migrate } from '../../../platform/migrate.ts'
import { packSealed, splitBatch, voidEvent } from '../../trace/index.ts'
import { erase } from '../erase/erase.ts'
import { proofOfEvent } from '../schema.ts'
import { readPublished } from '../seal/published.ts'
import { audit, type Finding } from './audit.ts'

let t: TestApp
let sealer: ReturnType<typeof sealerOf>
let farm: string
let shop: string
let eventId: string
beforeAll(async () => {
  t = await testApp()
  t.setNow(undefined)
  sealer = sealerOf(t)
  farm = await makeOperator(t.deps, HERE)
  shop = await makeOperator(t.deps, HERE)
  const goods = await harvest(t.deps, farm)
  const bought = await sell(t.deps, goods, shop, '40')
  await processInto(t.deps, [bought], '15')
  await act(t.deps, farm, splitBatch, { holdingId: goods.holdingId, quantities: ['5', '6'], eventTime: t.deps.clock() })
  await act(t.deps, farm, packSealed, { holdingId: goods.holdingId, quantity: '10', eventTime: t.deps.clock() })
  const sent = await send(t.deps, goods, shop, '3')
  await act(t.deps, farm, voidEvent, { eventId: sent.eventId, reason: '数量写错' })
  for (let i = 0; i < 20; i++) await send(t.deps, goods, shop, '1')
  await sealer.all()
  eventId = await one("select event_id from trace.event where kind = 'produce'")
})
afterAll(async () => {
  sealer.remove()
  await t.close()
})

const one = async (text: string) => Object.values((await t.owner.query(text)).rows[0])[0] as string
const found = async () => {
  const findings: Finding[] = []
  const result = await audit(t.db, readPublished(sealer.file), (f) => findings.push(f))
  return { ...result, findings }
}
const said = ({ findings }: { findings: Finding[] }) => findings.map((f) => `${f.what} ${f.table} ${f.row}`)

test('a database that nobody touched has nothing to find', async () => {
  await harvest(t.deps, farm) // waits for its seal: neither missing nor extra
  const result = await found()
  expect(result).toMatchObject({ findings: [], erased: 0, halted: null })
  expect(result.leaves).toBe(Number(await one('select count(*) from proof.leaf')))
  expect(result.leaves).toBeGreaterThan(32)
})

describe('what somebody with all rights changes is named, row by row', () => {
  beforeEach(() => sealer.all())

  /** Changes as the superuser, looks, and puts back what was: a copy of the table, for there is no other way to keep it. */
  async function tampered(text: string, values: unknown[], tables: string[]): Promise<string[]> {
    const undo = new pg.Client(t.ownerUrl)
    await undo.connect()
    for (const table of tables) await undo.query(`create temp table "${table}" as table ${table}`)
    try {
      const { rowCount } = await t.owner.query(text, values)
      expect(rowCount).toBeGreaterThan(0)
      return said(await found())
    } finally {
      for (const table of tables) {
        await undo.query(`delete from ${table}`)
        await undo.query(`insert into ${table} select * from "${table}"`)
      }
      await undo.end()
      expect((await found()).findings).toEqual([])
    }
  }
  const key = () => `party_id=${farm} event_id=${eventId}`

  test('a column of an event', async () => {
    for (const change of [
      "place = 'x'",
      "event_time = event_time - interval '1 day'",
      "step = 'x'",
      "sector = 'x'",
      "basis = 'official'",
      "disposition = 'x'",
    ])
      expect(
        await tampered(`update trace.event set ${change} where event_id = $1`, [eventId], ['trace.event']),
      ).toContain(`event_changed trace.event ${key()}`)
    expect(
      await tampered(
        "update trace.event set recorded_at = recorded_at - interval '1 day' where event_id = $1",
        [eventId],
        ['trace.event'],
      ),
    ).toContain(`event_changed trace.event ${key()}`)
  })

  test('the text of an event, with its hash changed to fit', async () => {
    const change = `with b as (update trace.event_body set body = replace(body, '100', '900') where event_id = $1 returning body)
      update trace.event e set body_hash = sha256(convert_to(b.body, 'UTF8')) from b where e.event_id = $1`
    expect(await tampered(change, [eventId], ['trace.event', 'trace.event_body'])).toContain(
      `body_changed trace.event_body ${key()}`,
    )
  })

  test('an event or its text taken away', async () => {
    expect(await tampered('delete from trace.event where event_id = $1', [eventId], ['trace.event'])).toContain(
      `event_missing trace.event ${key()}`,
    )
    expect(
      await tampered('delete from trace.event_body where event_id = $1', [eventId], ['trace.event_body']),
    ).toContain(`body_missing trace.event_body ${key()}`)
  })

  test('an event put in', async () => {
    const id = crypto.randomUUID()
    expect(
      await tampered(
        `insert into trace.event (party_id, event_id, kind, step, event_time, recorded_at, basis, regime, actor, body_hash)
         select party_id, $2, kind, step, event_time, recorded_at, basis, regime, actor, body_hash from trace.event where event_id = $1`,
        [eventId, id],
        ['trace.event'],
      ),
    ).toEqual([`event_not_in_log trace.event party_id=${farm} event_id=${id}`])
  })

  test('a delta, also where the quantity of the holding was changed to fit', async () => {
    const change = `with d as (update trace.holding_event set delta = delta + 5 where event_id = $1 returning party_id, holding_id)
      update trace.holding h set quantity = quantity + 5 from d where h.party_id = d.party_id and h.holding_id = d.holding_id`
    const names = await tampered(change, [eventId], ['trace.holding', 'trace.holding_event'])
    expect(names).toHaveLength(1)
    expect(names[0]).toMatch(`derived_changed trace.holding_event party_id=${farm} holding_id=`)
    expect(names[0]).toMatch(`event_id=${eventId}`)
  })

  test('the quantity of a holding', async () => {
    expect(
      await tampered('update trace.holding set quantity = quantity + 1 where party_id = $1', [farm], ['trace.holding']),
    ).toContainEqual(expect.stringMatching(/^quantity_differs trace.holding party_id=/))
  })

  test('a link: its quantity in both copies, its end, a link taken out of one copy or both, one put in', async () => {
    const link = (
      await t.owner.query('select in_holding, out_holding, event_id from trace.link_f where voided_by is null limit 1')
    ).rows[0]
    const ids = [link.in_holding, link.out_holding, link.event_id]
    const where = 'where in_holding = $1 and out_holding = $2 and event_id = $3'
    const both = (a: string, b: string) =>
      `with f as (${a} returning 1), b as (${b} returning 1) select count(*) from f, b`
    const names = await tampered(
      both(`update trace.link_f set quantity = 7777 ${where}`, `update trace.link_b set quantity = 7777 ${where}`),
      ids,
      ['trace.link_f', 'trace.link_b'],
    )
    expect(names.map((n) => n.split(' ').slice(0, 2).join(' ')).sort()).toEqual([
      'derived_changed trace.link_b',
      'derived_changed trace.link_f',
    ])
    expect(names[0]).toMatch(`event_id=${link.event_id}`)
    expect(await tampered(`delete from trace.link_b ${where}`, ids, ['trace.link_b'])).toContainEqual(
      expect.stringMatching(/^derived_missing trace.link_b/),
    )
    expect(
      (
        await tampered(both(`delete from trace.link_f ${where}`, `delete from trace.link_b ${where}`), ids, [
          'trace.link_f',
          'trace.link_b',
        ])
      ).map((n) => n.split(' ')[0]),
    ).toEqual(['derived_missing', 'derived_missing'])
    const copy = (
      table: string,
    ) => `insert into ${table} select in_party, in_holding, out_party, $4::uuid, event_party, event_id, step, same_item,
      quantity, basis, event_time, recorded_at, voided_by, voided_at from ${table} ${where}`
    expect(
      await tampered(
        both(copy('trace.link_f'), copy('trace.link_b')),
        [...ids, crypto.randomUUID()],
        ['trace.link_f', 'trace.link_b'],
      ),
    ).toContainEqual(expect.stringMatching(/^derived_extra trace.link_f/))
  })

  test('rows marked as taken back that no correction took back, and the other way round', async () => {
    expect(
      await tampered(
        'update trace.holding_event set voided_by = $2 where event_id = $1',
        [eventId, crypto.randomUUID()],
        ['trace.holding_event'],
      ),
    ).toContainEqual(expect.stringMatching(/^derived_changed trace.holding_event/))
    expect(
      await tampered(
        'update trace.holding_event set voided_by = null where voided_by is not null',
        [],
        ['trace.holding_event'],
      ),
    ).toContainEqual(expect.stringMatching(/^derived_changed trace.holding_event/))
  })

  test('a decision changed, taken away, or put in', async () => {
    const seq = '1'
    const row = `platform.journal party_id=${farm} seq=${seq}`
    const where = 'where party_id = $1 and seq = $2'
    expect(
      await tampered(
        `update platform.journal set data = data || '{"quantity":"900"}' ${where}`,
        [farm, seq],
        ['platform.journal'],
      ),
    ).toEqual([`journal_changed ${row}`])
    expect(await tampered(`delete from platform.journal ${where}`, [farm, seq], ['platform.journal'])).toEqual([
      `journal_missing ${row}`,
    ])
    expect(
      await tampered(
        `insert into platform.journal (party_id, seq, kind, actor_id, data, at) select party_id, 9999, kind, actor_id, data, at
         from platform.journal ${where}`,
        [farm, seq],
        ['platform.journal'],
      ),
    ).toEqual([`journal_not_in_log platform.journal party_id=${farm} seq=9999`])
    expect(await tampered(`delete from proof.decision_nonce ${where}`, [farm, seq], ['proof.decision_nonce'])).toEqual([
      `nonce_missing proof.decision_nonce party_id=${farm} seq=${seq}`,
    ])
  })

  test('the log itself: a leaf, a node, a checkpoint, its signature, its end', async () => {
    const leaf = await tampered(
      "update proof.leaf set record_time = record_time - interval '1 day' where event_id = $1",
      [eventId],
      ['proof.leaf'],
    )
    expect(leaf).toContainEqual(expect.stringMatching(/^leaf_changed proof.leaf leaf_index=/))
    expect(leaf).toContainEqual(expect.stringMatching(/^root_differs proof.checkpoint/))
    expect(
      await tampered(
        'update proof.node set hash = sha256(hash) where level = 4 and node_index = 0',
        [],
        ['proof.node'],
      ),
    ).toEqual(['node_changed proof.node level=4 node_index=0'])
    const size = await one('select max(size) from proof.checkpoint')
    expect(
      await tampered('update proof.checkpoint set root = sha256(root) where size = $1', [size], ['proof.checkpoint']),
    ).toEqual(
      expect.arrayContaining([
        `root_differs proof.checkpoint size=${size}`,
        `checkpoint_changed proof.checkpoint size=${size}`,
      ]),
    )
    expect(
      await tampered(
        "update proof.checkpoint set note = regexp_replace(note, 'time [^\\n]*', 'time 2020-01-01T00:00:00Z') where size = $1",
        [size],
        ['proof.checkpoint'],
      ),
    ).toEqual([`signature_wrong proof.checkpoint size=${size}`])
    expect(await tampered('delete from proof.leaf where leaf_index = 3', [], ['proof.leaf'])).toContain(
      'leaf_missing proof.leaf leaf_index=3',
    )
    const published = readPublished(sealer.file)!
    expect(
      await tampered('delete from proof.checkpoint where size = $1', [published.size], ['proof.checkpoint']),
    ).toEqual(expect.arrayContaining([`published_differs checkpoint.json size=${published.size}`]))
  })
})

describe('erased by decision', () => {
  const keeper = `keeper_${crypto.randomUUID().slice(0, 8)}`
  let owner: pg.Client
  beforeAll(async () => {
    owner = new pg.Client(t.ownerUrl)
    await owner.connect()
    await owner.query(`create role ${keeper} nologin`)
    await migrate(t.ownerUrl, { appRole: new URL(t.appUrl).username, keeper })
  })
  afterAll(async () => {
    await owner.query(`drop owned by ${keeper}`)
    await owner.query(`drop role ${keeper}`)
    await owner.end()
  })

  test('the text and its nonce are gone, the log says so, and the audit says "erased", not "tampered"', async () => {
    await sealer.all()
    const what = { partyId: farm, eventId }
    const before = await one('select max(size) from proof.checkpoint')
    await expect(erase(owner, what, '  ', t.deps.clock(), keeper)).rejects.toThrow('decision is needed')
    const waiting = await harvest(t.deps, farm)
    const unsealed = await one(`select event_id from trace.holding_event where holding_id = '${waiting.holdingId}'`)
    await expect(erase(owner, { partyId: farm, eventId: unsealed }, '示例1号', t.deps.clock(), keeper)).rejects.toThrow(
      'waits for its seal',
    )
    expect(await erase(owner, what, '示例决定〔2026〕1号', t.deps.clock(), keeper)).toMatch(/^\d+$/)
    await expect(erase(owner, what, '示例2号', t.deps.clock(), keeper)).rejects.toThrow('erased before')
    expect(await one(`select count(*) from trace.event_body where event_id = '${eventId}'`)).toBe('0')
    expect((await found()).findings).toEqual([])
    await sealer.all()
    expect(Number(await one("select leaf_index from proof.leaf where kind = 'erasure'"))).toBeGreaterThanOrEqual(
      Number(before),
    )
    expect(await found()).toMatchObject({ findings: [], erased: 1 })
    const { body } = await t.as(operatorOf(farm))(proofOfEvent, what)
    expect(body.erased).toMatchObject({ decision: '示例决定〔2026〕1号' })
    expect(body.proof).not.toHaveProperty('text')
  })

  test('a decision of the journal can be erased too; the note of an erasure cannot be changed unseen', async () => {
    await erase(owner, { partyId: farm, seq: '1' }, '示例3号', t.deps.clock(), keeper)
    await sealer.all()
    expect(await found()).toMatchObject({ findings: [], erased: 2 })
    await t.owner.query("update proof.erasure set body = body || ' ' where journal_seq = 1")
    expect(said(await found())).toEqual([expect.stringMatching(/^erasure_changed proof.erasure erasure_no=/)])
    await t.owner.query('delete from proof.erasure where journal_seq = 1')
    expect(said(await found()).map((f) => f.split(' ')[0])).toEqual(['nonce_missing', 'erasure_missing'])
  })

  test('the keeper may erase and nothing more', async () => {
    await owner.query(`set role ${keeper}`)
    for (const text of [
      'delete from trace.event',
      'update trace.event_body set body = body',
      'delete from proof.leaf',
      'delete from proof.erasure',
      'update platform.journal set kind = kind',
    ])
      await expect(owner.query(text)).rejects.toThrow('permission denied')
    await owner.query('reset role')
  })
})
