import { createProduct } from '../../src/modules/catalogue/schema.ts'
import { createAgency, type NewAgency } from '../../src/modules/identity/agency/schema.ts'
import { setUp } from '../../src/modules/identity/setup/schema.ts'
import { recordInputPurchase } from '../../src/modules/production/input/schema.ts'
import { recordProduction } from '../../src/modules/production/record/schema.ts'
import { registerOperator } from '../../src/modules/registry/filing/schema.ts'
import { createPlot, createSite } from '../../src/modules/registry/site/schema.ts'
import { civilDate } from '../../src/platform/civil.ts'
import { client } from '../../src/platform/client.ts'
import { creditCode } from '../registry.ts'
import { openAccount, password, signedIn, type User } from './running.ts'

/** 海南省 海口市 龙华区 and a town of it. */
export const county = '460106'
const town = '460106001'

/** The civil date so many days ago, or to come when negative. */
export const day = (ago: number) => civilDate(new Date(Date.now() - ago * 86_400_000).toISOString())

/** From the one-time link down to an officer of the county, each agency made by the one above it. */
export async function setUpCounty(origin: string, token: string): Promise<User> {
  await client({ origin })(setUp, { token, agencyName: '示例部级中心', name: '示例甲', login: 'first', password })
  let by = await signedIn(origin, 'first')
  const ladder: [NewAgency['level'], string][] = [
    ['province', '460000'],
    ['city', '460100'],
    ['county', county],
  ]
  for (const [level, division] of ladder) {
    const { partyId } = await by.call(createAgency, {
      kind: 'supervision',
      level,
      name: `示例${division}农业农村局`,
      divisions: [division],
      sectors: ['crop', 'livestock', 'fishery'],
    })
    by = await openAccount(origin, by, { partyId, login: level, roles: ['agency_administrator'] })
  }
  return openAccount(origin, by, { login: 'officer', roles: ['business_manager'] })
}

/** Registers as a firm does over the internet, and signs in to wait for the decision. */
export async function register(origin: string, login: string, name: string, n: number): Promise<User> {
  await client({ origin })(registerOperator, {
    login,
    password,
    facts: {
      name,
      form: 'enterprise',
      role: 'both',
      sectors: ['crop'],
      divisionId: town,
      creditCode: creditCode(n, county),
      legalRepresentative: '示例乙',
      address: '示例路 1 号',
      contactName: '示例乙',
      mobile: '13800000000',
    },
  })
  return signedIn(origin, login)
}

/** A product, two plots, and a season's records: the north was sprayed long ago, the south three days ago. */
export async function season(farm: User): Promise<{ productId: string; north: string; south: string }> {
  const { productId } = await farm.call(createProduct, { name: '示例贵妃芒', classCode: '0103S01', unit: 'kg' })
  const { siteId } = await farm.call(createSite, { name: '示例一号基地', kind: 'farm', divisionId: town })
  const plot = async (name: string) =>
    (await farm.call(createPlot, { siteId, name, areaMu: '12', classCode: '0103S01' })).plotId
  const [north, south] = [await plot('示例北坡'), await plot('示例南坡')]
  const { purchaseId } = await farm.call(recordInputPurchase, {
    name: '示例牌杀虫剂',
    kind: 'pesticide',
    registrationNumber: '示例证号1',
    source: '示例农资店',
    quantity: '20',
    unit: 'kg',
    boughtOn: day(40),
  })
  const spray = (where: string, ago: number) =>
    farm.call(recordProduction, {
      profile: 'crop',
      event: 'pesticide_use',
      purchaseId,
      fields: {
        plot: where,
        input: { name: '示例牌杀虫剂', kind: 'pesticide' },
        method: 'spray',
        amount: { quantity: '1.2', unit: 'kg' },
        used_on: day(ago),
        stopped_on: day(ago),
        target: '蓟马',
        maker: '示例农化有限公司',
        interval_days: '10',
      },
    })
  await spray(north, 30)
  await spray(south, 3)
  await farm.call(recordProduction, {
    profile: 'crop',
    event: 'field_work',
    fields: { plot: north, work: 'bagging', done_on: day(25) },
  })
  return { productId, north, south }
}
