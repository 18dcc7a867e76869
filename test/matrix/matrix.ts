import { createQuery } from '../../src/modules/exchange/query/schema.ts'
import { disableSubscription, subscribe } from '../../src/modules/exchange/subscription/schema.ts'
import { saveDraft } from '../../src/modules/identity/preference/schema.ts'
import { placeHold } from '../../src/modules/trace/hold/schema.ts'
import { ok } from '../app.ts'
import { archivedRecordOf, retentionRunOf } from './archives.ts'
import { assetOf } from './assets.ts'
import { captureJobOf } from './captures.ts'
import { codesOf } from './codes.ts'
import { controlledOf, controlPersonOf, permitOf } from './controlled.ts'
import { dealsOf } from './deals.ts'
import { deviceOf, spareBindingOf, spareDeviceOf } from './devices.ts'
import { filedDocumentOf, ownDocumentOf } from './documents.ts'
import { recordFileOf } from './files.ts'
import { findingOf } from './findings.ts'
import { failedTestOf, goodsOf, openPackOf, spareBatchOf, spareProductOf } from './goods.ts'
import { clientOf, personOf } from './persons.ts'
import { identifierOf, mergerOf, placeOf, spareOperatorOf, subjectCodeOf } from './places.ts'
import { licenceOf, overlay, overlayOf, personalRecordOf, taskOf, tracedClass, tracedOf } from './profiles.ts'
import { recordsOf } from './records.ts'
import type { Person } from './session.ts'
import type { Asker, Operator, World } from './world.ts'

const idOf = (who: Person) => who.session.account!.accountId
const unique = () => `u${crypto.randomUUID().slice(0, 12)}`

/** Short names of the roles, so that a row fits on a line. */
export const short = {
  PA: 'platform_administrator',
  AA: 'agency_administrator',
  BM: 'business_manager',
  DE: 'data_entry',
  IO: 'information_officer',
  EH: 'entry_helper',
  LS: 'laboratory_staff',
  EO: 'enforcement_officer',
  AU: 'auditor',
  OO: 'operator_owner',
  OM: 'operator_member',
  AP: 'applicant',
} as const
export type Short = keyof typeof short

export type Row = {
  /** Who may: short names of roles; `signed-in`: all of them; `all`: visitors too. Everybody else: 403, a visitor 401. */
  may: 'all' | 'signed-in' | string
  /**
   * An input about something of `world.operator` or of its county (made with the world's people when it must be made),
   * and who of the askers of world.ts reaches it. `refused`: they see it and may not (403). Every other asker whose
   * role may call gets 404, as if it were not there.
   */
  about?: {
    subject: (world: World) => Record<string, unknown> | Promise<Record<string, unknown>>
    /** For lists: a text that stands in the answer of who sees it, and in nobody else's (whatever the status). */
    shows?: (world: World) => string | Promise<string | RegExp>
    seenBy: readonly Asker[]
    refused?: readonly Asker[]
  }
}

/** What happens in an operator: itself and the agencies above it, by place and sector. */
export const operatorAndAbove: readonly Asker[] = ['own', 'upper', 'top', 'lower', 'ownOperator']
/** What agencies do to an operator of theirs. */
export const agenciesAbove: readonly Asker[] = ['own', 'upper', 'top', 'lower']
/** What belongs to one party alone. */
export const ownOperatorOnly: readonly Asker[] = ['ownOperator']

/** Seen by the agencies above; decided by the county alone, whose duty it is. */
const reviewed = { seenBy: ['own'], refused: ['upper', 'top', 'lower'] } satisfies Partial<Row['about']>

/** What an administrator decides for the operator's town, and for the province: the catalogue itself is open to all. */
const ofTheTown = {
  seenBy: ['own', 'upper', 'top', 'lower'],
  refused: ['neighbour', 'lowerElsewhere', 'elsewhere'],
} satisfies Partial<Row['about']>
const ofTheProvince = {
  seenBy: ['top'],
  refused: ['own', 'neighbour', 'upper', 'lower', 'lowerElsewhere', 'elsewhere'],
} satisfies Partial<Row['about']>

// what rows are about
const uploadOf = async (w: World) => ({ partyId: w.operator.partyId, uploadId: (await codesOf(w)).uploadId })
const ofOperator = (w: World) => ({ partyId: w.operator.partyId })
const filing = ({ partyId, filingId, revision }: Operator) => ({ partyId, filingId, revision })
const waiting = (w: World) => w.newOperator(w.operator.divisionId, w.visitor, true)
const holdingOf = async (w: World) => ({ ...ofOperator(w), holdingId: (await goodsOf(w)).holdingId })
const recordOf = async (w: World) => ({ ...ofOperator(w), recordId: (await recordsOf(w)).recordId })
const idOnly = ({ documentId }: { documentId: string }) => ({ documentId })
const newTownship = (w: World) => ({
  kind: 'supervision',
  level: 'township',
  name: '示例镇所',
  divisions: [w.towns.spare],
  sectors: ['crop'],
})
const hold = async (w: World) => ({ roots: [await holdingOf(w)] })
const placed = async (w: World) => {
  const order = { ...(await hold(w)), source: 'stop_sale' as const, reason: '示例' }
  const { issuerId, holdId } = (await w.county.administrator(placeHold, order)).body
  return { issuerId, holdId }
}
/** A decision of the county: seen from above, changed only by whoever took it. */
const countyAndAbove: readonly Asker[] = ['own', 'upper', 'top']
const countyOnly = { seenBy: ['own'], refused: ['upper', 'top'] } satisfies Partial<Row['about']>
let listed: Promise<{ holdId: string }> | undefined
const certificate = async (w: World) => ({
  ...ofOperator(w),
  certificateId: (await dealsOf(w)).certificate.certificateId,
})
const transfer = async (w: World) => {
  const { sellerId, transferId } = (await dealsOf(w)).transfer
  return { sellerId, transferId }
}
const voucher = async (w: World) => ({ ...ofOperator(w), voucherId: (await dealsOf(w)).voucher.voucherId })
const draftOf = async (w: World) => {
  const form = 'matrix.draft'
  ok(await w.operator.owner(saveDraft, { form, body: { note: '示例草稿' } }))
  return form
}
const contentsNow = (w: World, { holdingId }: { holdingId: string }) => ({
  contents: [holdingId],
  eventTime: w.t.deps.clock(),
})

/** A batch of the operator whose events the index of EPCIS queries has. */
const indexed = async (w: World) => {
  const goods = await goodsOf(w)
  await w.t.drain()
  return goods
}
const indexedCode = async (w: World) => (await indexed(w)).code!
const indexedEvent = async (w: World) => {
  const { holdingId } = await indexed(w)
  const { rows } = await w.t.owner.query<{ event_id: string }>(
    'select event_id from trace.holding_event where party_id = $1 and holding_id = $2 and delta > 0 order by recorded_at',
    [w.operator.partyId, holdingId],
  )
  return { eventID: `urn:uuid:${rows[0]!.event_id}` }
}
const queryOf = async (w: World) => {
  const queryName = `matrix.${unique()}`
  const made = await w.operator.owner(createQuery, { name: queryName, query: { EQ_bizStep: ['shipping'] } })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  return { queryName }
}
/** An address on this machine that the operator of the platform allows; nobody listens there. */
const hookOf = (w: World) => {
  const { outgoingHosts } = w.t.deps.config
  if (!outgoingHosts.includes('127.0.0.1:9')) outgoingHosts.push('127.0.0.1:9')
  return { dest: 'http://127.0.0.1:9/hook', stream: true }
}
const subscriptionOf = async (w: World) => {
  const { queryName } = await queryOf(w)
  const made = await w.operator.owner(subscribe, { queryName, ...hookOf(w) })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  return { queryName, subscriptionID: (made.body as { subscriptionID: string }).subscriptionID }
}

/**
 * Every endpoint: who may call it, and whose things it then reaches. The test walks src/endpoints.ts; an endpoint
 * without a row fails it and says which row to add.
 */
export const matrix: Record<string, Row> = {
  // identity: divisions
  findDivisions: { may: 'all' },
  showDivision: { may: 'all' },
  // identity: agencies
  createAgency: {
    may: 'PA AA',
    about: {
      subject: (w) => newTownship(w),
      seenBy: ['own'],
      refused: ['neighbour', 'upper', 'top', 'lower', 'lowerElsewhere', 'elsewhere'],
    },
  },
  changeAgency: {
    may: 'PA AA',
    about: {
      subject: (w) => ({ partyId: w.township.partyId, name: '示例镇' }),
      seenBy: ['own'],
      refused: ['upper', 'top', 'lower'],
    },
  },
  listAgencies: {
    may: 'PA AA BM DE IO LS EO AU',
    about: {
      subject: () => ({ limit: 200 }),
      shows: (w) => w.township.partyId,
      seenBy: ['own', 'upper', 'top', 'lower', 'otherSector'],
    },
  },
  showAgency: {
    may: 'PA AA BM DE IO LS EO AU',
    about: {
      subject: (w) => ({ partyId: w.township.partyId }),
      seenBy: ['own', 'upper', 'top', 'lower', 'otherSector'],
    },
  },
  // identity: accounts
  createAccount: {
    may: 'PA AA OO',
    about: {
      subject: (w) => ({
        partyId: w.laboratory.partyId,
        login: unique(),
        name: '示例',
        roles: ['agency_administrator'],
      }),
      seenBy: ['own'],
    },
  },
  listAccounts: {
    may: 'PA AA BM IO AU OO',
    about: { subject: (w) => ({ partyId: w.operator.partyId }), seenBy: operatorAndAbove },
  },
  changeAccountRoles: {
    may: 'PA AA OO',
    about: {
      subject: (w) => ({ accountId: idOf(w.spare), roles: ['operator_member'] }),
      seenBy: ownOperatorOnly,
      refused: ['own', 'upper', 'top', 'lower'],
    },
  },
  disableAccount: {
    may: 'PA AA OO',
    about: { subject: (w) => ({ accountId: idOf(w.spare) }), seenBy: operatorAndAbove },
  },
  enableAccount: {
    may: 'PA AA OO',
    about: { subject: (w) => ({ accountId: idOf(w.spare) }), seenBy: operatorAndAbove },
  },
  resetPassword: {
    may: 'PA AA OO',
    about: { subject: (w) => ({ accountId: idOf(w.spare) }), seenBy: operatorAndAbove },
  },
  unmaskAccountPhone: {
    may: 'AA BM EO',
    about: { subject: (w) => ({ accountId: idOf(w.operator.owner), reason: '核实' }), seenBy: operatorAndAbove },
  },
  // identity: machine clients
  parseIdentifiers: { may: 'all' },
  validateEpcis: { may: 'OO OM' },
  captureDocument: { may: 'OO OM' },
  captureEvent: { may: 'OO OM' },
  listCaptureJobs: {
    may: 'OO OM',
    about: { subject: () => ({}), shows: captureJobOf, seenBy: ownOperatorOnly },
  },
  getCaptureJob: {
    may: 'OO OM',
    about: { subject: async (w) => ({ captureID: await captureJobOf(w) }), seenBy: ownOperatorOnly },
  },
  // exchange: queries
  queryEvents: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: () => ({}), shows: indexedCode, seenBy: operatorAndAbove },
  },
  getEpcisEvent: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: indexedEvent, seenBy: operatorAndAbove },
  },
  getEpcisRoot: { may: 'AA BM DE EO AU OO OM' },
  listEventTypes: { may: 'AA BM DE EO AU OO OM' },
  getEventTypes: { may: 'AA BM DE EO AU OO OM' },
  eventsEventTypes: { may: 'AA BM DE EO AU OO OM' },
  listEpcs: { may: 'AA BM DE EO AU OO OM' },
  getEpcs: { may: 'AA BM DE EO AU OO OM' },
  eventsEpcs: { may: 'AA BM DE EO AU OO OM' },
  listBizSteps: { may: 'AA BM DE EO AU OO OM' },
  getBizSteps: { may: 'AA BM DE EO AU OO OM' },
  eventsBizSteps: { may: 'AA BM DE EO AU OO OM' },
  listBizLocations: { may: 'AA BM DE EO AU OO OM' },
  getBizLocations: { may: 'AA BM DE EO AU OO OM' },
  eventsBizLocations: { may: 'AA BM DE EO AU OO OM' },
  listReadPoints: { may: 'AA BM DE EO AU OO OM' },
  getReadPoints: { may: 'AA BM DE EO AU OO OM' },
  eventsReadPoints: { may: 'AA BM DE EO AU OO OM' },
  listDispositions: { may: 'AA BM DE EO AU OO OM' },
  getDispositions: { may: 'AA BM DE EO AU OO OM' },
  eventsDispositions: { may: 'AA BM DE EO AU OO OM' },
  createQuery: { may: 'AA BM DE EO AU OO OM' },
  listQueries: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: () => ({}), shows: async (w) => (await queryOf(w)).queryName, seenBy: ownOperatorOnly },
  },
  getQuery: { may: 'AA BM DE EO AU OO OM', about: { subject: queryOf, seenBy: ownOperatorOnly } },
  deleteQuery: { may: 'AA BM DE EO AU OO OM', about: { subject: queryOf, seenBy: ownOperatorOnly } },
  queryResults: { may: 'AA BM DE EO AU OO OM', about: { subject: queryOf, seenBy: ownOperatorOnly } },
  releasePageToken: { may: 'AA BM DE EO AU OO OM' },
  // exchange: subscriptions
  subscribe: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: async (w) => ({ ...(await queryOf(w)), ...hookOf(w) }), seenBy: ownOperatorOnly },
  },
  listQuerySubscriptions: {
    may: 'AA BM DE EO AU OO OM',
    about: {
      subject: async (w) => ({ queryName: (await subscriptionOf(w)).queryName }),
      seenBy: ownOperatorOnly,
    },
  },
  getQuerySubscription: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: subscriptionOf, seenBy: ownOperatorOnly },
  },
  unsubscribe: { may: 'AA BM DE EO AU OO OM', about: { subject: subscriptionOf, seenBy: ownOperatorOnly } },
  listSubscriptions: {
    may: 'AA BM DE EO AU OO OM',
    about: {
      subject: () => ({}),
      shows: async (w) => (await subscriptionOf(w)).subscriptionID,
      seenBy: ownOperatorOnly,
    },
  },
  enableSubscription: {
    may: 'AA BM DE EO AU OO OM',
    about: {
      subject: async (w) => {
        const subscriptionId = (await subscriptionOf(w)).subscriptionID
        ok(await w.operator.owner(disableSubscription, { subscriptionId }))
        return { subscriptionId }
      },
      seenBy: ownOperatorOnly,
    },
  },
  disableSubscription: {
    may: 'AA BM DE EO AU OO OM',
    about: {
      subject: async (w) => ({ subscriptionId: (await subscriptionOf(w)).subscriptionID }),
      seenBy: ownOperatorOnly,
    },
  },
  issueToken: { may: 'all' },
  createClient: { may: 'PA AA OO' },
  listClients: {
    may: 'PA AA OO',
    about: { subject: () => ({}), shows: async (w) => (await clientOf(w)).clientId, seenBy: ownOperatorOnly },
  },
  disableClient: {
    may: 'PA AA OO',
    about: { subject: clientOf, seenBy: ownOperatorOnly },
  },
  // identity: sessions
  signIn: { may: 'all' },
  showSession: { may: 'all' },
  signOut: { may: 'all' },
  changePassword: { may: 'signed-in' },
  setUp: { may: 'all' },
  setUpPage: { may: 'all' },
  setUpForm: { may: 'all' },
  // identity: preferences, drafts, spreadsheets
  getPreferences: { may: 'signed-in' },
  savePreferences: { may: 'signed-in' },
  listDrafts: { may: 'signed-in', about: { subject: () => ({}), shows: draftOf, seenBy: ownOperatorOnly } },
  getDraft: {
    may: 'signed-in',
    about: { subject: async (w) => ({ form: await draftOf(w) }), shows: () => '示例草稿', seenBy: ownOperatorOnly },
  },
  saveDraft: { may: 'signed-in' },
  dropDraft: { may: 'signed-in' },
  exportRows: { may: 'signed-in' },
  // catalogue
  listProductClasses: { may: 'all' },
  listSubstances: { may: 'all' },
  listTracedClasses: { may: 'signed-in' },
  getTracedClass: { may: 'signed-in' },
  addTracedClass: { may: 'PA AA', about: { subject: tracedClass, ...ofTheTown } },
  endTracedClass: { may: 'PA AA', about: { subject: tracedOf, ...ofTheTown } },
  listOverlays: { may: 'signed-in' },
  getOverlay: { may: 'signed-in' },
  proposeOverlay: { may: 'PA AA', about: { subject: overlay, ...ofTheProvince } },
  approveOverlay: { may: 'PA AA', about: { subject: (w) => overlayOf(w.ministry), ...ofTheProvince } },
  refuseOverlay: {
    may: 'PA AA',
    about: { subject: async (w) => ({ ...(await overlayOf(w.ministry)), reason: '示例' }), ...ofTheProvince },
  },
  withdrawOverlay: { may: 'PA AA', about: { subject: (w) => overlayOf(w.province.administrator), ...ofTheProvince } },
  listProducts: {
    may: 'AA BM DE IO EH LS EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await goodsOf(w)).productId, seenBy: operatorAndAbove },
  },
  findProduct: {
    may: 'AA BM DE IO EH LS EO AU OO OM',
    about: {
      subject: async (w) => ({ ...ofOperator(w), productId: (await goodsOf(w)).productId }),
      seenBy: operatorAndAbove,
    },
  },
  createProduct: { may: 'OO OM' },
  editProduct: {
    may: 'OO OM',
    about: {
      subject: async (w) => ({
        productId: (await goodsOf(w)).productId,
        name: '示例芒果',
        classCode: '0103S01',
        unit: 'kg',
      }),
      seenBy: ownOperatorOnly,
    },
  },
  retireProduct: {
    may: 'OO OM',
    about: { subject: async (w) => ({ productId: (await spareProductOf(w)).productId }), seenBy: ownOperatorOnly },
  },
  // registry: registration
  checkRegistration: { may: 'all' },
  registerOperator: { may: 'all' },
  findOwnFiling: { may: 'OO OM AP' },
  saveFiling: { may: 'OO AP' },
  submitFiling: { may: 'OO AP' },
  withdrawFiling: { may: 'OO AP' },
  requestCancellation: { may: 'OO AP' },
  listFilings: {
    may: 'AA BM DE IO EH LS EO AU',
    about: {
      subject: () => ({ which: 'waiting' }),
      shows: (w) => w.applicant.filingId,
      seenBy: ['own', 'upper', 'top', 'lower'],
    },
  },
  findFiling: {
    may: 'AA BM DE IO EH LS EO AU',
    about: { subject: (w) => filing(w.applicant), seenBy: ['own', 'upper', 'top', 'lower'] },
  },
  approveFiling: { may: 'AA BM IO', about: { subject: async (w) => filing(await waiting(w)), ...reviewed } },
  returnFiling: {
    may: 'AA BM IO',
    about: { subject: async (w) => ({ ...filing(await waiting(w)), note: '请补正' }), ...reviewed },
  },
  rejectFiling: {
    may: 'AA BM IO',
    about: { subject: async (w) => ({ ...filing(await waiting(w)), note: '不符' }), ...reviewed },
  },
  // registry: documents
  addDocument: { may: 'OO AP' },
  removeDocument: {
    may: 'OO AP',
    about: { subject: async (w) => idOnly(await ownDocumentOf(w)), seenBy: ownOperatorOnly },
  },
  listOwnDocuments: {
    may: 'OO OM AP',
    about: {
      subject: () => ({ limit: 200 }),
      shows: async (w) => (await ownDocumentOf(w)).documentId,
      seenBy: ownOperatorOnly,
    },
  },
  listDocuments: {
    may: 'AA BM DE IO EH LS EO AU',
    about: {
      subject: async (w) => ({ partyId: (await filedDocumentOf(w)).partyId }),
      shows: async (w) => (await filedDocumentOf(w)).documentId,
      seenBy: agenciesAbove,
    },
  },
  ownDocumentFile: {
    may: 'OO OM AP',
    about: { subject: async (w) => idOnly(await ownDocumentOf(w)), seenBy: ownOperatorOnly },
  },
  documentFile: {
    may: 'AA BM DE IO EH LS EO AU',
    about: { subject: filedDocumentOf, seenBy: agenciesAbove },
  },
  // registry: operators
  listOperators: {
    may: 'AA BM DE IO EH LS EO AU',
    about: { subject: () => ({}), shows: (w) => w.operator.partyId, seenBy: operatorAndAbove },
  },
  findOperator: { may: 'AA BM DE IO EH LS EO AU', about: { subject: ofOperator, seenBy: operatorAndAbove } },
  findOwnOperator: { may: 'OO OM AP' },
  editOperator: { may: 'OO AP' },
  suspendOperator: {
    may: 'AA BM',
    about: { subject: spareOperatorOf, seenBy: agenciesAbove },
  },
  restoreOperator: {
    may: 'AA BM',
    about: { subject: spareOperatorOf, seenBy: agenciesAbove },
  },
  revokeOperator: {
    may: 'AA BM',
    about: { subject: spareOperatorOf, seenBy: agenciesAbove },
  },
  recordTemporaryOperator: { may: 'AA BM' },
  mergeOperator: {
    may: 'AA BM',
    about: { subject: mergerOf, seenBy: agenciesAbove },
  },
  unmaskPerson: {
    may: 'AA BM EO',
    about: { subject: async (w) => ({ partyId: (await personOf(w)).partyId, reason: '核实' }), seenBy: agenciesAbove },
  },
  subjectCodePicture: { may: 'signed-in', about: { subject: ofOperator, seenBy: operatorAndAbove } },
  // registry: sites and plots
  listSites: {
    may: 'AA BM DE IO EH EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await placeOf(w)).site.siteId, seenBy: operatorAndAbove },
  },
  createSite: { may: 'OO OM' },
  editSite: {
    may: 'OO OM',
    about: { subject: async (w) => (await placeOf(w)).site, seenBy: ownOperatorOnly },
  },
  retireSite: {
    may: 'OO OM',
    about: { subject: async (w) => (await placeOf(w)).site, seenBy: ownOperatorOnly },
  },
  listPlots: {
    may: 'AA BM DE IO EH EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await placeOf(w)).plot.plotId, seenBy: operatorAndAbove },
  },
  createPlot: { may: 'OO OM' },
  editPlot: {
    may: 'OO OM',
    about: { subject: async (w) => (await placeOf(w)).plot, seenBy: ownOperatorOnly },
  },
  retirePlot: {
    may: 'OO OM',
    about: { subject: async (w) => (await placeOf(w)).plot, seenBy: ownOperatorOnly },
  },
  // registry: identifiers
  listPartyIdentifiers: {
    may: 'AA BM DE IO EH EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await identifierOf(w)).claimId, seenBy: operatorAndAbove },
  },
  declareIdentifier: { may: 'OO AP' },
  withdrawIdentifier: {
    may: 'OO AP',
    about: {
      subject: async (w) => ({ claimId: (await identifierOf(w)).claimId }),
      seenBy: ownOperatorOnly,
    },
  },
  confirmIdentifier: { may: 'AA BM IO', about: { subject: identifierOf, ...reviewed } },
  refuseIdentifier: {
    may: 'AA BM IO',
    about: { subject: async (w) => ({ ...(await identifierOf(w)), reason: '示例' }), ...reviewed },
  },
  // registry: licences and roles
  listLicences: {
    may: 'AA BM DE IO EH EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await licenceOf(w)).licenceId, seenBy: operatorAndAbove },
  },
  getLicence: { may: 'AA BM DE IO EH EO AU OO OM', about: { subject: licenceOf, seenBy: operatorAndAbove } },
  fileLicence: { may: 'OO AP' },
  withdrawLicence: {
    may: 'OO AP',
    about: { subject: async (w) => ({ licenceId: (await licenceOf(w)).licenceId }), seenBy: ownOperatorOnly },
  },
  confirmLicence: { may: 'AA BM IO', about: { subject: licenceOf, ...reviewed } },
  refuseLicence: {
    may: 'AA BM IO',
    about: { subject: async (w) => ({ ...(await licenceOf(w)), reason: '示例' }), ...reviewed },
  },
  revokeLicence: {
    may: 'AA BM IO',
    about: { subject: async (w) => ({ ...(await licenceOf(w)), reason: '示例' }), ...reviewed },
  },
  setPartyRole: { may: 'OO AP' },
  // trace: batches
  fillOpenPack: {
    may: 'OO OM',
    about: {
      subject: async (w) => ({ pack: 'new', ...contentsNow(w, await spareBatchOf(w)) }),
      seenBy: ownOperatorOnly,
    },
  },
  emptyOpenPack: {
    may: 'OO OM',
    about: {
      subject: async (w) => {
        const { pack, batch } = await openPackOf(w)
        return { pack: { holdingId: pack.holdingId }, ...contentsNow(w, batch) }
      },
      seenBy: ownOperatorOnly,
    },
  },
  voidEvent: {
    may: 'OO OM',
    about: {
      subject: async (w) => ({ eventId: (await spareBatchOf(w)).eventId, reason: '示例' }),
      seenBy: ownOperatorOnly,
    },
  },
  listHoldings: {
    may: 'AA BM DE LS EO AU OO OM',
    about: { subject: () => ({}), shows: async (w) => (await goodsOf(w)).holdingId, seenBy: operatorAndAbove },
  },
  getBatch: {
    may: 'AA BM DE LS EO AU OO OM',
    about: { subject: async (w) => ({ code: (await goodsOf(w)).code }), seenBy: operatorAndAbove },
  },
  getHolding: {
    may: 'AA BM DE LS EO AU OO OM',
    about: { subject: holdingOf, seenBy: operatorAndAbove },
  },
  listEvents: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: holdingOf, shows: async (w) => (await goodsOf(w)).eventId, seenBy: operatorAndAbove },
  },
  // proof
  checkpointOfLog: { may: 'all' },
  inclusionInLog: { may: 'all' },
  consistencyOfLog: { may: 'all' },
  proofOfEvent: {
    may: 'AA BM DE EO AU OO OM',
    about: {
      subject: async (w) => ({ partyId: w.operator.partyId, eventId: (await goodsOf(w)).eventId }),
      seenBy: operatorAndAbove,
    },
  },
  // trace: holds
  impactOfHold: { may: 'AA BM EO', about: { subject: hold, seenBy: operatorAndAbove } },
  placeHold: {
    may: 'AA BM EO',
    about: {
      subject: async (w) => ({ ...(await hold(w)), source: 'stop_sale', reason: '示例' }),
      seenBy: operatorAndAbove,
    },
  },
  listHolds: {
    may: 'AA BM DE LS EO AU OO OM',
    about: {
      subject: () => ({ limit: 200 }),
      shows: async (w) => {
        listed ??= placed(w)
        return (await listed).holdId
      },
      seenBy: countyAndAbove,
    },
  },
  getHold: { may: 'AA BM DE LS EO AU OO OM', about: { subject: placed, seenBy: countyAndAbove } },
  holdHoldings: { may: 'AA BM DE LS EO AU OO OM', about: { subject: placed, seenBy: countyAndAbove } },
  liftHold: {
    may: 'AA BM EO',
    about: { subject: async (w) => ({ ...(await placed(w)), reason: '示例' }), ...countyOnly },
  },
  releaseHolding: {
    may: 'AA BM EO',
    about: { subject: async (w) => ({ ...(await placed(w)), ...(await holdingOf(w)), reason: '示例' }), ...countyOnly },
  },
  listHeldOfMine: {
    may: 'AA BM DE LS EO AU OO OM',
    about: {
      subject: () => ({ limit: 200 }),
      shows: async (w) => {
        listed ??= placed(w)
        return (await listed).holdId
      },
      seenBy: ownOperatorOnly,
    },
  },
  // trace: walks
  traceItem: { may: 'AA BM DE LS EO AU OO OM', about: { subject: holdingOf, seenBy: operatorAndAbove } },
  exportTrace: { may: 'AA BM DE LS EO AU OO OM', about: { subject: holdingOf, seenBy: operatorAndAbove } },
  findItems: {
    may: 'AA BM DE LS EO AU OO OM',
    about: {
      subject: async (w) => ({ code: (await goodsOf(w)).code }),
      shows: async (w) => (await goodsOf(w)).holdingId,
      seenBy: operatorAndAbove,
    },
  },
  // production
  listProfiles: { may: 'signed-in' },
  getProfile: { may: 'signed-in' },
  listAssets: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await assetOf(w)).code, seenBy: operatorAndAbove },
  },
  // controlled goods
  listPermits: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await controlledOf(w)).permitId, seenBy: operatorAndAbove },
  },
  getPermit: { may: 'AA BM DE EO AU OO OM', about: { subject: permitOf, seenBy: operatorAndAbove } },
  issuePermit: { may: 'AA BM' },
  closePermit: { may: 'AA BM', about: { subject: permitOf, ...reviewed } },
  revokePermit: { may: 'AA BM', about: { subject: permitOf, ...reviewed } },
  listControlPersons: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await controlledOf(w)).personId, seenBy: operatorAndAbove },
  },
  addControlPerson: { may: 'OO OM' },
  revokeControlPerson: { may: 'OO OM', about: { subject: controlPersonOf, seenBy: ownOperatorOnly } },
  unmaskControlPerson: { may: 'AA BM EO', about: { subject: controlPersonOf, seenBy: agenciesAbove } },
  listCustody: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await controlledOf(w)).code, seenBy: operatorAndAbove },
  },
  getBook: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: (w) => ({ ...ofOperator(w), profile: 'explosives' }), seenBy: operatorAndAbove },
  },
  listCounts: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await controlledOf(w)).variety, seenBy: operatorAndAbove },
  },
  listDevices: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await deviceOf(w)).serialNo, seenBy: operatorAndAbove },
  },
  getDevice: { may: 'AA BM DE EO AU OO OM', about: { subject: deviceOf, seenBy: operatorAndAbove } },
  deviceReadings: {
    may: 'AA BM DE EO AU OO OM',
    about: {
      subject: async (w) => ({ ...(await deviceOf(w)), from: '2026-06-01T00:00:00Z', to: '2026-06-02T00:00:00Z' }),
      seenBy: operatorAndAbove,
    },
  },
  registerDevice: { may: 'OO OM' },
  rotateDeviceSecret: { may: 'OO OM', about: { subject: spareDeviceOf, seenBy: ownOperatorOnly } },
  disableDevice: { may: 'OO OM', about: { subject: spareDeviceOf, seenBy: ownOperatorOnly } },
  bindDevice: {
    may: 'OO OM',
    about: {
      subject: async (w) => ({ deviceId: (await spareDeviceOf(w)).deviceId, container: '示例冷库' }),
      seenBy: ownOperatorOnly,
    },
  },
  changeBoundGoods: { may: 'OO OM', about: { subject: spareBindingOf, seenBy: ownOperatorOnly } },
  endBinding: { may: 'OO OM', about: { subject: spareBindingOf, seenBy: ownOperatorOnly } },
  // a device shows its own secret, whoever carries the message
  sendReadings: { may: 'all' },
  getAsset: { may: 'AA BM DE EO AU OO OM', about: { subject: assetOf, seenBy: operatorAndAbove } },
  // serial codes
  startCodeUpload: { may: 'OO OM' },
  listCodeUploads: {
    may: 'AA BM DE LS EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await codesOf(w)).uploadId, seenBy: operatorAndAbove },
  },
  getCodeUpload: { may: 'AA BM DE LS EO AU OO OM', about: { subject: uploadOf, seenBy: operatorAndAbove } },
  codeUploadProblems: { may: 'AA BM DE LS EO AU OO OM', about: { subject: uploadOf, seenBy: operatorAndAbove } },
  listSerialCodes: { may: 'AA BM DE LS EO AU OO OM', about: { subject: uploadOf, seenBy: operatorAndAbove } },
  getSerialCode: {
    may: 'AA BM DE LS EO AU OO OM',
    about: { subject: async (w) => ({ code: (await codesOf(w)).child }), seenBy: operatorAndAbove },
  },
  listSerialChildren: {
    may: 'AA BM DE LS EO AU OO OM',
    about: { subject: async (w) => ({ code: (await codesOf(w)).code }), seenBy: operatorAndAbove },
  },
  recordProduction: { may: 'OO OM' },
  recordProductionMany: { may: 'OO OM' },
  voidRecord: {
    may: 'OO OM',
    about: {
      subject: async (w) => ({ recordId: (await recordsOf(w)).spareId, reason: '示例' }),
      seenBy: ownOperatorOnly,
    },
  },
  listRecords: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await recordsOf(w)).recordId, seenBy: operatorAndAbove },
  },
  getRecord: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: recordOf, seenBy: operatorAndAbove },
  },
  addRecordFile: { may: 'OO OM' },
  ownRecordFile: {
    may: 'OO OM',
    about: { subject: async (w) => ({ fileId: (await recordFileOf(w)).fileId }), seenBy: ownOperatorOnly },
  },
  recordFile: { may: 'AA BM DE EO AU OO OM', about: { subject: recordFileOf, seenBy: operatorAndAbove } },
  unmaskRecord: { may: 'AA BM EO', about: { subject: personalRecordOf, seenBy: agenciesAbove } },
  listTasks: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: () => ({}), shows: taskOf, seenBy: operatorAndAbove },
  },
  finishTask: {
    may: 'OO OM',
    about: { subject: async (w) => ({ taskId: await taskOf(w), note: '示例' }), seenBy: ownOperatorOnly },
  },
  getCompleteness: {
    may: 'AA BM DE EO AU OO OM',
    about: {
      subject: (w) => ({ ...ofOperator(w), from: '2026-01-01', to: '2026-12-31' }),
      shows: async (w) => recordsOf(w).then(() => /"records":[1-9]/),
      seenBy: operatorAndAbove,
    },
  },
  recordInputPurchase: { may: 'OO OM' },
  recordInputBatch: { may: 'OO OM' },
  voidInputPurchase: {
    may: 'OO OM',
    about: {
      subject: async (w) => ({ purchaseId: (await recordsOf(w)).sparePurchaseId, reason: '示例' }),
      seenBy: ownOperatorOnly,
    },
  },
  listInputPurchases: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await recordsOf(w)).purchaseId, seenBy: operatorAndAbove },
  },
  harvest: { may: 'OO OM' },
  harvestPreview: {
    may: 'AA BM DE EO AU OO OM',
    about: {
      subject: async (w) => ({ ...ofOperator(w), targets: [(await recordsOf(w)).plotId], date: '2026-06-01' }),
      seenBy: operatorAndAbove,
    },
  },
  recordStep: {
    may: 'OO OM',
    about: {
      subject: async (w) => ({
        profile: 'crop',
        event: 'store',
        inputs: [{ holdingId: (await goodsOf(w)).holdingId }],
        fields: { stored_on: '2026-06-01' },
      }),
      seenBy: ownOperatorOnly,
    },
  },
  listRefusals: {
    may: 'AA BM DE EO AU OO OM',
    about: {
      subject: ofOperator,
      shows: async (w) => (await recordsOf(w)).refused,
      seenBy: operatorAndAbove,
    },
  },
  listSignals: {
    may: 'AA BM DE EO AU OO OM',
    about: {
      subject: () => ({ kind: 'test_failed' }),
      shows: async (w) => (await failedTestOf(w)).recordId,
      seenBy: operatorAndAbove,
    },
  },
  // label
  issueCertificate: {
    may: 'OO OM',
    about: {
      subject: async (w) => ({ holdingId: (await dealsOf(w)).holdingId, style: 2, basis: ['quality_control'] }),
      seenBy: ownOperatorOnly,
    },
  },
  previewCertificate: {
    may: 'OO OM',
    // it has a certificate: whom it belongs to is told so
    about: { subject: async (w) => ({ holdingId: (await dealsOf(w)).holdingId }), seenBy: ownOperatorOnly },
  },
  voidCertificate: {
    may: 'OO OM',
    about: { subject: async (w) => ({ ...(await certificate(w)), reason: '示例' }), seenBy: ownOperatorOnly },
  },
  listCertificates: {
    may: 'AA BM DE LS EO AU OO OM',
    about: {
      subject: ofOperator,
      shows: async (w) => (await certificate(w)).certificateId,
      seenBy: operatorAndAbove,
    },
  },
  getCertificate: { may: 'AA BM DE LS EO AU OO OM', about: { subject: certificate, seenBy: operatorAndAbove } },
  certificatePdf: { may: 'AA BM DE LS EO AU OO OM', about: { subject: certificate, seenBy: operatorAndAbove } },
  listCollected: {
    may: 'AA BM DE LS EO AU OO OM',
    about: {
      subject: async (w) => ({ ...ofOperator(w), holdingId: (await dealsOf(w)).holdingId }),
      seenBy: operatorAndAbove,
    },
  },
  printLabels: {
    may: 'OO OM',
    about: {
      subject: async (w) => ({ holdingId: (await dealsOf(w)).holdingId, template: '60x40', copies: 1 }),
      seenBy: ownOperatorOnly,
    },
  },
  previewLabel: {
    may: 'OO OM',
    about: { subject: async (w) => ({ holdingId: (await dealsOf(w)).holdingId }), seenBy: ownOperatorOnly },
  },
  listPrintRuns: {
    may: 'AA BM DE LS EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await dealsOf(w)).run.runId, seenBy: operatorAndAbove },
  },
  printRunPdf: {
    may: 'OO OM',
    about: { subject: async (w) => ({ runId: (await dealsOf(w)).run.runId }), seenBy: ownOperatorOnly },
  },
  // trade: the buyer is in the neighbour county, whose agency sees the transfer too
  // a directory: every operator finds every other that is approved, as it must to sell to it
  findBuyer: {
    may: 'OO OM',
    about: {
      subject: async (w) => ({ q: await subjectCodeOf(w.neighbourOperator) }),
      shows: (w) => w.neighbourOperator.partyId,
      seenBy: ['ownOperator', 'otherOperator'],
    },
  },
  dispatchGoods: {
    may: 'OO OM',
    about: {
      subject: async (w) => {
        const { holdingId, buyerId } = await dealsOf(w)
        return { holdingId, buyerId, quantity: '1' }
      },
      seenBy: ownOperatorOnly,
    },
  },
  receiveGoods: { may: 'OO OM', about: { subject: transfer, seenBy: [] } },
  refuseTransfer: {
    may: 'OO OM',
    about: { subject: async (w) => ({ ...(await transfer(w)), reason: '示例' }), seenBy: [] },
  },
  returnTransfer: {
    may: 'OO OM',
    about: { subject: async (w) => ({ ...(await transfer(w)), reason: '示例' }), seenBy: [] },
  },
  withdrawTransfer: {
    may: 'OO OM',
    about: {
      subject: async (w) => ({ transferId: (await transfer(w)).transferId, reason: '示例' }),
      seenBy: ownOperatorOnly,
    },
  },
  listTransfers: {
    may: 'AA BM DE EO AU OO OM',
    about: {
      subject: (w) => ({ ...ofOperator(w), direction: 'out' }),
      shows: async (w) => (await transfer(w)).transferId,
      seenBy: operatorAndAbove,
    },
  },
  getTransfer: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: transfer, seenBy: [...operatorAndAbove, 'neighbour'] },
  },
  sellToMarket: {
    may: 'OO OM',
    about: {
      subject: async (w) => ({
        lines: [{ holdingId: (await dealsOf(w)).holdingId, quantity: '1' }],
        buyerName: '示例市场',
      }),
      seenBy: ownOperatorOnly,
    },
  },
  voidVoucher: {
    may: 'OO OM',
    about: { subject: async (w) => ({ ...(await voucher(w)), reason: '示例' }), seenBy: ownOperatorOnly },
  },
  listVouchers: {
    may: 'AA BM DE EO AU OO OM',
    about: { subject: ofOperator, shows: async (w) => (await voucher(w)).voucherId, seenBy: operatorAndAbove },
  },
  getVoucher: { may: 'AA BM DE EO AU OO OM', about: { subject: voucher, seenBy: operatorAndAbove } },
  voucherPdf: { may: 'AA BM DE EO AU OO OM', about: { subject: voucher, seenBy: operatorAndAbove } },
  // oversight
  listDesk: {
    may: 'signed-in',
    about: {
      subject: () => ({ kind: 'signal', limit: 200 }),
      shows: async (w) => (await findingOf(w)).findingId,
      seenBy: agenciesAbove,
    },
  },
  settleFinding: {
    may: 'AA BM EO',
    about: {
      subject: async (w) => ({ ...(await findingOf(w)), note: '已到场核实' }),
      seenBy: agenciesAbove,
    },
  },
  listJournal: {
    may: 'PA AA BM AU OO',
    about: {
      subject: (w) => ({ ...ofOperator(w), limit: 200 }),
      shows: async (w) => (await goodsOf(w)).holdingId,
      seenBy: operatorAndAbove,
    },
  },
  // retention
  startRetention: {
    may: 'AA',
    about: {
      subject: (w) => ({ what: 'archive', trial: true, operatorId: w.operator.partyId, reason: '示例' }),
      seenBy: agenciesAbove,
    },
  },
  stopRetention: { may: 'AA', about: { subject: retentionRunOf, seenBy: ['own'] } },
  listRetentionRuns: {
    may: 'AA',
    about: { subject: () => ({}), shows: async (w) => (await retentionRunOf(w)).runId, seenBy: ['own'] },
  },
  getRetentionRun: { may: 'AA', about: { subject: retentionRunOf, seenBy: ['own'] } },
  listRetentionOperators: { may: 'AA', about: { subject: retentionRunOf, seenBy: ['own'] } },
  getRecordRetention: {
    may: 'AA BM DE EO AU OO OM',
    about: {
      subject: async (w) => ({ ...ofOperator(w), recordId: (await recordsOf(w)).recordId }),
      seenBy: operatorAndAbove,
    },
  },
  openArchivedRecord: { may: 'AA BM', about: { subject: archivedRecordOf, seenBy: agenciesAbove } },
  // portal
  scanPage: { may: 'all' },
  lookUpCode: { may: 'all' },
  homePage: { may: 'all' },
  robots: { may: 'all' },
  verifyPage: { may: 'all' },
  verifyScript: { may: 'all' },
  resolveLink: { may: 'all' },
  resolveCompressedLink: { may: 'all' },
  describeResolver: { may: 'all' },
  // notify
  listNotices: { may: 'AA BM DE IO EH LS EO AU OO OM AP' },
  markNoticesRead: { may: 'AA BM DE IO EH LS EO AU OO OM AP' },
}
