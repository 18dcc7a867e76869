import { creditCodeCheckCharacter } from '../../src/kernel/credit-code.ts'
import { createAgency, type NewAgency } from '../../src/modules/identity/agency/schema.ts'
import type { Role } from '../../src/modules/identity/rules.ts'
import type { Sector } from '../../src/modules/identity/schema.ts'
import { approveFiling, registerOperator } from '../../src/modules/registry/filing/schema.ts'
import { type Call, ok, type TestApp } from '../app.ts'
import { firstAdministrator, newPerson, type Person, password, person, visitor } from './session.ts'

/** 海南省 › 海口市 › 龙华区 (own) and 美兰区 (neighbour) › a town each; 广东省 › 广州市 is elsewhere. */
const at = {
  province: '460000',
  city: '460100',
  county: '460106',
  neighbour: '460108',
  elsewhere: '440000',
  elsewhereCity: '440100',
} as const
const towns = { own: '460106001', other: '460106002', spare: '460106003', neighbour: '460108001' } as const
let codes = 0
/** A credit code that nobody has, its check character right. */
const creditCode = () => {
  const first = `91460106MA9${String(++codes).padStart(6, '0')}`
  return first + creditCodeCheckCharacter(first)
}
const all: Sector[] = ['crop', 'livestock', 'fishery']

export type Operator = { partyId: string; filingId: string; revision: number; divisionId: string; owner: Person }
export type World = Awaited<ReturnType<typeof buildWorld>>

/**
 * A small country through the commands that a real one uses: agencies at five levels in two provinces, two counties
 * and two towns side by side; a person of every role in the county; operators there, in the neighbour county and in
 * the other province. The invented organisations are marked 示例.
 */
export async function buildWorld(t: TestApp) {
  const ministry = await firstAdministrator(t)
  const agency = async (
    by: Call,
    level: NewAgency['level'],
    divisionId: string,
    kind: NewAgency['kind'] = 'supervision',
  ) => {
    const made = await by(createAgency, {
      kind,
      level,
      name: `示例${divisionId}${kind}`,
      department: 'agriculture',
      divisions: [divisionId],
      sectors: all,
    })
    const { partyId } = ok(made)
    const administrator = await newPerson(t, by, { partyId, roles: ['agency_administrator'] })
    return { partyId, divisionId, administrator }
  }
  const province = await agency(ministry, 'province', at.province)
  const city = await agency(province.administrator, 'city', at.city)
  const county = await agency(city.administrator, 'county', at.county)
  const neighbour = await agency(city.administrator, 'county', at.neighbour)
  const township = await agency(county.administrator, 'township', towns.own)
  const otherTownship = await agency(county.administrator, 'township', towns.other)
  const elsewhere = await agency(ministry, 'province', at.elsewhere)
  const elsewhereCity = await agency(elsewhere.administrator, 'city', at.elsewhereCity)
  const laboratory = await agency(county.administrator, 'county', at.county, 'testing')
  const enforcement = await agency(county.administrator, 'county', at.county, 'enforcement')

  /** Registers as a farm does, and is approved by the county unless `waiting`. */
  const newOperator = async (divisionId: string, reviewer: Call, waiting = false): Promise<Operator> => {
    const login = `o${crypto.randomUUID().slice(0, 12)}`
    const registered = await visitor(t)(registerOperator, {
      login,
      password,
      facts: {
        name: `示例果园${login.slice(-4)}`,
        form: 'enterprise',
        role: 'both',
        sectors: ['crop'],
        divisionId,
        creditCode: creditCode(),
        legalRepresentative: '示例乙',
        address: '示例路 1 号',
        contactName: '示例乙',
        mobile: '13800000000',
      },
    })
    const { partyId, filingId, revision } = ok(registered)
    if (!waiting) ok(await reviewer(approveFiling, { partyId, filingId, revision }))
    return { partyId, filingId, revision, divisionId, owner: await person(t, login, password) }
  }
  const operator = await newOperator(towns.own, county.administrator)
  const otherOperator = await newOperator(towns.own, county.administrator)
  const neighbourOperator = await newOperator(towns.neighbour, neighbour.administrator)
  const applicant = await newOperator(towns.own, county.administrator, true)

  const staff = (roles: Role[], sectors?: Sector[]) =>
    newPerson(t, county.administrator, { roles, ...(sectors ? { sectors } : {}) })
  /** Somebody of every role, all of them in the county or its operator. */
  const people = {
    platform_administrator: await newPerson(t, ministry, { roles: ['platform_administrator'] }),
    agency_administrator: county.administrator,
    business_manager: await staff(['business_manager']),
    data_entry: await staff(['data_entry']),
    information_officer: await staff(['information_officer']),
    entry_helper: await staff(['entry_helper']),
    laboratory_staff: await newPerson(t, laboratory.administrator, { roles: ['laboratory_staff'] }),
    enforcement_officer: await newPerson(t, enforcement.administrator, { roles: ['enforcement_officer'] }),
    auditor: await staff(['auditor']),
    operator_owner: operator.owner,
    operator_member: await newPerson(t, operator.owner, { roles: ['operator_member'] }),
    applicant: applicant.owner,
  } satisfies Record<Role, Person>

  /** Who asks about something of `operator` (or of its county), and from where. */
  const askers = {
    /** the county that it lies in */
    own: county.administrator,
    /** the county beside it */
    neighbour: neighbour.administrator,
    /** the city above */
    upper: city.administrator,
    /** the province above that */
    top: province.administrator,
    /** the township below that it lies in */
    lower: township.administrator,
    /** a township below that it does not lie in */
    lowerElsewhere: otherTownship.administrator,
    /** another province */
    elsewhere: elsewhere.administrator,
    /** the right county, but granted fishery only */
    otherSector: await staff(['business_manager'], ['fishery']),
    /** the operator itself */
    ownOperator: operator.owner,
    /** an operator in the same town */
    otherOperator: otherOperator.owner,
  }
  /** A member of the operator whom a row may disable. */
  const spare = await newPerson(t, operator.owner, { roles: ['operator_member'] })
  return {
    t,
    towns,
    spare,
    ministry,
    province,
    city,
    county,
    neighbour,
    township,
    otherTownship,
    elsewhere,
    elsewhereCity,
    laboratory,
    enforcement,
    operator,
    otherOperator,
    neighbourOperator,
    applicant,
    people,
    askers,
    visitor: visitor(t),
    newOperator,
  }
}
export type Asker = keyof World['askers']
