import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'

export const siteKinds = ['base', 'farm', 'pond', 'plant', 'slaughterhouse', 'warehouse', 'stall', 'shop'] as const
const SiteKind = z.enum(siteKinds).meta({ id: 'SiteKind' })

const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const Ring = z.array(Position).min(4).max(500)

/** GeoJSON (RFC 7946), WGS 84: longitude before latitude. */
export const Shape = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('Point'), coordinates: Position }),
    z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1).max(10) }),
  ])
  .meta({ id: 'GeoShape' })
export type Shape = z.infer<typeof Shape>

const SiteId = z.object({ siteId: z.uuid() })
const PlotId = z.object({ plotId: z.uuid() })

export const SiteWords = z.object({
  name: z.string().trim().min(1).max(100),
  kind: SiteKind,
  divisionId: z.string().min(1).max(12),
  address: z.string().trim().max(200).optional(),
  shape: Shape.optional(),
})
export type SiteWords = z.output<typeof SiteWords>

export const Site = SiteId.extend({
  partyId: z.uuid(),
  name: z.string(),
  kind: z.string(),
  divisionId: z.string(),
  divisionNames: z.array(z.string()),
  address: z.string().nullable(),
  shape: Shape.nullable(),
  createdAt: z.string(),
  changedAt: z.string(),
  retiredAt: z.string().nullable(),
}).meta({ id: 'Site' })
export type Site = z.infer<typeof Site>

export const PlotWords = z.object({
  siteId: z.uuid(),
  name: z.string().trim().min(1).max(100),
  /** Area in mu 亩, above zero, at most three decimals. */
  areaMu: z.string().regex(/^(?:0|[1-9][0-9]{0,9})(?:\.[0-9]{1,3})?$/),
  /** What usually grows in it. */
  classCode: z.string().max(20).optional(),
  shape: Shape.optional(),
})
export type PlotWords = z.output<typeof PlotWords>

export const Plot = PlotId.extend({
  partyId: z.uuid(),
  siteId: z.uuid(),
  siteName: z.string(),
  name: z.string(),
  areaMu: z.string(),
  classCode: z.string().nullable(),
  className: z.string().nullable(),
  classNameEn: z.string().nullable(),
  shape: Shape.nullable(),
  createdAt: z.string(),
  changedAt: z.string(),
  retiredAt: z.string().nullable(),
}).meta({ id: 'Plot' })
export type Plot = z.infer<typeof Plot>

const Whose = z.object({
  /** Whose; one's own when absent. */
  partyId: z.uuid().optional(),
  retired: z.enum(['no', 'only']).default('no'),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const listSites = query({
  name: 'listSites',
  path: '/api/sites',
  permission: 'site:read',
  summary: { zh: '场所(基地)列表', en: 'Sites of an operator' },
  input: Whose,
  output: z.object({ items: z.array(Site), nextCursor: z.string().nullable() }),
})

export const createSite = command({
  name: 'createSite',
  path: '/api/sites',
  permission: 'site:manage',
  summary: { zh: '新增场所', en: 'Add a site' },
  input: SiteWords,
  output: Site,
})

export const editSite = command({
  name: 'editSite',
  path: '/api/sites/:siteId/edit',
  permission: 'site:manage',
  summary: { zh: '修改场所', en: 'Change a site' },
  input: SiteWords.extend(SiteId.shape),
  output: Site,
})

export const retireSite = command({
  name: 'retireSite',
  path: '/api/sites/:siteId/retire',
  permission: 'site:manage',
  summary: { zh: '停用场所', en: 'Retire a site' },
  input: SiteId,
  output: Site,
})

export const listPlots = query({
  name: 'listPlots',
  path: '/api/plots',
  permission: 'site:read',
  summary: { zh: '地块列表', en: 'Plots of an operator' },
  input: Whose.extend({ siteId: z.uuid().optional() }),
  output: z.object({ items: z.array(Plot), nextCursor: z.string().nullable() }),
})

export const createPlot = command({
  name: 'createPlot',
  path: '/api/plots',
  permission: 'site:manage',
  summary: { zh: '新增地块', en: 'Add a plot' },
  input: PlotWords,
  output: Plot,
})

export const editPlot = command({
  name: 'editPlot',
  path: '/api/plots/:plotId/edit',
  permission: 'site:manage',
  summary: { zh: '修改地块', en: 'Change a plot' },
  input: PlotWords.extend(PlotId.shape),
  output: Plot,
})

export const retirePlot = command({
  name: 'retirePlot',
  path: '/api/plots/:plotId/retire',
  permission: 'site:manage',
  summary: { zh: '停用地块', en: 'Retire a plot' },
  input: PlotId,
  output: Plot,
})

export const siteEndpoints = [listSites, createSite, editSite, retireSite, listPlots, createPlot, editPlot, retirePlot]
