import { sql } from 'kysely'
import { normaliseName } from '../../kernel/bigram.ts'
import type { Actor } from '../../platform/actor.ts'
import { decodeCursor, page } from '../../platform/cursor.ts'
import type { Db, Tx } from '../../platform/db.ts'
import type { Input } from '../../platform/endpoint.ts'
import { found } from '../../platform/errors.ts'
import { typedReading } from '../../platform/pinyin.ts'
import { rowsInScope } from '../identity/index.ts'
import type { listProductClasses, listProducts, listSubstances, Product, ProductClass, Substance } from './schema.ts'

/** `%` and `_` in what a person typed are only characters. */
const likeText = (text: string) => text.replace(/[\\%_]/g, (c) => `\\${c}`)

/** Classes by name, reading or code: the one called so first, then those that begin so, narrower before wider. */
export async function findClasses(db: Db, f: Input<typeof listProductClasses>): Promise<ProductClass[]> {
  const named = f.q?.normalize('NFKC').toLowerCase()
  const q = named ? likeText(named) : undefined
  const typed = f.q ? typedReading(f.q) : undefined
  const rows = await db
    .selectFrom('catalogue.productClass')
    .selectAll()
    .where('inUse', '=', true)
    .$if(f.sector !== undefined, (x) => x.where('sector', '=', f.sector!))
    .$if(q === undefined && f.parent !== undefined, (x) =>
      f.parent === '-' ? x.where('parentCode', 'is', null) : x.where('parentCode', '=', f.parent!),
    )
    .$if(q !== undefined, (x) =>
      x.where((eb) =>
        eb.or([
          eb('code', 'ilike', `${q}%`),
          eb('name', 'ilike', `%${q}%`),
          eb('nameEn', 'ilike', `%${q}%`),
          ...(typed ? [eb('pinyin', 'like', `${typed}%`), eb('initials', 'like', `${typed}%`)] : []),
        ]),
      ),
    )
    .$if(q !== undefined, (x) =>
      x
        .orderBy(sql`(${named} in (name, lower(name_en)) or pinyin = ${typed ?? ''}) desc`)
        .orderBy(sql`(name ilike ${`${q}%`} or name_en ilike ${`${q}%`}) desc`)
        .orderBy('level', 'desc'),
    )
    .orderBy('code')
    .limit(f.limit)
    .execute()
  const names = await classNames(
    db,
    rows.flatMap((r) => r.path),
  )
  return rows.map((r) => ({
    ...r,
    above: r.path.filter((c) => c !== r.code).map((code) => ({ code, ...names.get(code)! })),
  })) as ProductClass[]
}

/** Names of classes by code, with what the certificate says of them. */
export async function classNames(db: Db | Tx, codes: readonly string[]) {
  const rows = await db
    .selectFrom('catalogue.productClass')
    .select(['code', 'name', 'nameEn', 'certificate'])
    .where('code', '=', sql<string>`any(${[...new Set(codes)]}::text[])`)
    .execute()
  return new Map(rows.map(({ code, ...r }) => [code, r]))
}

export async function findClass(db: Db | Tx, code: string) {
  return db
    .selectFrom('catalogue.productClass')
    .select(['code', 'level', 'name', 'nameEn', 'sector', 'certificate', 'inUse'])
    .where('code', '=', code)
    .executeTakeFirst()
}

/** The products this person may see: an operator its own, an agency those of its jurisdiction. */
const productsOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('catalogue.product as p')
    .select([
      'p.partyId',
      'p.productId',
      'p.name',
      'p.spec',
      'p.classCode',
      'p.unit',
      'p.sector',
      'p.profile',
      'p.createdAt',
      'p.changedAt',
      'p.retiredAt',
    ])
    .where(rowsInScope(actor, 'p.partyId', 'p.sector'))

type ProductRow = Awaited<ReturnType<ReturnType<typeof productsOf>['execute']>>[number]

async function withClasses(db: Db | Tx, rows: readonly ProductRow[]): Promise<Product[]> {
  const classes = await classNames(
    db,
    rows.map((r) => r.classCode),
  )
  return rows.map((r) => {
    const c = classes.get(r.classCode)
    return {
      ...r,
      className: c?.name ?? r.classCode,
      classNameEn: c?.nameEn ?? r.classCode,
      certificate: c?.certificate ?? 'depends',
    } as Product
  })
}

/** By name in reading order; pinyin, initials and any part of the name find it. */
export async function listOwnProducts(db: Db, actor: Actor, f: Input<typeof listProducts>) {
  const after = decodeCursor(f.cursor, ['text', 'id'])
  const typed = f.q ? typedReading(f.q) : undefined
  const rows = await productsOf(db, actor)
    .select('p.pinyin')
    .where('p.partyId', '=', f.partyId ?? actor.partyId)
    .where('p.retiredAt', f.retired === 'only' ? 'is not' : 'is', null)
    .$if(Boolean(f.q), (x) =>
      x.where((eb) =>
        eb.or([
          eb('p.name', 'ilike', `%${likeText(f.q!.normalize('NFKC'))}%`),
          eb('p.spec', 'ilike', `%${likeText(f.q!.normalize('NFKC'))}%`),
          ...(typed ? [eb('p.pinyin', 'like', `${typed}%`), eb('p.initials', 'like', `${typed}%`)] : []),
        ]),
      ),
    )
    .$if(after !== undefined, (x) =>
      x.where(sql<boolean>`(p.pinyin, p.product_id) > (${after![0]}, ${after![1]}::uuid)`),
    )
    .orderBy('p.pinyin')
    .orderBy('p.productId')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.pinyin, r.productId])
  return { items: await withClasses(db, items), nextCursor }
}

/** @throws not_found `product.not_found`. */
export async function requireProduct(db: Db | Tx, actor: Actor, partyId: string, productId: string): Promise<Product> {
  const row = await productsOf(db, actor)
    .where('p.partyId', '=', partyId)
    .where('p.productId', '=', productId)
    .executeTakeFirst()
  return (await withClasses(db, [found(row, 'product', productId)]))[0]!
}

/** What an item copies of a product when it is made. Whoever asks has its reason: the product is named by its party. */
export async function unscopedProduct(db: Db | Tx, partyId: string, productId: string) {
  return db
    .selectFrom('catalogue.product')
    .select(['productId', 'name', 'spec', 'classCode', 'sector', 'profile', 'unit', 'retiredAt'])
    .where('partyId', '=', partyId)
    .where('productId', '=', productId)
    .executeTakeFirst()
}

/** Banned and restricted substances in force on a civil date. */
export async function substancesOn(
  db: Db | Tx,
  date: string,
  f: Pick<Input<typeof listSubstances>, 'q' | 'status'> = {},
): Promise<Substance[]> {
  const rows = await db
    .selectFrom('catalogue.substance')
    .select(['substance', 'kind', 'status', 'basis', 'forbiddenOn', 'forbiddenOnText', 'otherNames'])
    .select(['notToConfuseWith', 'validFrom as from', 'validTo as to', 'confidence'])
    .where((eb) => eb.or([eb('validFrom', 'is', null), eb('validFrom', '<=', date)]))
    .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>', date)]))
    .$if(f.status !== undefined, (x) => x.where('status', '=', f.status!))
    .orderBy('status')
    .orderBy('substance')
    .execute()
  const q = f.q ? normaliseName(f.q) : ''
  return rows.filter((r) => [r.substance, ...r.otherNames].some((n) => normaliseName(n).includes(q))) as Substance[]
}
