import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { atLeast, type Figure, median, told } from './figure.ts'
import { type Cluster, seconds, withCluster } from './lib-cluster.ts'
import { fileOf, serialWorld } from './lib-serial.ts'

/*
 * Codes of medicine with what is in what, given to the whole server as a CSV file and worked on by the job to the end,
 * beside COPY of the very rows that stood in the database after it, into a copy of the database with the same indexes.
 */

const CASES = Number(process.env['BENCH_CASES'] ?? 417) // of 20 boxes of 10 pieces: 100,000 pieces are 500
const BOXES = 20
const ROUNDS = 3

const schemas = ['trace', 'serial', 'platform']
/** Rows that one counter of a party keeps: they were there before and cannot be inserted again. */
const counters = new Set(['platform.journal_counter', 'platform.migration', 'trace.namespace'])

async function newRows(db: pg.Client, since: string): Promise<{ table: string; data: Buffer }[]> {
  const { rows } = await db.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables where schemaname = any($1) order by 1`,
    [schemas],
  )
  const found: { table: string; data: Buffer }[] = []
  for (const { name } of rows) {
    if (counters.has(name)) continue
    // of the goods the file is for only its new state is new: it is there already
    const fresh = name === 'trace.holding' ? `and t.created_at > now() - interval '1 hour' and t.kind = 'pack'` : ''
    const chunks: Buffer[] = []
    const stream = db.query(
      copyTo(`copy (select * from ${name} t where t.xmin::text::bigint >= ${since} ${fresh}) to stdout`),
    )
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    if (chunks.length) found.push({ table: name, data: Buffer.concat(chunks) })
  }
  return found
}

async function copyIn(db: pg.Client, rows: readonly { table: string; data: Buffer }[]): Promise<void> {
  await db.query('begin')
  for (const { table, data } of rows)
    await pipeline(Readable.from([data]), db.query(copyFrom(`copy ${table} from stdin`)))
  await db.query('commit')
}

export const run = (): Promise<Figure[]> => withCluster(measure)

async function measure({ admin, url }: Cluster): Promise<Figure[]> {
  const codes = CASES * (1 + BOXES * 11)
  const warm = await serialWorld(url('real'))
  await warm.upload(fileOf('8000001', 1, { cases: 20, boxes: BOXES }), await warm.make('100000'))
  await warm.close()
  const ratios: number[] = []
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const real = await serialWorld(url('real'))
    const holdingId = await real.make('1000000')
    await real.close()
    await admin.query(`create database by_copy${round} template real`)
    const [ours, since] = await uploaded(url('real'), real.maker, `81000${String(round).padStart(2, '0')}`, holdingId)
    const look = new pg.Client(url('real'))
    await look.connect()
    const rows = await newRows(look, since)
    await look.end()
    const theirs = new pg.Client(url(`by_copy${round}`))
    await theirs.connect()
    const copied = await seconds(() => copyIn(theirs, rows))
    await theirs.end()
    await admin.query(`drop database by_copy${round}`)
    ratios.push(copied / ours)
    rates.push(codes / ours)
  }
  return [
    atLeast(`drug-upload: ${codes} codes with relations ÷ COPY of the same rows`, median(ratios), 'ratio', 0.2),
    told('drug-upload: codes a second', median(rates), 'codes/s'),
  ]
}

async function uploaded(url: string, maker: string, range: string, holdingId: string): Promise<[number, string]> {
  const world = await serialWorld(url)
  const look = new pg.Client(url)
  await look.connect()
  const { rows } = await look.query<{ x: string }>('select pg_current_xact_id()::text as x')
  await look.end()
  const took = await seconds(() => world.uploadAs(maker, fileOf(range, 1, { cases: CASES, boxes: BOXES }), holdingId))
  await world.close()
  return [took, rows[0]!.x]
}
