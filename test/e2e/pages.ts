import { listProducts } from '../../src/modules/catalogue/schema.ts'
import { listCaptureJobs } from '../../src/modules/exchange/capture/schema.ts'
import { listCertificates } from '../../src/modules/label/certificate/schema.ts'
import { listRecords } from '../../src/modules/production/record/schema.ts'
import { listFilings } from '../../src/modules/registry/filing/schema.ts'
import { listOperators } from '../../src/modules/registry/operator/schema.ts'
import { listPlots } from '../../src/modules/registry/site/schema.ts'
import { listRetentionRuns, startRetention } from '../../src/modules/retention/schema.ts'
import { listHolds } from '../../src/modules/trace/hold/schema.ts'
import { listHoldings } from '../../src/modules/trace/schema.ts'
import { listTransfers } from '../../src/modules/trade/transfer/schema.ts'
import { listVouchers } from '../../src/modules/trade/voucher/schema.ts'
import { demoPassword } from './console.ts'
import { signedIn } from './running.ts'

/** People of the demo through whose eyes the pages are looked at. */
export const people = {
  visitor: undefined,
  grower: 'mango1',
  packer: 'fruitpack',
  lifts: 'liftuser',
  officer: 'yazhou-officer',
  reviewer: 'yazhou',
  administrator: 'ministry',
} as const
export type Who = keyof typeof people

export type PageRow = {
  /** Of its pictures. */
  name: string
  /** As src/apps/console/routes.tsx and the folders' routes.tsx say it, without a slash before it. */
  route: string
  as: Who
  /** The address, where it is not the route itself. */
  at?: (ids: Ids) => string
  /** Its texts are samples, for those who build screens. */
  sample?: true
}

/** A run of the county's: one that only counts, where there is none. */
async function runOf(county: Awaited<ReturnType<typeof signedIn>>) {
  const { items } = await county.call(listRetentionRuns, {})
  return items[0] ?? (await county.call(startRetention, { what: 'archive', trial: true, reason: '示例试算' }))
}

/** What the demo has of each kind, for addresses that name one. */
export async function idsIn(origin: string) {
  const [grower, packer, officer] = await Promise.all(
    [people.grower, people.packer, people.officer].map((login) => signedIn(origin, login, demoPassword)),
  )
  const first = <T>({ items }: { items: T[] }, what: string): T => {
    if (!items[0]) throw new Error(`the demo has no ${what}`)
    return items[0]
  }
  // what a system captured for them is declared: it has no code of ours, so no certificate and no label
  const governed = async (of: typeof grower, filter: { held?: 'yes' | 'no' }) => {
    const { items } = await of!.call(listHoldings, { inStock: 'yes', ...filter })
    return { items: items.filter((h) => h.regime === 'governed') }
  }
  const waiting = await officer!.call(listFilings, { which: 'waiting' })
  const filing = waiting.items.length ? waiting : await officer!.call(listFilings, { which: 'decided' })
  return {
    batch: first(await governed(grower, {}), 'batch'),
    heldBatch: first(await governed(packer, { held: 'yes' }), 'held batch'),
    packed: first(await governed(packer, { held: 'no' }), 'batch to pack'),
    plot: first(await grower!.call(listPlots, {}), 'plot'),
    product: first(await grower!.call(listProducts, {}), 'product'),
    record: first(await grower!.call(listRecords, {}), 'record'),
    certificate: first(await grower!.call(listCertificates, {}), 'certificate'),
    sent: first(await grower!.call(listTransfers, { direction: 'out' }), 'transfer'),
    voucher: first(await grower!.call(listVouchers, {}), 'voucher'),
    filing: first(filing, 'filing'),
    operator: first(await officer!.call(listOperators, {}), 'operator'),
    hold: first(await officer!.call(listHolds, {}), 'hold'),
    retentionRun: await runOf(await signedIn(origin, people.reviewer, demoPassword)),
    agency: officer!.session.party!,
    capture: first(
      { items: (await grower!.call(listCaptureJobs, {})).filter((j) => !j.success) },
      'capture job with problems',
    ),
  }
}
export type Ids = Awaited<ReturnType<typeof idsIn>>

const rootOf = ({ hold }: Ids) => `holdingId=${hold.rootHolding}&partyId=${hold.rootParty}`

/** Every page of the console, seen by those it is for. */
export const pages: readonly PageRow[] = [
  { name: 'sign-in', route: 'sign-in', as: 'visitor' },
  { name: 'register', route: 'register', as: 'visitor' },

  { name: 'home-grower', route: '', as: 'grower' },
  { name: 'home-packer', route: '', as: 'packer' },
  { name: 'desk', route: '', as: 'officer' },
  { name: 'desk-administrator', route: '', as: 'administrator' },
  { name: 'not-there', route: '*', as: 'grower', at: () => '/nowhere' },
  { name: 'parts', route: '_parts', as: 'grower', sample: true },
  { name: 'notices', route: 'notices', as: 'grower' },
  { name: 'preferences', route: 'preferences', as: 'grower' },
  { name: 'password', route: 'password', as: 'grower' },

  { name: 'organisation', route: 'organisation', as: 'grower' },
  { name: 'organisation-plate', route: 'organisation/plate', as: 'grower' },
  { name: 'organisation-licences-new', route: 'organisation/licences/new', as: 'grower' },
  { name: 'organisation-filing', route: 'organisation/filing', as: 'grower' },
  { name: 'organisation-filing-edit', route: 'organisation/filing/edit', as: 'grower' },
  { name: 'organisation-members', route: 'organisation/members', as: 'grower' },
  { name: 'organisation-members-new', route: 'organisation/members/new', as: 'grower' },

  { name: 'assets', route: 'equipment', as: 'lifts' },
  { name: 'assets-officer', route: 'equipment', as: 'officer' },
  { name: 'asset', route: 'equipment/:profile/:code', as: 'lifts', at: () => '/equipment/lift/SL-EXAMPLE-0001' },
  {
    name: 'asset-record',
    route: 'production/record/:profile/:event',
    as: 'lifts',
    at: () => '/production/record/lift/self_check?code=SL-EXAMPLE-0001',
  },
  {
    name: 'asset-officer',
    route: 'equipment/:profile/:code',
    as: 'officer',
    at: () => '/equipment/gas_cylinder/QP-EXAMPLE-0001',
  },
  { name: 'retention', route: 'retention', as: 'reviewer' },
  { name: 'retention-new', route: 'retention/new', as: 'reviewer' },
  {
    name: 'retention-run',
    route: 'retention/:runId',
    as: 'reviewer',
    at: ({ retentionRun }) => `/retention/${retentionRun.runId}`,
  },
  { name: 'production', route: 'production', as: 'grower' },
  { name: 'production-record-choose', route: 'production/record', as: 'grower' },
  {
    name: 'production-record-pesticide',
    route: 'production/record/:profile/:event',
    as: 'grower',
    at: () => '/production/record/crop/pesticide_use',
  },
  {
    name: 'production-record-one',
    route: 'production/records/:recordId',
    as: 'grower',
    at: ({ record }) => `/production/records/${record.recordId}`,
  },
  { name: 'production-inputs', route: 'production/inputs', as: 'grower' },
  { name: 'production-inputs-new', route: 'production/inputs/new', as: 'grower' },
  { name: 'production-completeness', route: 'production/completeness', as: 'grower' },
  { name: 'production-sites', route: 'production/sites', as: 'grower' },
  { name: 'production-sites-new', route: 'production/sites/new', as: 'grower' },
  {
    name: 'production-site',
    route: 'production/sites/:siteId',
    as: 'grower',
    at: ({ plot }) => `/production/sites/${plot.siteId}`,
  },
  { name: 'production-plots-new', route: 'production/plots/new', as: 'grower' },
  {
    name: 'production-plot',
    route: 'production/plots/:plotId',
    as: 'grower',
    at: ({ plot }) => `/production/plots/${plot.plotId}`,
  },
  { name: 'production-products', route: 'production/products', as: 'grower' },
  { name: 'production-products-new', route: 'production/products/new', as: 'grower' },
  {
    name: 'production-product',
    route: 'production/products/:productId',
    as: 'grower',
    at: ({ product }) => `/production/products/${product.productId}`,
  },

  { name: 'batches', route: 'batches', as: 'grower' },
  {
    name: 'batch',
    route: 'batches/:holdingId',
    as: 'grower',
    at: ({ batch }) => `/batches/${batch.holdingId}`,
  },
  {
    name: 'batch-held',
    route: 'batches/:holdingId',
    as: 'packer',
    at: ({ heldBatch }) => `/batches/${heldBatch.holdingId}`,
  },
  {
    name: 'batch-step',
    route: 'batches/step/:profile/:event',
    as: 'packer',
    at: ({ packed }) => `/batches/step/crop/process?holdingId=${packed.holdingId}`,
  },
  {
    name: 'batch-pack',
    route: 'batches/pack',
    as: 'packer',
    at: ({ packed }) => `/batches/pack?holdingId=${packed.holdingId}`,
  },
  { name: 'held', route: 'held', as: 'packer' },
  { name: 'harvest', route: 'harvest', as: 'grower' },
  ...(['certificate', 'label', 'sell'] as const).map(
    (screen): PageRow => ({
      name: `harvest-${screen}`,
      route: 'harvest/:holdingId/:screen',
      as: 'grower',
      at: ({ batch }) => `/harvest/${batch.holdingId}/${screen}`,
    }),
  ),

  { name: 'certificates', route: 'certificates', as: 'grower' },
  {
    name: 'certificates-new',
    route: 'certificates/new',
    as: 'grower',
    at: ({ batch }) => `/certificates/new?holdingId=${batch.holdingId}`,
  },
  { name: 'certificates-collected', route: 'certificates/collected', as: 'packer' },
  {
    name: 'certificate',
    route: 'certificates/:certificateId',
    as: 'grower',
    at: ({ certificate }) => `/certificates/${certificate.certificateId}`,
  },
  { name: 'labels', route: 'labels', as: 'grower' },
  {
    name: 'labels-new',
    route: 'labels/new',
    as: 'grower',
    at: ({ batch }) => `/labels/new?holdingId=${batch.holdingId}`,
  },

  { name: 'trade-in', route: 'trade', as: 'packer', at: () => '/trade?direction=in' },
  { name: 'trade-out', route: 'trade', as: 'grower', at: () => '/trade?direction=out' },
  {
    name: 'trade-sell',
    route: 'trade/sell',
    as: 'grower',
    at: ({ batch }) => `/trade/sell?holdingId=${batch.holdingId}`,
  },
  {
    name: 'transfer',
    route: 'trade/:sellerId/:transferId',
    as: 'grower',
    at: ({ sent }) => `/trade/${sent.sellerId}/${sent.transferId}`,
  },
  { name: 'vouchers', route: 'trade/vouchers', as: 'grower' },
  {
    name: 'voucher',
    route: 'trade/vouchers/:voucherId',
    as: 'grower',
    at: ({ voucher }) => `/trade/vouchers/${voucher.voucherId}`,
  },

  { name: 'trace-find', route: 'trace', as: 'officer' },
  { name: 'trace-view', route: 'trace/view', as: 'officer', at: (ids) => `/trace/view?${rootOf(ids)}` },
  { name: 'trace-report', route: 'trace/report', as: 'officer', at: (ids) => `/trace/report?${rootOf(ids)}` },

  { name: 'reviews', route: 'reviews', as: 'officer' },
  {
    name: 'review',
    route: 'reviews/:partyId/:filingId',
    as: 'officer',
    at: ({ filing }) => `/reviews/${filing.partyId}/${filing.filingId}`,
  },
  { name: 'operators', route: 'operators', as: 'officer' },
  { name: 'operators-new', route: 'operators/new', as: 'officer' },
  {
    name: 'operator',
    route: 'operators/:partyId',
    as: 'officer',
    at: ({ operator }) => `/operators/${operator.partyId}`,
  },
  {
    name: 'operator-file',
    route: 'operators/:partyId/file',
    as: 'officer',
    at: ({ operator }) => `/operators/${operator.partyId}/file`,
  },

  { name: 'holds', route: 'holds', as: 'officer' },
  { name: 'holds-search', route: 'holds/new', as: 'officer' },
  { name: 'holds-new', route: 'holds/new', as: 'officer', at: (ids) => `/holds/new?${rootOf(ids)}` },
  {
    name: 'hold',
    route: 'holds/:issuerId/:holdId',
    as: 'officer',
    at: ({ hold }) => `/holds/${hold.issuerId}/${hold.holdId}`,
  },
  {
    name: 'hold-notice',
    route: 'holds/:issuerId/:holdId/notice',
    as: 'officer',
    at: ({ hold }) => `/holds/${hold.issuerId}/${hold.holdId}/notice`,
  },

  { name: 'agencies', route: 'agencies', as: 'administrator' },
  { name: 'agencies-new', route: 'agencies/new', as: 'administrator' },
  {
    name: 'agency',
    route: 'agencies/:partyId',
    as: 'administrator',
    at: ({ agency }) => `/agencies/${agency.partyId}`,
  },
  {
    name: 'agency-change',
    route: 'agencies/:partyId/change',
    as: 'administrator',
    at: ({ agency }) => `/agencies/${agency.partyId}/change`,
  },
  { name: 'accounts', route: 'accounts', as: 'administrator' },
  { name: 'accounts-new', route: 'accounts/new', as: 'administrator' },
  { name: 'connections', route: 'connections', as: 'grower' },
  { name: 'connections-officer', route: 'connections', as: 'reviewer' },
  { name: 'connections-identifiers-new', route: 'connections/identifiers/new', as: 'grower' },
  { name: 'connections-captures', route: 'connections/captures', as: 'grower' },
  {
    name: 'connections-capture',
    route: 'connections/captures/:captureID',
    as: 'grower',
    at: ({ capture }) => `/connections/captures/${capture.captureID}`,
  },
  { name: 'clients', route: 'clients', as: 'administrator' },
  { name: 'clients-new', route: 'clients/new', as: 'administrator' },
  { name: 'journal', route: 'journal', as: 'officer' },
]
