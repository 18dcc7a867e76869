import { type SqlBool, sql } from 'kysely'
import { normalise } from '../../../kernel/quantity.ts'
import type { Actor } from '../../../platform/actor.ts'
import { decodeCursor, page } from '../../../platform/cursor.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { found } from '../../../platform/errors.ts'
import { productClassNames } from '../../catalogue/index.ts'
import { divisionsOf, partiesInScope } from '../../identity/index.ts'
import { divisionNames } from '../operator/queries.ts'
import type { listPlots, listSites, Plot, Shape, Site } from './schema.ts'

const sitesOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('registry.site as s')
    .select(['s.partyId', 's.siteId', 's.name', 's.kind', 's.divisionId', 's.address', 's.shape', 's.createdAt'])
    .select(['s.changedAt', 's.retiredAt'])
    .where(partiesInScope(actor, 's.partyId'))

const plotsOf = (db: Db | Tx, actor: Actor) =>
  db
    .selectFrom('registry.plot as p')
    .innerJoin('registry.site as s', (j) => j.onRef('s.partyId', '=', 'p.partyId').onRef('s.siteId', '=', 'p.siteId'))
    .select(['p.partyId', 'p.plotId', 'p.siteId', 's.name as siteName', 'p.name', 'p.areaMu', 'p.classCode', 'p.shape'])
    .select(['p.createdAt', 'p.changedAt', 'p.retiredAt'])
    .where(partiesInScope(actor, 'p.partyId'))

type SiteRow = Awaited<ReturnType<ReturnType<typeof sitesOf>['execute']>>[number]
type PlotRow = Awaited<ReturnType<ReturnType<typeof plotsOf>['execute']>>[number]

async function sitesShown(db: Db | Tx, rows: readonly SiteRow[]): Promise<Site[]> {
  const divisions = await divisionsOf(
    db,
    rows.map((r) => r.divisionId),
  )
  const names = await divisionNames(
    db,
    rows.map((r) => divisions.get(r.divisionId)?.path ?? []),
  )
  return rows.map((r, i) => ({ ...r, shape: r.shape as Shape | null, divisionNames: names[i]! }))
}

async function plotsShown(db: Db | Tx, rows: readonly PlotRow[]): Promise<Plot[]> {
  const names = await productClassNames(
    db,
    rows.flatMap((r) => r.classCode ?? []),
  )
  return rows.map((r) => ({
    ...r,
    areaMu: normalise(r.areaMu),
    shape: r.shape as Shape | null,
    className: (r.classCode && names.get(r.classCode)?.name) ?? null,
    classNameEn: (r.classCode && names.get(r.classCode)?.nameEn) ?? null,
  }))
}

/** By name. */
export async function listSitesOf(db: Db, actor: Actor, f: Input<typeof listSites>) {
  const after = decodeCursor(f.cursor, ['text', 'id'])
  const rows = await sitesOf(db, actor)
    .where('s.partyId', '=', f.partyId ?? actor.partyId)
    .where('s.retiredAt', f.retired === 'only' ? 'is not' : 'is', null)
    .$if(after !== undefined, (x) => x.where(sql<SqlBool>`(s.name, s.site_id) > (${after![0]}, ${after![1]}::uuid)`))
    .orderBy('s.name')
    .orderBy('s.siteId')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.name, r.siteId])
  return { items: await sitesShown(db, items), nextCursor }
}

/** @throws not_found `site.not_found`. */
export async function requireSite(db: Db | Tx, actor: Actor, siteId: string): Promise<Site> {
  const row = await sitesOf(db, actor)
    .where('s.partyId', '=', actor.partyId)
    .where('s.siteId', '=', siteId)
    .executeTakeFirst()
  return (await sitesShown(db, [found(row, 'site', siteId)]))[0]!
}

/** By name. */
export async function listPlotsOf(db: Db, actor: Actor, f: Input<typeof listPlots>) {
  const after = decodeCursor(f.cursor, ['text', 'id'])
  const rows = await plotsOf(db, actor)
    .where('p.partyId', '=', f.partyId ?? actor.partyId)
    .where('p.retiredAt', f.retired === 'only' ? 'is not' : 'is', null)
    .$if(f.siteId !== undefined, (x) => x.where('p.siteId', '=', f.siteId!))
    .$if(after !== undefined, (x) => x.where(sql<SqlBool>`(p.name, p.plot_id) > (${after![0]}, ${after![1]}::uuid)`))
    .orderBy('p.name')
    .orderBy('p.plotId')
    .limit(f.limit + 1)
    .execute()
  const { items, nextCursor } = page(rows, f.limit, (r) => [r.name, r.plotId])
  return { items: await plotsShown(db, items), nextCursor }
}

/** @throws not_found `plot.not_found`. */
export async function requirePlot(db: Db | Tx, actor: Actor, plotId: string): Promise<Plot> {
  const row = await plotsOf(db, actor)
    .where('p.partyId', '=', actor.partyId)
    .where('p.plotId', '=', plotId)
    .executeTakeFirst()
  return (await plotsShown(db, [found(row, 'plot', plotId)]))[0]!
}

/** A party's plot, for commands of that party. @throws not_found `plot.not_found`. */
export async function plotFacts(db: Db | Tx, partyId: string, plotId: string) {
  const row = await db
    .selectFrom('registry.plot as p')
    .innerJoin('registry.site as s', (j) => j.onRef('s.partyId', '=', 'p.partyId').onRef('s.siteId', '=', 'p.siteId'))
    .select(['p.plotId', 'p.name', 'p.areaMu', 'p.classCode', 'p.siteId', 's.name as siteName', 's.divisionId'])
    .select('p.retiredAt')
    .where('p.partyId', '=', partyId)
    .where('p.plotId', '=', plotId)
    .executeTakeFirst()
  const { retiredAt, areaMu, ...plot } = found(row, 'plot', plotId)
  return { ...plot, areaMu: normalise(areaMu), retired: retiredAt !== null }
}
