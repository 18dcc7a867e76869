import { sql } from 'kysely'
import { createClient } from '../../src/modules/identity/client/schema.ts'
import { setupLink } from '../../src/modules/identity/index.ts'
import { setUp } from '../../src/modules/identity/setup/schema.ts'
import { listCertificates } from '../../src/modules/label/certificate/schema.ts'
import { findOwnOperator } from '../../src/modules/registry/operator/schema.ts'
import { listVouchers } from '../../src/modules/trade/voucher/schema.ts'
import type { Deps } from '../../src/platform/http.ts'
import { drain } from '../../src/platform/relay.ts'
import { makeAgencies } from './agencies.ts'
import { across } from './chains/across.ts'
import { detonators } from './chains/detonators.ts'
import { equipment } from './chains/equipment.ts'
import { mango } from './chains/mango.ts'
import { medicine } from './chains/medicine.ts'
import { pork } from './chains/pork.ts'
import { tilapia } from './chains/tilapia.ts'
import { vaccine } from './chains/vaccine.ts'
import { vegetable } from './chains/vegetable.ts'
import { exchange, identifiers } from './exchange.ts'
import { makeOperators } from './operators.ts'
import { demoPassword, type Person, signedIn, visitor } from './people.ts'
import { scenes } from './scenes.ts'

export type DemoFile = {
  origin: string
  accounts: { login: string; password: string; role: string; name: string; organisation: string }[]
  /** Issued codes by kind: what each says when it is scanned. */
  codes: Record<string, string[]>
  /** Codes of single things, to be looked up in the console. */
  pieces: Record<string, string>
  /** Some to scan first. */
  scan: { what: string; code: string; url: string }[]
  client: { id: string; secret: string }
}

/** The loader stands for sixty people at as many addresses; their limits are not its own. */
const forgetAttempts = (deps: Deps) => sql`delete from platform.rate`.execute(deps.db)

/**
 * Fills an empty platform through its own commands over HTTP, as the people it invents would. The server must listen
 * on `origin`. Answers what demo.json says.
 */
export async function loadDemo(deps: Deps, origin: string, onProgress: (what: string) => void): Promise<DemoFile> {
  const link = await setupLink(deps)
  if (!link) throw new Error('the demo is loaded into an empty platform only')
  const token = new URL(link).searchParams.get('token')!
  await visitor(origin)(setUp, {
    token,
    agencyName: '农业农村部农产品质量安全中心(示例)',
    name: '示例管理员',
    login: 'ministry',
    password: demoPassword,
  })
  const ministry = await signedIn(origin, 'ministry', demoPassword)
  onProgress('agencies at five levels')
  const agencies = await makeAgencies(origin, ministry, onProgress)
  await forgetAttempts(deps)
  onProgress('operators register and are reviewed')
  const timer = setInterval(() => void forgetAttempts(deps), 500)
  const operators = await makeOperators(origin, agencies, onProgress).finally(() => clearInterval(timer))
  onProgress('six weeks of mangoes and vegetables')
  const [m, v] = await Promise.all([mango(operators, onProgress), vegetable(operators, onProgress)])
  onProgress('six weeks of pork and tilapia')
  const [p, t] = await Promise.all([pork(operators, onProgress), tilapia(operators, onProgress)])
  onProgress('one product across the industries; medicines, detonators, lifts and cylinders')
  const pepper = { plot: v.pepper.other, productId: v.pepper.productId }
  const [x, assets, boxes, drug] = await Promise.all([
    across(operators, agencies, pepper, onProgress),
    equipment(operators, agencies),
    detonators(operators, agencies),
    medicine(operators, agencies, origin).then(async (made) => {
      await vaccine(operators, origin)
      return made
    }),
  ])
  onProgress('refusals, waiting transfers, holds')
  const s = await scenes(operators, agencies, m, v)
  await drain(deps)
  const { clientId, secret } = await operators.mango1.call(createClient, {
    name: '示例企业系统',
    permissions: [
      'batch:read',
      'trace:read',
      'product:read',
      'transfer:read',
      'transfer:dispatch',
      'transfer:receive',
      'epcis:capture',
      'epcis:query',
    ],
  })
  await identifiers(operators, agencies)
  await exchange(origin, { id: clientId, secret })
  await drain(deps)
  const { operator } = await operators.mango1.call(findOwnOperator, {})
  const certificate = (await operators.mango5.call(listCertificates, {})).items[0]!
  const voucher = (await operators.veg1.call(listVouchers, {})).items[0]!
  const url = (code: string) => `${origin}/s/${code}`
  const people: Person[] = [...agencies.everyone, ...Object.values(operators)]
  return {
    origin,
    accounts: people.map(({ login, role, name, organisation }) => ({
      login,
      password: demoPassword,
      role,
      name,
      organisation,
    })),
    codes: {
      on_record: [m.dried.code, p.meat.code, t.stored.code, s.greens.code, x.onShelf.code],
      on_hold: [m.suspect.code, m.onShelf.code],
      subject: [operator!.subjectCode!],
      certificate: [certificate.code],
      certificate_voided: [s.wrong.code],
      voucher: [voucher.code],
      // of controlled goods nothing is public: to whoever scans it, a code that nobody issued
      closed: [boxes.stock.code],
    },
    pieces: {
      lift: assets.lift,
      cylinder: assets.cylinder,
      cylinder_scrapped: assets.scrapped,
      medicine_case: drug.case,
      medicine_used: drug.pack,
      detonator_fired: boxes.fired[0]!,
    },
    scan: [
      { what: '芒果干 dried mango, on record', code: m.dried.code, url: url(m.dried.code) },
      { what: '辣椒酱 chilli sauce, from field to shelf', code: x.onShelf.code, url: url(x.onShelf.code) },
      { what: '芒果 mango, on hold', code: m.onShelf.code, url: url(m.onShelf.code) },
      { what: '入市追溯凭证 market-entry voucher', code: voucher.code, url: url(voucher.code) },
    ],
    client: { id: clientId, secret },
  }
}
