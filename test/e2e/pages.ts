import { listOverlays, proposeOverlay } from '../../src/modules/catalogue/overlay/schema.ts'
import { listProducts } from '../../src/modules/catalogue/schema.ts'
import { addTracedClass, listTracedClasses } from '../../src/modules/catalogue/traced/schema.ts'
import { listPermits } from '../../src/modules/control/permit/schema.ts'
import { bindDevice, listDevices, registerDevice } from '../../src/modules/device/schema.ts'
import { listCaptureJobs } from '../../src/modules/exchange/capture/schema.ts'
import { listCertificates } from '../../src/modules/label/certificate/schema.ts'
import { listRecords } from '../../src/modules/production/record/schema.ts'
import { listFilings } from '../../src/modules/registry/filing/schema.ts'
import { fileLicence, listLicences } from '../../src/modules/registry/licence/schema.ts'
import { listOperators } from '../../src/modules/registry/operator/schema.ts'
import { listPlots } from '../../src/modules/registry/site/schema.ts'
import { listRetentionRuns, startRetention } from '../../src/modules/retention/schema.ts'
import { listCodes, listUploads, startUpload } from '../../src/modules/serial/schema.ts'
import { listHolds } from '../../src/modules/trace/hold/schema.ts'
import { listHoldings } from '../../src/modules/trace/schema.ts'
import { listTransfers } from '../../src/modules/trade/transfer/schema.ts'
import { listVouchers } from '../../src/modules/trade/voucher/schema.ts'
import { demoPassword } from './console.ts'
import { signedIn, type User } from './running.ts'

/** People of the demo through whose eyes the pages are looked at. */
export const people = {
  visitor: undefined,
  grower: 'mango1',
  packer: 'fruitpack',
  lifts: 'liftuser',
  drugmaker: 'drugmaker',
  blaster: 'blastco',
  police: 'chengmai',
  officer: 'yazhou-officer',
  province: 'hainan',
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

/** A logger of the packer's that has been with goods for a day, too warm for an hour and silent for two. */
async function loggerOf(origin: string, packer: User) {
  const { items } = await packer.call(listDevices, {})
  if (items[0]) return items[0]
  const { deviceId, secret } = await packer.call(registerDevice, {
    ...{ name: '示例 3 号冷藏箱温度计', serialNo: 'SL-EXAMPLE-0001', kind: 'temperature_humidity' },
  })
  const hours = (n: number) => new Date(Date.now() - n * 3_600_000).toISOString()
  const { items: stock } = await packer.call(listHoldings, { inStock: 'yes' })
  const holdingIds = stock.slice(0, 2).map((h) => h.holdingId)
  const limits = { low: '2', high: '8' }
  await packer.call(bindDevice, { deviceId, container: '示例 3 号冷藏箱', holdingIds, from: hours(24), ...limits })
  const readings = Array.from({ length: 24 * 6 }, (_, i) => i / 6)
    .filter((h) => h < 15 || h > 17)
    .map((h) => ({
      ...{ at: hours(h), humidity: 60 + Math.round(5 * Math.cos(h)) },
      celsius: h > 5 && h < 6 ? 9.4 : Math.round(10 * (5 + 1.5 * Math.sin(h))) / 10,
    }))
  const authorization = `Basic ${Buffer.from(`${deviceId}:${secret}`).toString('base64')}`
  const sent = await fetch(`${origin}/api/device-readings`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ readings: [...readings, { at: hours(1), celsius: -127 }] }),
  })
  if (!sent.ok) throw new Error(await sent.text())
  return { deviceId }
}

/** A run of the county's: one that only counts, where there is none. */
async function runOf(county: Awaited<ReturnType<typeof signedIn>>) {
  const { items } = await county.call(listRetentionRuns, {})
  return items[0] ?? (await county.call(startRetention, { what: 'archive', trial: true, reason: '示例试算' }))
}

/** Of a maker of medicine: an upload that is done with a case of it, and one that was refused. */
async function codesOf(origin: string, maker: Awaited<ReturnType<typeof signedIn>>) {
  const uploads = async () => (await maker.call(listUploads, {})).items
  const done = (await uploads()).find((u) => u.state === 'done')
  if (!done) throw new Error('the demo has no upload of codes')
  const { items } = await maker.call(listCodes, { uploadId: done.uploadId })
  const pack = items.find((c) => c.level > 1) ?? items[0]!
  const piece = items.find((c) => c.level === 1)!
  const refusedOf = async () => (await uploads()).find((u) => u.state === 'refused')
  if (!(await refusedOf())) {
    const query = new URLSearchParams({ holdingId: done.holdingId!, fileName: '示例-有误.csv' })
    await fetch(`${origin}${startUpload.path}?${query}`, {
      method: 'POST',
      headers: { cookie: maker.cookie, 'x-csrf-token': maker.session.csrfToken!, 'content-type': 'text/csv' },
      body: `code,parent\n${piece.code},\n12345,\n${piece.code},`,
    })
  }
  for (let i = 0; i < 50; i++) {
    const refused = await refusedOf()
    if (refused) return { done, refused, pack, piece }
    await new Promise((r) => setTimeout(r, 200))
  }
  throw new Error('an upload is not worked on')
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
  const { entry, proposal, licence } = await decisions(origin)
  const blaster = await signedIn(origin, people.blaster, demoPassword)
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
    device: await loggerOf(origin, packer!),
    codes: await codesOf(origin, await signedIn(origin, people.drugmaker, demoPassword)),
    permit: first(await blaster.call(listPermits, { kind: 'transport' }), 'permit'),
    operator: first(await officer!.call(listOperators, {}), 'operator'),
    hold: first(await officer!.call(listHolds, {}), 'hold'),
    retentionRun: await runOf(await signedIn(origin, people.reviewer, demoPassword)),
    agency: officer!.session.party!,
    entry,
    proposal,
    licence,
    capture: first(
      { items: (await grower!.call(listCaptureJobs, {})).filter((j) => !j.success) },
      'capture job with problems',
    ),
  }
}
/** Of the catalogue, of a province and of an operator: something decided by one, and something that waits for another. */
async function decisions(origin: string) {
  const [province, keeper] = await Promise.all(
    [people.province, 'liftkeeper'].map((login) => signedIn(origin, login, demoPassword)),
  )
  const decision = { decisionNo: '琼示例〔2026〕1号', reason: '示例：纳入重要产品追溯' }
  const [known] = (await province!.call(listTracedClasses, { q: '010402' })).items
  const entry =
    known ??
    (await province!.call(addTracedClass, {
      ...{ classCode: '010402', profile: 'meat_vegetable', divisionId: '460000', validFrom: '2026-01-01', ...decision },
    }))
  const [proposed] = (await province!.call(listOverlays, { profile: 'crop', state: 'proposed' })).items
  const text = { type: 'text' as const, required: true as const, source: decision.decisionNo }
  const proposal =
    proposed ??
    (await province!.call(proposeOverlay, {
      ...{ profile: 'crop', divisionId: '460000', validFrom: '2030-01-01', ...decision },
      changes: [
        {
          event: 'pesticide_use',
          fields: [
            {
              ...{ ...text, key: 'd46_work_team', names: { zh: '作业队', en: 'Work team' }, confidence: 'document' },
              help: { zh: '统防统治时填写队名', en: 'The team that sprayed, where one did' },
            },
          ],
          require: [{ key: 'dilution', required: true, source: decision.decisionNo }],
        },
      ],
    }))
  const filed = (await keeper!.call(listLicences, {})).licences.find((l) => l.number === '示例待确认1')
  const licence =
    filed ??
    (await keeper!.call(fileLicence, {
      ...{ kind: 'lift_maintenance', number: '示例待确认1', issuer: '示例市场监管局', validTo: '2030-12-31' },
    }))
  return { entry, proposal, licence }
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
  { name: 'organisation-lifts', route: 'organisation', as: 'lifts' },
  { name: 'organisation-roles-new', route: 'organisation/roles/new', as: 'lifts' },
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
  { name: 'permits', route: 'permits', as: 'blaster' },
  { name: 'permits-police', route: 'permits', as: 'police' },
  { name: 'permits-new', route: 'permits/new', as: 'police' },
  {
    name: 'permit',
    route: 'permits/:partyId/:permitId',
    as: 'police',
    at: ({ permit }) => `/permits/${permit.partyId}/${permit.permitId}`,
  },
  { name: 'custody', route: 'custody', as: 'blaster', at: () => '/custody?which=all' },
  { name: 'control-persons', route: 'control-persons', as: 'blaster' },
  { name: 'control-persons-police', route: 'control-persons', as: 'police' },
  { name: 'control-persons-new', route: 'control-persons/new', as: 'blaster' },
  { name: 'stock-counts', route: 'stock-counts', as: 'blaster' },
  { name: 'codes', route: 'codes', as: 'drugmaker' },
  { name: 'codes-new', route: 'codes/new', as: 'drugmaker' },
  {
    name: 'codes-upload',
    route: 'codes/uploads/:uploadId',
    as: 'drugmaker',
    at: ({ codes }) => `/codes/uploads/${codes.done.uploadId}`,
  },
  {
    name: 'codes-upload-refused',
    route: 'codes/uploads/:uploadId',
    as: 'drugmaker',
    at: ({ codes }) => `/codes/uploads/${codes.refused.uploadId}`,
  },
  {
    name: 'code-case',
    route: 'codes/see',
    as: 'drugmaker',
    at: ({ codes }) => `/codes/see?code=${encodeURIComponent(codes.pack.code)}`,
  },
  {
    name: 'code-piece',
    route: 'codes/see',
    as: 'drugmaker',
    at: ({ codes }) => `/codes/see?code=${encodeURIComponent(codes.piece.code)}`,
  },
  { name: 'devices', route: 'devices', as: 'packer' },
  { name: 'devices-new', route: 'devices/new', as: 'packer' },
  { name: 'device', route: 'devices/:deviceId', as: 'packer', at: (i) => `/devices/${i.device.deviceId}` },
  {
    name: 'device-bind',
    route: 'devices/:deviceId/bind',
    as: 'packer',
    at: (i) => `/devices/${i.device.deviceId}/bind`,
  },
  { name: 'production', route: 'production', as: 'grower' },
  {
    name: 'production-table',
    route: 'production/table',
    as: 'grower',
    at: () => '/production/table?of=crop%20pesticide_use',
  },
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
  { name: 'production-tasks', route: 'production/tasks', as: 'lifts' },
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

  {
    name: 'licence',
    route: 'operators/:partyId/licences/:licenceId',
    as: 'reviewer',
    at: ({ licence }) => `/operators/${licence.partyId}/licences/${licence.licenceId}`,
  },
  { name: 'home-lifts', route: '', as: 'lifts' },
  { name: 'notices-lifts', route: 'notices', as: 'lifts' },
  { name: 'desk-province', route: '', as: 'province' },
  { name: 'catalogue', route: 'catalogue', as: 'province' },
  { name: 'catalogue-grower', route: 'catalogue', as: 'grower' },
  {
    name: 'catalogue-entry',
    route: 'catalogue/:entryId',
    as: 'province',
    at: ({ entry }) => `/catalogue/${entry.entryId}`,
  },
  {
    name: 'catalogue-new',
    route: 'catalogue/new',
    as: 'province',
    at: ({ entry }) => `/catalogue/new?replaces=${entry.entryId}`,
  },
  { name: 'overlays', route: 'overlays', as: 'province' },
  {
    name: 'overlays-new',
    route: 'overlays/new',
    as: 'province',
    at: ({ proposal }) => `/overlays/new?like=${proposal.overlayId}`,
  },
  {
    name: 'overlay',
    route: 'overlays/:overlayId',
    as: 'administrator',
    at: ({ proposal }) => `/overlays/${proposal.overlayId}`,
  },

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
