import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import { reading } from '../../platform/pinyin.ts'

const data = new URL('../../../data/', import.meta.url)

/**
 * Brings product classes and substances to what data/ says, if the files are not those that were loaded before. Two
 * processes that start at once load them once.
 * @returns whether anything was loaded.
 */
export async function loadCatalogue(db: Db, now: string, onProgress: (what: string) => void = () => {}) {
  const classes = await dataset(db, now, 'product-classification', 'product-classification/classes.tsv', (tx, rows) => {
    onProgress(`loading ${rows.length} product classes`)
    return putClasses(tx, rows)
  })
  const substances = await dataset(db, now, 'inputs', 'inputs/substances.tsv', (tx, rows) => {
    onProgress(`loading ${rows.length} substances`)
    return putSubstances(tx, rows)
  })
  return classes || substances
}

type Row = (column: string) => string | null

async function dataset(db: Db, now: string, name: string, path: string, put: (tx: Tx, rows: Row[]) => Promise<void>) {
  const text = await readFile(new URL(path, data), 'utf8')
  const hash = createHash('sha256').update(text).digest('hex')
  const loaded = async (by: Db | Tx) =>
    (await by.selectFrom('platform.dataset').select('hash').where('name', '=', name).executeTakeFirst())?.hash === hash
  if (await loaded(db)) return false
  return db.transaction().execute(async (tx) => {
    // the row is locked until we commit: who comes second finds our hash
    await sql`insert into platform.dataset (name, hash, loaded_at) values (${name}, '', ${now})
      on conflict (name) do update set name = excluded.name`.execute(tx)
    if (await loaded(tx)) return false
    await put(tx, rowsOf(text))
    await tx.updateTable('platform.dataset').set({ hash, loadedAt: now }).where('name', '=', name).execute()
    return true
  })
}

/** Rows of our TSV files: a header line, tabs, `-` for nothing. */
function rowsOf(text: string): Row[] {
  const [header = '', ...lines] = text.split('\n').filter(Boolean)
  const at = new Map(header.split('\t').map((name, i) => [name, i]))
  return lines.map((line) => {
    const cells = line.split('\t')
    return (column) => {
      const cell = cells[at.get(column) ?? -1]
      if (cell === undefined) throw new Error(`data: no column ${column} in ${line}`)
      return cell === '-' ? null : cell
    }
  })
}

/** A class that left the file stays, because products point to it, and is no longer offered. */
async function putClasses(tx: Tx, rows: readonly Row[]): Promise<void> {
  const parents = new Map(rows.map((r) => [r('code')!, r('parent')]))
  const path = (code: string): string[] => {
    const parent = parents.get(code)
    return parent ? [...path(parent), code] : [code]
  }
  await tx.updateTable('catalogue.productClass').set({ inUse: false }).execute()
  await tx
    .insertInto('catalogue.productClass')
    .values(
      rows.map((r) => ({
        code: r('code')!,
        parentCode: r('parent'),
        level: Number(r('level')),
        path: path(r('code')!),
        name: r('name')!,
        nameEn: r('name_en')!,
        ...reading(r('name')!),
        sector: r('sector')!,
        unit: r('unit')!,
        certificate: r('certificate')!,
        certificateGroup: r('certificate_group'),
        source: r('source')!,
        verified: r('verified') === 'yes',
        inUse: true,
      })),
    )
    .onConflict((c) =>
      c.column('code').doUpdateSet((eb) => ({
        parentCode: eb.ref('excluded.parentCode'),
        level: eb.ref('excluded.level'),
        path: eb.ref('excluded.path'),
        name: eb.ref('excluded.name'),
        nameEn: eb.ref('excluded.nameEn'),
        pinyin: eb.ref('excluded.pinyin'),
        initials: eb.ref('excluded.initials'),
        sector: eb.ref('excluded.sector'),
        unit: eb.ref('excluded.unit'),
        certificate: eb.ref('excluded.certificate'),
        certificateGroup: eb.ref('excluded.certificateGroup'),
        source: eb.ref('excluded.source'),
        verified: eb.ref('excluded.verified'),
        inUse: eb.ref('excluded.inUse'),
      })),
    )
    .execute()
}

/** Nothing points to a substance: the list is what the file says. */
async function putSubstances(tx: Tx, rows: readonly Row[]): Promise<void> {
  const list = (text: string | null, separator: string) => text?.split(separator).map((s) => s.trim()) ?? []
  await tx.deleteFrom('catalogue.substance').execute()
  await tx
    .insertInto('catalogue.substance')
    .values(
      rows.map((r) => ({
        substance: r('substance')!,
        kind: r('kind')!,
        status: r('status')!,
        basis: r('basis')!,
        forbiddenOn: list(r('forbidden_on'), ','),
        forbiddenOnText: r('forbidden_on_text'),
        otherNames: list(r('other_names'), '、'),
        notToConfuseWith: list(r('not_to_confuse_with'), '、'),
        validFrom: r('from'),
        validTo: r('to'),
        confidence: r('confidence')!,
      })),
    )
    .execute()
}
