import { sectors } from '../../src/industries/sectors.ts'
import { createAgency, type NewAgency } from '../../src/modules/identity/agency/schema.ts'
import type { Role } from '../../src/modules/identity/rules.ts'
import { openAccount, type Person } from './people.ts'

/** The counties of the demo, with the towns its farms lie in. */
export const places = {
  yazhou: { county: '460205', town: '460205103' },
  meilan: { county: '460108', town: '460108004' },
  danzhou: { county: '460400', town: '460400100' },
  chengmai: { county: '469023', town: '469023100' },
  lingshui: { county: '469028', town: '469028103' },
} as const
export type Place = keyof typeof places

export type Agencies = {
  ministry: Person
  province: Person
  /** The administrators of the agencies that review where a farm lies. */
  reviewer: Record<Place, Person>
  /** Officers who place holds, of 澄迈县 and 三亚市崖州区. */
  officer: { chengmai: Person; yazhou: Person }
  everyone: Person[]
}

/** Agencies at five levels, each set up by the one that has that duty (docs/domain/identity.md), with their people. */
export async function makeAgencies(
  origin: string,
  ministry: Person,
  onProgress: (what: string) => void,
): Promise<Agencies> {
  const everyone = [ministry]
  const agency = async (
    by: Person,
    name: string,
    login: string,
    a: Pick<NewAgency, 'level'> & { division: string; kind?: NewAgency['kind'] },
  ): Promise<Person> => {
    const { partyId } = await by.call(createAgency, {
      kind: a.kind ?? 'supervision',
      level: a.level,
      name: `${name}(示例)`,
      divisions: [a.division],
      sectors: [...sectors],
    })
    const made = await openAccount(origin, by, { partyId, login, name: '示例管理员', roles: ['agency_administrator'] })
    everyone.push(made)
    if (everyone.length % 3 === 0) onProgress(`agencies ${everyone.length}`)
    return made
  }
  const staff = async (by: Person, login: string, name: string, role: Role): Promise<Person> => {
    const made = await openAccount(origin, by, { login, name, roles: [role] })
    everyone.push(made)
    return made
  }
  const province = await agency(ministry, '海南省农产品质量安全监管处', 'hainan', {
    level: 'province',
    division: '460000',
  })
  const sanya = await agency(province, '三亚市农业农村局', 'sanya', { level: 'city', division: '460200' })
  const haikou = await agency(province, '海口市农业农村局', 'haikou', { level: 'city', division: '460100' })
  const danzhou = await agency(province, '儋州市农业农村局', 'danzhou', {
    level: 'city',
    division: places.danzhou.county,
  })
  const county = (by: Person, name: string, login: string, division: string) =>
    agency(by, name, login, { level: 'county', division })
  const chengmai = await county(province, '澄迈县农业农村局', 'chengmai', places.chengmai.county)
  const lingshui = await county(province, '陵水县农业农村局', 'lingshui', places.lingshui.county)
  const yazhou = await county(sanya, '三亚市崖州区农业农村局', 'yazhou', places.yazhou.county)
  const meilan = await county(haikou, '海口市美兰区农业农村局', 'meilan', places.meilan.county)
  const town = await agency(chengmai, '澄迈县金江镇农产品质量安全监管站', 'jinjiang', {
    level: 'township',
    division: places.chengmai.town,
  })
  const laboratory = await agency(chengmai, '澄迈县农产品质量安全检验检测站', 'chengmai-lab', {
    level: 'county',
    division: places.chengmai.county,
    kind: 'testing',
  })
  const enforcement = await agency(chengmai, '澄迈县农业综合行政执法大队', 'chengmai-law', {
    level: 'county',
    division: places.chengmai.county,
    kind: 'enforcement',
  })
  await staff(laboratory, 'chengmai-tester', '示例检测员', 'laboratory_staff')
  await staff(enforcement, 'chengmai-enforcer', '示例执法员', 'enforcement_officer')
  await staff(town, 'jinjiang-helper', '示例代录员', 'entry_helper')
  await staff(province, 'hainan-info', '示例信息员', 'information_officer')
  const officer = {
    chengmai: await staff(chengmai, 'chengmai-officer', '示例监管员', 'business_manager'),
    yazhou: await staff(yazhou, 'yazhou-officer', '示例监管员', 'business_manager'),
  }
  return { ministry, province, reviewer: { yazhou, meilan, danzhou, chengmai, lingshui }, officer, everyone }
}
