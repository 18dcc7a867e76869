import { sql } from 'kysely'
import type { ProfileCustodyMove } from '../../../kernel/control.ts'
import { compare, subtract } from '../../../kernel/quantity.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { record } from '../../../platform/journal.ts'
import type { RecordedEvent } from '../../production/index.ts'
import { goodsOf } from '../permit/lookup.ts'
import { inForceOn, unscopedPersons } from '../person/queries.ts'
import { amountIn, codesIn, custodyMoveOf, inUnit, textOf } from '../rules.ts'

/** One line of what an event moves: a code, or an amount. */
type Line = {
  code: string | null
  quantity: string
  unit: string
  holdingId: string | null
  productName: string | null
}
type Settled = { recordId: string; line: number; left: string; unit: string; personKey: string | null }
type People = { personKey: string | null; personId: string | null; keeperId: string | null }

/** Units in which a code is one. */
const single = new Set(['round', 'piece'])

/**
 * What an event moves between the store and a person. A code is in one person's hands; of an amount what was issued
 * first is settled first. @throws conflict `custody.*`, `control_person.*`
 */
export async function moveCustody(ctx: CommandCtx, made: RecordedEvent): Promise<void> {
  const move = custodyMoveOf(made.profile, made.event.id)
  if (!move) return
  const lines = await linesOf(ctx, made, move)
  if (!lines.length) return
  const people = await peopleOf(ctx, made, move)
  const until = move.until === undefined ? null : (textOf(made.values[move.until]) ?? null)
  if (move.effect === 'out') await giveOut(ctx, made, lines, people, until)
  const settled = move.effect === 'out' || move.effect === 'in' ? undefined : await settle(ctx, made, lines, people)
  await writeMoves(ctx, made, move, settled ?? lines.map((l) => ({ ...l, out: null })), people, until)
  if (move.effect === 'out')
    record(ctx, 'custody.issued', {
      about: made.recordId,
      data: { lines: lines.length, until, personId: people.personId },
    })
}

const seen = new WeakMap<RecordedEvent['values'], Set<string>>()

/** Whether an event says something for the first time: one on several batches is a record of each, with the same values. */
function isFresh({ values }: RecordedEvent, said: string): boolean {
  const told = seen.get(values) ?? new Set<string>()
  seen.set(values, told)
  return !told.has(said) && Boolean(told.add(said))
}

/** Codes where the event names them, else the amount; an event on several batches tells its codes, or its amount, once. */
async function linesOf(ctx: CommandCtx, made: RecordedEvent, move: ProfileCustodyMove): Promise<Line[]> {
  const [goods] = await goodsOf(ctx.db, made)
  const holdingId = goods?.holdingId ?? null
  const of = { holdingId, productName: goods?.productName ?? null }
  const amount = move.amount === undefined ? undefined : amountIn(made.values[move.amount])
  const codes = move.codes === undefined ? [] : codesIn(made.values[move.codes])
  if (codes.length) {
    const fresh = codes.filter((c) => isFresh(made, c))
    const unit = goods && single.has(goods.unit) ? goods.unit : 'round'
    if (
      move.effect === 'out' &&
      amount &&
      single.has(amount.unit) &&
      compare(amount.quantity, String(codes.length)) !== 0
    )
      throw new AppError('invalid', 'custody.codes_do_not_match', { codes: codes.length, quantity: amount.quantity })
    return fresh.map((code) => ({ code, quantity: '1', unit, ...of }))
  }
  if (move.effect === 'in') return []
  if (goods?.moved !== undefined) return [{ code: null, quantity: goods.moved, unit: goods.unit, ...of }]
  return amount && isFresh(made, 'amount') ? [{ code: null, ...amount, ...of }] : []
}

/**
 * The persons an event names, as the unit's list has them. Where the list has a role, who takes or gives out goods in
 * it must be on the list and in force that day; a unit that keeps no list of the role is only told by the name.
 */
async function peopleOf(ctx: CommandCtx, made: RecordedEvent, move: ProfileCustodyMove): Promise<People> {
  const persons = await unscopedPersons(ctx.db, made.partyId, made.profile.id)
  const find = (of: { key: string; role: string } | undefined) => {
    const key = of && textOf(made.values[of.key])
    if (!of || key === undefined) return undefined
    const named = persons.filter((p) => p.role === of.role && p.nameKey === key)
    const good = named.find((p) => inForceOn(p, made.happenedOn))
    // a list on which nobody is in force any more is still a list
    const kept = persons.some((p) => p.role === of.role && p.validFrom <= made.happenedOn)
    const role = made.profile.control?.persons.find((p) => p.id === of.role)?.names[ctx.actor.language] ?? of.role
    if (move.effect === 'out' && !good && (named.length || kept))
      throw new AppError('conflict', named.length ? 'control_person.not_in_force' : 'control_person.not_listed', {
        role,
      })
    return { key, personId: (good ?? named[0])?.personId ?? null }
  }
  const person = find(move.person)
  return {
    personKey: person?.key ?? null,
    personId: person?.personId ?? null,
    keeperId: find(move.keeper)?.personId ?? null,
  }
}

async function giveOut(
  ctx: CommandCtx,
  made: RecordedEvent,
  lines: readonly Line[],
  { personKey, personId }: People,
  until: string | null,
): Promise<void> {
  const codes = lines.flatMap((l) => l.code ?? [])
  if (codes.length) {
    const { rows } = await sql<{ code: string }>`select code from control.custody
      where party_id = ${made.partyId} and code = any(${codes}::text[]) and left_out > 0 and voided_at is null limit 1`.execute(
      ctx.db,
    )
    if (rows[0]) throw new AppError('conflict', 'custody.in_other_hands', { code: rows[0].code })
  }
  const column = <T>(pick: (l: Line) => T) => lines.map(pick)
  await sql`insert into control.custody (party_id, record_id, line, profile, sector, holding_id, product_name, code,
      quantity, left_out, unit, person_key, person_id, since, until, recorded_at)
    select ${made.partyId}::uuid, ${made.recordId}::uuid, l.line, ${made.profile.id}, ${made.profile.sector}, l.holding_id,
      l.product_name, l.code, l.quantity, l.quantity, l.unit, ${personKey}::text, ${personId}::uuid,
      ${made.happenedAt}::timestamptz, ${until}::timestamptz, ${ctx.now}::timestamptz
    from unnest(${lines.map((_, i) => i + 1)}::integer[], ${column((l) => l.holdingId)}::uuid[],
      ${column((l) => l.productName)}::text[], ${column((l) => l.code)}::text[], ${column((l) => l.quantity)}::numeric[],
      ${column((l) => l.unit)}::text[]) as l (line, holding_id, product_name, code, quantity, unit)`.execute(ctx.db)
}

type Moved = Line & { out: Pick<Settled, 'recordId' | 'line'> | null }

/**
 * Takes what came back, was used or lost off what is out. What was not out (used or lost from the store itself, or issued
 * before the platform was there) is noted all the same: goods can always go back.
 */
async function settle(
  ctx: CommandCtx,
  made: RecordedEvent,
  lines: readonly Line[],
  { personKey }: People,
): Promise<Moved[]> {
  const done: Moved[] = []
  const taken: { recordId: string; line: number; quantity: string }[] = []
  const codes = lines.flatMap((l) => l.code ?? [])
  const { rows: outs } = await sql<Settled & { code: string | null }>`
    select record_id, line, left_out as "left", unit, person_key, code from control.custody
    where party_id = ${made.partyId} and left_out > 0 and voided_at is null and profile = ${made.profile.id}
      and since <= ${made.happenedAt}::timestamptz
      and ${codes.length ? sql`code = any(${codes}::text[])` : sql`code is null and holding_id = any(${holdings(lines)}::uuid[])`}
    order by since, record_id, line for no key update`.execute(ctx.db)
  const byCode = new Map(outs.map((o) => [o.code, o]))
  // what the person named has in hand goes first
  const ofAmounts = [...outs.filter((o) => o.personKey === personKey), ...outs.filter((o) => o.personKey !== personKey)]
  for (const line of lines) {
    if (line.code !== null) {
      const out = byCode.get(line.code)
      if (out) taken.push({ ...out, quantity: out.left })
      done.push({ ...line, out: out ?? null })
      continue
    }
    let rest = line.quantity
    for (const out of ofAmounts) {
      const left = inUnit(out.left, out.unit, line.unit)
      if (left === undefined || compare(rest, '0') <= 0) continue
      const part = compare(left, rest) < 0 ? left : rest
      const quantity = inUnit(part, line.unit, out.unit)!
      taken.push({ recordId: out.recordId, line: out.line, quantity })
      done.push({ ...line, quantity, unit: out.unit, out })
      rest = subtract(rest, part)
    }
    if (compare(rest, '0') > 0) done.push({ ...line, quantity: rest, out: null })
  }
  if (taken.length)
    await sql`update control.custody c set left_out = c.left_out - t.quantity
      from unnest(${taken.map((t) => t.recordId)}::uuid[], ${taken.map((t) => t.line)}::integer[],
        ${taken.map((t) => t.quantity)}::numeric[]) as t (record_id, line, quantity)
      where c.party_id = ${made.partyId} and c.record_id = t.record_id and c.line = t.line`.execute(ctx.db)
  return done
}

const holdings = (lines: readonly Line[]) => lines.flatMap((l) => l.holdingId ?? [])

async function writeMoves(
  ctx: CommandCtx,
  made: RecordedEvent,
  { effect }: ProfileCustodyMove,
  moves: readonly Moved[],
  { personKey, personId, keeperId }: People,
  until: string | null,
): Promise<void> {
  const column = <T>(pick: (l: Moved) => T) => moves.map(pick)
  await sql`insert into control.custody_move (party_id, record_id, line, profile, sector, event, effect, holding_id, code,
      quantity, unit, person_key, person_id, keeper_id, until, out_record, out_line, happened_on, happened_at, recorded_at)
    select ${made.partyId}::uuid, ${made.recordId}::uuid, l.line, ${made.profile.id}, ${made.profile.sector},
      ${made.event.id}, ${effect}, l.holding_id, l.code, l.quantity, l.unit, ${personKey}::text, ${personId}::uuid,
      ${keeperId}::uuid, ${until}::timestamptz, l.out_record, l.out_line, ${made.happenedOn}::date,
      ${made.happenedAt}::timestamptz, ${ctx.now}::timestamptz
    from unnest(${moves.map((_, i) => i + 1)}::integer[], ${column((l) => l.holdingId)}::uuid[],
      ${column((l) => l.code)}::text[], ${column((l) => l.quantity)}::numeric[], ${column((l) => l.unit)}::text[],
      ${column((l) => l.out?.recordId ?? null)}::uuid[], ${column((l) => l.out?.line ?? null)}::integer[])
      as l (line, holding_id, code, quantity, unit, out_record, out_line)`.execute(ctx.db)
}

/** A record was declared an error: what it gave out is out no more, what it took back is out again. */
export async function unmoveCustody(ctx: CommandCtx, partyId: string, recordId: string): Promise<void> {
  await sql`update control.custody set voided_at = ${ctx.now} where party_id = ${partyId} and record_id = ${recordId}
    and voided_at is null`.execute(ctx.db)
  const { rows } = await sql<{ outRecord: string | null; outLine: number | null; quantity: string }>`
    update control.custody_move set voided_at = ${ctx.now}
    where party_id = ${partyId} and record_id = ${recordId} and voided_at is null
    returning out_record, out_line, quantity`.execute(ctx.db)
  // a code that was issued anew meanwhile is in that hand
  for (const m of rows)
    if (m.outRecord !== null)
      await sql`update control.custody c set left_out = least(c.quantity, c.left_out + ${m.quantity}::numeric), alarmed_at = null
        where c.party_id = ${partyId} and c.record_id = ${m.outRecord} and c.line = ${m.outLine} and c.voided_at is null
          and not exists (select 1 from control.custody o
            where o.party_id = c.party_id and o.code = c.code and o.left_out > 0 and o.voided_at is null)`.execute(
        ctx.db,
      )
}
