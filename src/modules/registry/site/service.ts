import { compare } from '../../../kernel/quantity.ts'
import type { CommandCtx } from '../../../platform/command.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/id.ts'
import { record } from '../../../platform/journal.ts'
import { productClassNames } from '../../catalogue/index.ts'
import { divisionsOf } from '../../identity/index.ts'
import { requirePlot, requireSite } from './queries.ts'
import { shapeProblem } from './rules.ts'
import type { Plot, PlotWords, Shape, Site, SiteWords } from './schema.ts'

const jsonOf = (shape: Shape | undefined) => (shape ? JSON.stringify(shape) : null)

function requireShape(shape: Shape | undefined): void {
  const problem = shapeProblem(shape)
  if (problem) throw new AppError('invalid', problem)
}

async function siteColumns(ctx: CommandCtx, { name, kind, divisionId, address, shape }: SiteWords) {
  requireShape(shape)
  if (!(await divisionsOf(ctx.db, [divisionId])).has(divisionId))
    throw new AppError('invalid', 'division.not_found', { id: divisionId })
  return { name, kind, divisionId, address: address || null, shape: jsonOf(shape), changedAt: ctx.now }
}

/** Adds a site of one's own. */
export async function createSite(ctx: CommandCtx, words: SiteWords): Promise<Site> {
  const { partyId } = ctx.actor
  const siteId = newId()
  const row = await siteColumns(ctx, words)
  await ctx.db
    .insertInto('registry.site')
    .values({ partyId, siteId, ...row, createdAt: ctx.now })
    .execute()
  record(ctx, 'site.created', { about: siteId, data: { name: row.name } })
  return requireSite(ctx.db, ctx.actor, siteId)
}

/** Changes a site; what was recorded there stays as it was recorded. */
export async function editSite(ctx: CommandCtx, { siteId, ...words }: SiteWords & { siteId: string }): Promise<Site> {
  const before = await requireSite(ctx.db, ctx.actor, siteId)
  refuseRetired('site', before)
  await ctx.db
    .updateTable('registry.site')
    .set(await siteColumns(ctx, words))
    .where('partyId', '=', ctx.actor.partyId)
    .where('siteId', '=', siteId)
    .execute()
  record(ctx, 'site.edited', { about: siteId })
  return requireSite(ctx.db, ctx.actor, siteId)
}

/** Nothing can be recorded there any more; refused while it has plots in use. */
export async function retireSite(ctx: CommandCtx, { siteId }: { siteId: string }): Promise<Site> {
  const { partyId } = ctx.actor
  // the lock keeps a plot from being added at the same moment
  await lockSite(ctx, siteId)
  refuseRetired('site', await requireSite(ctx.db, ctx.actor, siteId))
  const plot = await ctx.db
    .selectFrom('registry.plot')
    .select('plotId')
    .where('partyId', '=', partyId)
    .where('siteId', '=', siteId)
    .where('retiredAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (plot) throw new AppError('conflict', 'site.has_plots')
  await ctx.db
    .updateTable('registry.site')
    .set({ retiredAt: ctx.now, changedAt: ctx.now })
    .where('partyId', '=', partyId)
    .where('siteId', '=', siteId)
    .execute()
  record(ctx, 'site.retired', { about: siteId })
  return requireSite(ctx.db, ctx.actor, siteId)
}

async function lockSite(ctx: CommandCtx, siteId: string): Promise<void> {
  await ctx.db
    .selectFrom('registry.site')
    .select('siteId')
    .where('partyId', '=', ctx.actor.partyId)
    .where('siteId', '=', siteId)
    .forUpdate()
    .executeTakeFirst()
}

async function plotColumns(ctx: CommandCtx, { siteId, name, areaMu, classCode, shape }: PlotWords) {
  requireShape(shape)
  if (compare(areaMu, '0') <= 0) throw new AppError('invalid', 'quantity.not_positive')
  if (classCode && !(await productClassNames(ctx.db, [classCode])).has(classCode))
    throw new AppError('invalid', 'product.class_unknown')
  await lockSite(ctx, siteId)
  refuseRetired('site', await requireSite(ctx.db, ctx.actor, siteId))
  return { siteId, name, areaMu, classCode: classCode || null, shape: jsonOf(shape), changedAt: ctx.now }
}

/** Adds a plot to a site. */
export async function createPlot(ctx: CommandCtx, words: PlotWords): Promise<Plot> {
  const { partyId } = ctx.actor
  const plotId = newId()
  const row = await plotColumns(ctx, words)
  await ctx.db
    .insertInto('registry.plot')
    .values({ partyId, plotId, ...row, createdAt: ctx.now })
    .execute()
  record(ctx, 'plot.created', { about: plotId, data: { name: row.name, areaMu: row.areaMu } })
  return requirePlot(ctx.db, ctx.actor, plotId)
}

/** Changes a plot; what was recorded on it stays. */
export async function editPlot(ctx: CommandCtx, { plotId, ...words }: PlotWords & { plotId: string }): Promise<Plot> {
  refuseRetired('plot', await requirePlot(ctx.db, ctx.actor, plotId))
  await ctx.db
    .updateTable('registry.plot')
    .set(await plotColumns(ctx, words))
    .where('partyId', '=', ctx.actor.partyId)
    .where('plotId', '=', plotId)
    .execute()
  record(ctx, 'plot.edited', { about: plotId })
  return requirePlot(ctx.db, ctx.actor, plotId)
}

/** Nothing can be recorded on it any more. */
export async function retirePlot(ctx: CommandCtx, { plotId }: { plotId: string }): Promise<Plot> {
  refuseRetired('plot', await requirePlot(ctx.db, ctx.actor, plotId))
  await ctx.db
    .updateTable('registry.plot')
    .set({ retiredAt: ctx.now, changedAt: ctx.now })
    .where('partyId', '=', ctx.actor.partyId)
    .where('plotId', '=', plotId)
    .where('retiredAt', 'is', null)
    .execute()
  record(ctx, 'plot.retired', { about: plotId })
  return requirePlot(ctx.db, ctx.actor, plotId)
}

function refuseRetired(what: 'site' | 'plot', row: { name: string; retiredAt: string | null }): void {
  if (row.retiredAt) throw new AppError('conflict', `${what}.retired`, { name: row.name })
}
