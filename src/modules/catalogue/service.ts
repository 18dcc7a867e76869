import { sql } from 'kysely'
import { civilDate } from '../../platform/civil.ts'
import type { CommandCtx } from '../../platform/command.ts'
import { AppError, found } from '../../platform/errors.ts'
import { newId } from '../../platform/id.ts'
import { record } from '../../platform/journal.ts'
import { reading } from '../../platform/pinyin.ts'
import { findClass, requireProduct } from './queries.ts'
import { productKind } from './rules.ts'
import type { Product, ProductWords } from './schema.ts'
import { tracedProfile } from './traced/in-force.ts'

async function columnsOf(ctx: CommandCtx, words: ProductWords) {
  const productClass = await findClass(ctx.db, words.classCode)
  const today = civilDate(ctx.now)
  const traced = await tracedProfile(ctx.db, ctx.actor.partyId, words.classCode, today)
  const kind = productKind(productClass, words.unit, today, traced)
  if ('refusal' in kind) {
    const { reason, ...details } = kind.refusal
    throw new AppError('invalid', reason, details)
  }
  const { name, spec, classCode, unit } = words
  return {
    name,
    spec,
    classCode,
    unit,
    sector: traced?.sector ?? productClass!.sector,
    profile: kind.profile.id,
    ...reading(name),
  }
}

/** Adds a product of one's own. Two of the same name and specification: conflict `constraint.product_name_unique`. */
export async function createProduct(ctx: CommandCtx, words: ProductWords): Promise<Product> {
  const { partyId } = ctx.actor
  const productId = newId()
  const row = { ...(await columnsOf(ctx, words)), createdAt: ctx.now, changedAt: ctx.now }
  await ctx.db
    .insertInto('catalogue.product')
    .values({ partyId, productId, ...row })
    .execute()
  record(ctx, 'product.created', { about: productId, data: { name: row.name, classCode: row.classCode } })
  return requireProduct(ctx.db, ctx.actor, partyId, productId)
}

/** Changes a product from now on; what was made of it keeps the words it was made with. */
export async function editProduct(ctx: CommandCtx, input: ProductWords & { productId: string }): Promise<Product> {
  const { partyId } = ctx.actor
  const before = await requireProduct(ctx.db, ctx.actor, partyId, input.productId)
  refuseRetired(before)
  await ctx.db
    .updateTable('catalogue.product')
    .set({ ...(await columnsOf(ctx, input)), changedAt: ctx.now })
    .where('partyId', '=', partyId)
    .where('productId', '=', input.productId)
    .execute()
  const after = await requireProduct(ctx.db, ctx.actor, partyId, input.productId)
  const keys = ['name', 'spec', 'classCode', 'unit'] as const
  const changed = keys.filter((k) => before[k] !== after[k])
  if (changed.length)
    record(ctx, 'product.edited', {
      about: input.productId,
      data: { changes: Object.fromEntries(changed.map((k) => [k, [before[k], after[k]]])) },
    })
  return after
}

/** No more goods can be made of it; what exists is not touched. */
export async function retireProduct(ctx: CommandCtx, { productId }: { productId: string }): Promise<Product> {
  const { partyId } = ctx.actor
  const { rows } = await sql<{ productId: string }>`update catalogue.product
    set retired_at = ${ctx.now}, changed_at = ${ctx.now}
    where party_id = ${partyId} and product_id = ${productId} and retired_at is null returning product_id`.execute(
    ctx.db,
  )
  const product = found(await requireProduct(ctx.db, ctx.actor, partyId, productId), 'product', productId)
  if (!rows.length) refuseRetired(product)
  record(ctx, 'product.retired', { about: productId })
  return product
}

function refuseRetired(product: Pick<Product, 'name' | 'retiredAt'>): void {
  if (product.retiredAt) throw new AppError('conflict', 'product.retired', { name: product.name })
}
