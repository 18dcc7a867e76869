import { dealsOf } from './deals.ts'
import { goodsOf } from './goods.ts'
import { placeOf } from './places.ts'
import { overlayOf, tracedOf } from './profiles.ts'
import type { Person } from './session.ts'
import { password } from './session.ts'
import type { World } from './world.ts'

const facts = (w: World) => ({
  name: '示例果园',
  form: 'cooperative',
  role: 'both',
  sectors: ['crop'],
  divisionId: w.operator.divisionId,
  creditCode: '91460106MA90000014',
  identityNumber: '460106198001010019',
  legalRepresentative: '示例乙',
  licenceFrom: '2020-01-01',
  licenceUntil: '2040-01-01',
  address: '示例路 1 号',
  contactName: '示例乙',
  mobile: '13800000000',
  location: { longitude: 110, latitude: 20 },
  scale: { areaMu: '5', head: '10', tonnesPerYear: '2.5' },
})
const sowing = async (w: World) => ({
  profile: 'crop',
  event: 'sowing',
  productId: (await goodsOf(w)).productId,
  happenedAt: '2026-04-01T08:00:00+08:00',
  fields: {
    plot: (await placeOf(w)).plot.plotId,
    variety: '示例',
    planted_on: '2026-04-01',
    area: { quantity: '2', unit: 'mu' },
  },
})
const shape = {
  type: 'Polygon',
  coordinates: [
    [
      [110, 20],
      [110.1, 20],
      [110.1, 20.1],
      [110, 20],
    ],
  ],
}
const incoming = async (w: World) => {
  const { sellerId, transferId } = (await dealsOf(w)).transfer
  return { sellerId, transferId, eventTime: '2026-06-01T08:00:00Z' }
}

/** Good inputs of endpoints whose matrix row has none, or one that is worn out by the first success. */
export const bases: Record<string, (w: World) => Record<string, unknown> | Promise<Record<string, unknown>>> = {
  getTracedClass: async (w) => ({ entryId: (await tracedOf(w)).entryId }),
  getOverlay: (w) => overlayOf(w.ministry),
  findDivisions: () => ({ q: '海口', within: '460000' }),
  queryEvents: () => ({ EQ_bizStep: 'storing', GE_eventTime: '2026-01-01T00:00:00Z', perPage: '5' }),
  releasePageToken: () => {
    const token = JSON.stringify(['print', '2099-01-01T00:00:00Z', 'list', 'last'])
    return { token: Buffer.from(token).toString('base64url') }
  },
  createQuery: () => ({ name: 'hostile', query: { EQ_bizStep: ['shipping'], GE_quantity_KGM: 5 } }),
  ...Object.fromEntries(
    Object.entries({
      EventTypes: { eventType: 'ObjectEvent' },
      Epcs: { epc: 'urn:epc:id:sgtin:0614141.107346.2018' },
      BizSteps: { bizStep: 'storing' },
      BizLocations: { bizLocation: 'urn:epc:id:sgln:0614141.00777.0' },
      ReadPoints: { readPoint: 'urn:epc:id:sgln:0614141.00777.0' },
      Dispositions: { disposition: 'active' },
    }).flatMap(([name, key]) => [
      [`get${name}`, () => key],
      [`events${name}`, () => ({ ...key, perPage: '5' })],
    ]),
  ),
  showDivision: () => ({ divisionId: '460106' }),
  createAccount: () => ({ login: 'hostile.test', name: '示例', roles: ['operator_member'], phone: '13800000000' }),
  createClient: () => ({ name: '示例接口', permissions: ['batch:read'] }),
  signIn: () => ({ login: 'nobody', password }),
  changePassword: () => ({ password: 'a wrong one', newPassword: 'another pass phrase for tests' }),
  setUp: () => ({ token: 'a'.repeat(43), agencyName: '示例中心', name: '示例甲', login: 'second', password }),
  setUpPage: () => ({ token: 'a'.repeat(43) }),
  setUpForm: () => ({ token: 'a'.repeat(43), agencyName: '示例中心', name: '示例甲', login: 'second', password }),
  savePreferences: () => ({ language: 'en', typeSize: 'large', theme: 'dark', lastUsed: { harvest: { unit: 'kg' } } }),
  getDraft: () => ({ form: 'harvest' }),
  saveDraft: () => ({ form: 'harvest', body: { unit: 'kg', plots: ['a'] }, title: '示例', address: '/harvest' }),
  dropDraft: () => ({ form: 'harvest' }),
  exportRows: () => ({
    title: '示例表格',
    columns: [{ title: '示例', kind: 'number' }],
    rows: [['1.5', 2, null]],
    notes: ['示例'],
  }),
  listProductClasses: () => ({ q: '芒果' }),
  listSubstances: () => ({ q: '甲', date: '2026-06-01' }),
  createProduct: () => ({ name: '示例新产品', spec: '大', classCode: '0103S01', unit: 'kg' }),
  checkRegistration: () => ({ creditCode: '91460106MA90000014', identityNumber: '460106198001010019' }),
  registerOperator: (w) => ({ login: 'hostile-farm', password, facts: facts(w) }),
  saveFiling: (w) => ({ facts: facts(w) }),
  submitFiling: (w) => ({ facts: facts(w) }),
  requestCancellation: () => ({ reason: '示例停业' }),
  addRecordFile: () => ({ fileId: crypto.randomUUID(), name: '示例.pdf' }),
  addDocument: () => ({ documentId: crypto.randomUUID(), kind: 'other', name: '示例.pdf' }),
  listOwnDocuments: () => ({ limit: 5 }),
  listOperators: () => ({ q: '示例', sort: 'name' }),
  editOperator: (w) => {
    const { address, contactName, mobile, location, scale } = facts(w)
    return { address, contactName, mobile, location, scale, email: 'a@example.com', mainProducts: '芒果' }
  },
  recordTemporaryOperator: (w) => ({
    name: '示例散户',
    form: 'individual',
    sectors: ['crop'],
    divisionId: w.operator.divisionId,
    address: '示例村',
    contactName: '示例',
    mobile: '13800000000',
    reason: '示例',
  }),
  declareIdentifier: () => ({ kind: 'uri', value: `https://example.com/party/${crypto.randomUUID()}` }),
  createSite: (w) => ({ name: '示例基地', kind: 'base', divisionId: w.operator.divisionId, address: '示例', shape }),
  createPlot: async (w) => ({
    siteId: (await placeOf(w)).site.siteId,
    name: '示例地块',
    areaMu: '3.5',
    classCode: '0103S01',
    shape,
  }),
  getProfile: () => ({ id: 'crop' }),
  traceItem: async (w) => ({ code: (await dealsOf(w)).transfer.batch.code }),
  exportTrace: async (w) => ({ code: (await dealsOf(w)).transfer.batch.code }),
  recordProduction: sowing,
  recordProductionMany: async (w) => ({ records: [{ recordId: crypto.randomUUID(), ...(await sowing(w)) }] }),
  recordInputPurchase: () => ({
    name: '示例吡虫啉',
    kind: 'pesticide',
    registrationNumber: 'PD00000001',
    substances: ['吡虫啉'],
    maker: '示例农药厂',
    source: '示例农资店',
    batchNo: 'B-7',
    quantity: '2',
    unit: 'l',
    boughtOn: '2026-04-20',
    documentNo: '示例-001',
  }),
  harvest: async (w) => ({
    productId: (await goodsOf(w)).productId,
    event: 'harvest',
    quantity: '5',
    unit: 'kg',
    happenedAt: '2026-06-01T08:00:00+08:00',
    alsoFrom: [(await placeOf(w)).plot.plotId],
    fields: {
      plot: (await placeOf(w)).plot.plotId,
      harvested_on: '2026-06-01',
      quantity: { quantity: '5', unit: 'kg' },
    },
  }),
  recordStep: async (w) => ({
    profile: 'crop',
    event: 'purchase_in',
    outputs: [{ productId: (await goodsOf(w)).productId, quantity: '5', unit: 'kg', madeOn: '2026-05-31' }],
    place: '示例冷库',
    happenedAt: '2026-06-01T08:00:00+08:00',
    fields: {
      supplier_name: '示例合作社',
      supplier_address: '示例村',
      supplier_contact: '0898-00000000',
      purchased_on: '2026-06-01',
    },
  }),
  issueCertificate: async (w) => ({
    holdingId: (await dealsOf(w)).holdingId,
    style: 2,
    basis: ['quality_control'],
    quantity: '1',
    origin: '海南省示例县',
    contact: '13800000000',
    testReports: ['示例0001'],
    otherProofs: ['示例0001'],
  }),
  dispatchGoods: async (w) => {
    const { holdingId, buyerId } = await dealsOf(w)
    return { holdingId, buyerId, quantity: '0.001', vehicle: '示例', place: '示例', note: '示例' }
  },
  receiveGoods: async (w) => ({ ...(await incoming(w)), quantity: '0.001', place: '示例' }),
  refuseTransfer: async (w) => ({ ...(await incoming(w)), reason: '示例' }),
  returnTransfer: async (w) => ({ ...(await incoming(w)), quantity: '0.001', reason: '示例' }),
  sellToMarket: async (w) => ({
    lines: [{ holdingId: (await dealsOf(w)).holdingId, quantity: '0.001' }],
    buyerName: '示例市场',
    destination: '示例',
    vehicle: '示例',
  }),
  scanPage: async (w) => ({ code: (await dealsOf(w)).transfer.batch.code }),
  lookUpCode: async (w) => ({ code: (await dealsOf(w)).transfer.batch.code }),
  homePage: () => ({ lang: 'en' }),
  resolveLink: () => ({ key: '01', value: '09521321812340', lang: 'en', linkType: 'linkset' }),
  resolveCompressedLink: () => ({ compressed: 'ARFKk4XB0CDKWcnpq', lang: 'en' }),
}

/** Who calls, where it is not whoever the matrix row is about. */
export const callers: Record<string, (w: World) => Person> = {
  createAccount: (w) => w.operator.owner,
  createClient: (w) => w.operator.owner,
  listProducts: (w) => w.operator.owner,
  createProduct: (w) => w.operator.owner,
  saveFiling: (w) => w.applicant.owner,
  submitFiling: (w) => w.applicant.owner,
  withdrawFiling: (w) => w.applicant.owner,
  addDocument: (w) => w.applicant.owner,
  requestCancellation: (w) => w.otherOperator.owner,
  editOperator: (w) => w.operator.owner,
  receiveGoods: (w) => w.neighbourOperator.owner,
  refuseTransfer: (w) => w.neighbourOperator.owner,
  returnTransfer: (w) => w.neighbourOperator.owner,
}
