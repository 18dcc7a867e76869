import { CompiledQuery } from 'kysely'
import { arrayText, isPlainType } from '../../../platform/array.ts'
import type { Tx } from '../../../platform/db.ts'
import { writesApart } from '../../../platform/single-node.ts'

/**
 * The tables a unit of work writes rows into: columns and types in order, and what a row that is already there means.
 * Kept: the same fact arriving twice (an item heard of again) is no error.
 */
const tables = {
  namespace: { columns: { key: 'text', homeId: 'uuid', ownerId: 'uuid' }, kept: true },
  item: {
    columns: {
      homeId: 'uuid',
      itemId: 'uuid',
      identifier: 'text',
      kind: 'text',
      code: 'text',
      productId: 'uuid',
      productName: 'text',
      classCode: 'text',
      sector: 'text',
      profile: 'text',
      unit: 'text',
      batchHome: 'uuid',
      batchId: 'uuid',
      madeOn: 'date',
      makerId: 'uuid',
      createdAt: 'timestamptz',
    },
    kept: true,
  },
  transfer: {
    columns: {
      partyId: 'uuid',
      transferId: 'uuid',
      buyerId: 'uuid',
      buyerName: 'text',
      holdingId: 'uuid',
      homeId: 'uuid',
      itemId: 'uuid',
      code: 'text',
      productId: 'uuid',
      productName: 'text',
      classCode: 'text',
      sector: 'text',
      profile: 'text',
      madeOn: 'date',
      kind: 'text',
      unit: 'text',
      quantity: 'numeric',
      received: 'numeric',
      returned: 'numeric',
      withdrawn: 'numeric',
      state: 'text',
      regime: 'text',
      place: 'text',
      note: 'text',
      dispatchEvent: 'uuid',
      dispatchedAt: 'timestamptz',
      createdAt: 'timestamptz',
      answeredAt: 'timestamptz',
    },
    kept: false,
  },
  transferIn: {
    columns: {
      partyId: 'uuid',
      transferId: 'uuid',
      sellerId: 'uuid',
      waiting: 'boolean',
      sector: 'text',
      dispatchedAt: 'timestamptz',
    },
    kept: false,
  },
  event: {
    columns: {
      partyId: 'uuid',
      eventId: 'uuid',
      kind: 'text',
      step: 'text',
      sector: 'text',
      eventTime: 'timestamptz',
      recordedAt: 'timestamptz',
      basis: 'text',
      regime: 'text',
      place: 'text',
      disposition: 'text',
      actor: 'text',
      externalId: 'text',
      bodyHash: 'bytea',
      counterpartId: 'uuid',
      transferParty: 'uuid',
      transferId: 'uuid',
      voids: 'uuid',
      eventHash: 'bytea',
      signals: 'text',
      touchedParties: 'text',
      touchedHomes: 'text',
    },
    optional: ['eventHash', 'signals', 'touchedParties', 'touchedHomes'],
    kept: false,
  },
  eventBody: { columns: { partyId: 'uuid', eventId: 'uuid', nonce: 'bytea', body: 'text' }, kept: false },
  unsealed: { columns: { partyId: 'uuid', eventId: 'uuid' }, kept: false },
  eventList: { columns: { partyId: 'uuid', eventId: 'uuid', chunk: 'integer', ids: 'text' }, kept: false },
  holdingEvent: {
    columns: {
      partyId: 'uuid',
      holdingId: 'uuid',
      eventId: 'uuid',
      eventParty: 'uuid',
      delta: 'numeric',
      place: 'text',
      disposition: 'text',
      eventTime: 'timestamptz',
      recordedAt: 'timestamptz',
    },
    kept: false,
  },
  itemEvent: {
    columns: {
      homeId: 'uuid',
      itemId: 'uuid',
      eventTime: 'timestamptz',
      eventId: 'uuid',
      partyId: 'uuid',
      holdingId: 'uuid',
      eventParty: 'uuid',
    },
    kept: false,
  },
  eventFor: {
    columns: {
      viewerId: 'uuid',
      eventTime: 'timestamptz',
      eventId: 'uuid',
      partyId: 'uuid',
      kind: 'text',
      sector: 'text',
    },
    kept: false,
  },
  containmentEvent: {
    columns: {
      homeId: 'uuid',
      childId: 'uuid',
      eventId: 'uuid',
      eventParty: 'uuid',
      parentHome: 'uuid',
      parentId: 'uuid',
      what: 'text',
      eventTime: 'timestamptz',
      recordedAt: 'timestamptz',
      quantity: 'numeric',
    },
    optional: ['quantity'],
    kept: false,
  },
  contained: {
    columns: {
      homeId: 'uuid',
      childId: 'uuid',
      fromTime: 'timestamptz',
      toTime: 'timestamptz',
      parentHome: 'uuid',
      parentId: 'uuid',
      fromEvent: 'uuid',
      toEvent: 'uuid',
      quantity: 'numeric',
    },
    optional: ['quantity'],
    kept: false,
  },
  outsideParty: { columns: { partyId: 'uuid', identifier: 'text', name: 'text' }, kept: true },
  packChild: { columns: { homeId: 'uuid', packId: 'uuid', childHome: 'uuid', childId: 'uuid' }, kept: true },
  packMove: {
    columns: {
      partyId: 'uuid',
      eventId: 'uuid',
      homeId: 'uuid',
      packId: 'uuid',
      eventTime: 'timestamptz',
      step: 'text',
      inParty: 'uuid',
      outParty: 'uuid',
      inDelta: 'smallint',
      outDelta: 'smallint',
      link: 'boolean',
      voided: 'boolean',
    },
    kept: false,
  },
  inferred: {
    columns: {
      partyId: 'uuid',
      eventId: 'uuid',
      homeId: 'uuid',
      itemId: 'uuid',
      inParty: 'uuid',
      outParty: 'uuid',
      inDelta: 'numeric',
      outDelta: 'numeric',
      rowEvent: 'uuid',
      voided: 'boolean',
    },
    kept: false,
  },
  content: {
    columns: { partyId: 'uuid', holdingId: 'uuid', childParty: 'uuid', childHolding: 'uuid' },
    kept: true,
  },
  linkF: { columns: linkColumns(), kept: false },
  linkB: { columns: linkColumns(), kept: false },
  held: {
    columns: {
      partyId: 'uuid',
      holdingId: 'uuid',
      holdId: 'uuid',
      holdParty: 'uuid',
      pieceId: 'uuid',
      expanded: 'boolean',
      placedAt: 'timestamptz',
    },
    kept: true,
  },
} as const

function linkColumns() {
  return {
    inParty: 'uuid',
    inHolding: 'uuid',
    outParty: 'uuid',
    outHolding: 'uuid',
    eventParty: 'uuid',
    eventId: 'uuid',
    step: 'text',
    sameItem: 'boolean',
    quantity: 'numeric',
    basis: 'text',
    eventTime: 'timestamptz',
    recordedAt: 'timestamptz',
  } as const
}

export type RowTable = keyof typeof tables
type Value = string | number | boolean | null | Buffer
type Optional<T extends RowTable> = (typeof tables)[T] extends { optional: readonly (infer K)[] } ? K : never
type Column<T extends RowTable> = keyof (typeof tables)[T]['columns']
/** A row of one of the tables: every column, in camel case; those that only some rows have may be left out. */
export type Row<T extends RowTable> = Record<Exclude<Column<T>, Optional<T>>, Value> &
  Partial<Record<Extract<Column<T>, Optional<T>>, Value | undefined>>
/** Rows waiting to be written, by table. */
export type Rows = { [T in RowTable]?: Row<T>[] }

/** `insert into trace.<table> … select from unnest(…)`: one text whatever the number of rows; `$first` is its first value. */
function insertText(table: RowTable, first: number, again = ''): string {
  const columns = Object.entries(tables[table].columns)
  const names = columns.map(([name]) => snakeCase(name)).join(', ')
  const values = columns.map(([, type], i) => `$${first + i}::${type}[]`).join(', ')
  const twice = again || (tables[table].kept ? ' on conflict do nothing' : '')
  return `insert into trace.${snakeCase(table)} (${names}) select * from unnest(${values})${twice}`
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)

/** The values of the rows, a list for each column, in the order of `insertText`. */
const valuesOf = <T extends RowTable>(table: T, rows: readonly Row<T>[]): string[] =>
  Object.entries(tables[table].columns).map(([name, type]) =>
    arrayText(
      rows.map((r) => r[name as keyof Row<T>]),
      isPlainType(type),
    ),
  )

/**
 * A hold that comes to a holding again: its mark was released or lifted and held goods have come in since, or it was on
 * one piece and is now on the whole. Either way the job has to walk on from it once more. Any other mark stays.
 */
const markAgain = ` on conflict (party_id, holding_id, hold_id) do update set
    piece_id = excluded.piece_id, expanded = false, placed_at = excluded.placed_at,
    lifted_at = null, released_by = null, release_reason = null
  where held.lifted_at is not null or (held.piece_id is not null and excluded.piece_id is null)`

/** The statement for these tables, made once: a sale writes the same ones each time. */
const texts = new Map<string, string>()
function textFor(written: readonly RowTable[]): string {
  const key = written.join()
  const known = texts.get(key)
  if (known !== undefined) return known
  let first = 1
  const inserts = written.map((table) => {
    const text = insertText(table, first)
    first += Object.keys(tables[table].columns).length
    return text
  })
  const others = inserts.slice(1).map((insert, i) => `w${i} as (${insert})`)
  const text = `${others.length ? `with ${others.join(', ')} ` : ''}${inserts[0]!}`
  texts.set(key, text)
  return text
}

/**
 * Writes all rows in one statement, on a cluster one a table. None of these inserts reads another, and their keys are new with this command,
 * so their order does not matter; marks, which two commands may write at once, follow in their own sorted statement.
 */
export async function insertRows(tx: Tx, rows: Rows): Promise<void> {
  const written = (Object.keys(tables) as RowTable[]).filter((t) => t !== 'held' && rows[t]?.length)
  if (writesApart(tx))
    for (const t of written)
      await tx.executeQuery(CompiledQuery.raw(textFor([t]), valuesOf(t, rows[t]! as Row<typeof t>[])))
  else if (written.length) {
    const values = written.flatMap((t) => valuesOf(t, rows[t]! as Row<typeof t>[]))
    await tx.executeQuery(CompiledQuery.raw(textFor(written), values))
  }
  if (rows.held?.length) {
    const order = (r: Row<'held'>) => `${r.partyId} ${r.holdingId} ${r.holdId}`
    const unique = new Map(rows.held.map((r) => [order(r), r]))
    const sorted = [...unique.keys()].sort().map((k) => unique.get(k)!)
    await tx.executeQuery(CompiledQuery.raw(insertText('held', 1, markAgain), valuesOf('held', sorted)))
  }
}
