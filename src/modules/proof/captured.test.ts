import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  capture,
  commission,
  lgtin,
  makeHolder,
  named,
  pack,
  receive,
  sgtin,
  ship,
  sscc,
  wrong,
} from '../../../test/capture/world.ts'
import { operatorOf } from '../../../test/hold/goods.ts'
import { sealerOf } from '../../../test/proof.ts'
import { type TraceWorld, traceWorld } from '../../../test/trace.ts'
import { verifyProof } from '../../kernel/proof/verify.ts'
import { audit, type Finding } from './audit/audit.ts'
import { inclusionInLog, proofOfEvent } from './schema.ts'

let w: TraceWorld
let sealer: ReturnType<typeof sealerOf>
let a: { partyId: string; gln: number }
let b: { partyId: string; gln: number }
beforeAll(async () => {
  w = await traceWorld()
  sealer = sealerOf(w.t)
  a = await makeHolder(w.t.deps)
  b = await makeHolder(w.t.deps)
  const made = named(commission(1, [sgtin(1), sgtin(2), [lgtin('L1'), 50]]))
  const sent = named(ship(3, [sgtin(1), [lgtin('L1'), 20]], a.gln, b.gln))
  await capture(w.t.deps, a.partyId, [made, named(pack(2, sscc(1), [sgtin(2)])), sent])
  await capture(w.t.deps, b.partyId, [named(receive(4, [sgtin(1)], a.gln, b.gln))])
  await capture(w.t.deps, a.partyId, [wrong(sent)])
  await w.t.drain()
  await sealer.all()
})
afterAll(async () => {
  sealer.remove()
  await w.close()
})

const found = async () => {
  const findings: Finding[] = []
  await audit(w.t.db, undefined, (f) => findings.push(f))
  return findings.map((f) => `${f.what} ${f.table} ${f.row}`)
}

test('captured events are sealed with their CBV hash, error declarations as such, and their proofs hold', async () => {
  const leaves = await w.rows<{ kind: string; event_id: string; party_id: string; event_hash: Buffer }>(
    "select kind, event_id, party_id, event_hash from proof.leaf where kind <> 'decision' order by leaf_index",
  )
  expect(leaves.map((l) => l.kind)).toEqual(['event', 'event', 'event', 'event', 'declaration'])
  for (const l of leaves) {
    const who = w.t.as(operatorOf(l.party_id))
    const { body } = await who(proofOfEvent, { partyId: l.party_id, eventId: l.event_id })
    const { ok, checks } = verifyProof(body.proof)
    expect([ok, Object.fromEntries(checks.map((c) => [c.name, c.state]))]).toMatchObject([
      true,
      { event: 'right', text: 'right', leaf: 'right', path: 'right' },
    ])
    // another quantity, time or identifier is another event
    const changed = { ...body.proof!, event: { ...body.proof!.event!, eventTime: '2026-05-30T00:00:00Z' } }
    expect(verifyProof(changed).checks.find((c) => c.name === 'event')!.state).toBe('wrong')
  }
  // the wrong event and its declaration have one hash, for CBV leaves the declaration out: both are answered
  const [wrongOne, declaration] = [leaves[2]!, leaves.at(-1)!]
  expect(declaration.event_hash.equals(wrongOne.event_hash)).toBe(true)
  const asked = await w.t.as(operatorOf(a.partyId))(inclusionInLog, { hash: wrongOne.event_hash.toString('hex') })
  expect(asked.body.leaves).toHaveLength(2)
  const declared = (
    await w.t.as(operatorOf(a.partyId))(proofOfEvent, { partyId: a.partyId, eventId: declaration.event_id })
  ).body.proof!
  const other = { ...(declared.event!['errorDeclaration'] as object), reason: 'x' }
  const forged = { ...declared, event: { ...declared.event!, errorDeclaration: other } }
  expect(verifyProof(forged).checks.find((c) => c.name === 'event')!.state).toBe('wrong')
})

test('an audit finds nothing in what capture left, and names what is changed in it', async () => {
  expect(await found()).toEqual([])
  const [{ id }] = (await w.rows<{ id: string }>('select event_id as id from trace.event order by 1')) as [
    { id: string },
  ]
  await w.t.owner.query(
    "update trace.event_body set body = replace(body, 'commissioning', 'decommissioning') where event_id = $1",
    [id],
  )
  expect(await found()).toContain(`body_changed trace.event_body party_id=${a.partyId} event_id=${id}`)
  await w.t.owner.query(
    "update trace.event_body set body = replace(body, 'decommissioning', 'commissioning') where event_id = $1",
    [id],
  )
  await w.t.owner.query('update trace.event set event_hash = sha256(event_hash) where event_id = $1', [id])
  expect(await found()).toEqual([`event_changed trace.event party_id=${a.partyId} event_id=${id}`])
  await w.t.owner.query(
    'update trace.event set event_hash = l.event_hash from proof.leaf l where l.event_id = event.event_id',
  )
  expect(await found()).toEqual([])
  for (const change of [
    "step = 'x'",
    "place = 'x'",
    "disposition = 'x'",
    "external_id = 'x'",
    "event_time = event_time - interval '1 day'",
  ]) {
    const { rows } = await w.t.owner.query('select * from trace.event where event_id = $1', [id])
    await w.t.owner.query(`update trace.event set ${change} where event_id = $1`, [id])
    expect(await found(), change).toContain(`event_changed trace.event party_id=${a.partyId} event_id=${id}`)
    const { step, place, disposition, external_id, event_time } = rows[0]
    await w.t.owner.query(
      'update trace.event set step = $2, place = $3, disposition = $4, external_id = $5, event_time = $6 where event_id = $1',
      [id, step, place, disposition, external_id, event_time],
    )
  }
})
