import { confirmLicence, fileLicence, setPartyRole } from '../../src/modules/registry/licence/schema.ts'
import { day } from './acts.ts'
import type { Agencies, Place } from './agencies.ts'
import type { Person } from './people.ts'

/** First day of the roles and licences of the demo: before anything that rests on them. */
const FROM = day(1500)

/** What somebody is in a chain, by its own word. */
export const role = (p: Person, profile: string, is: string) => p.call(setPartyRole, { profile, role: is, from: FROM })

/** Files a licence and has it confirmed by the agency of the place. Every number is invented. */
export async function licence(
  p: Person,
  { reviewer }: Agencies,
  place: Place,
  kind: string,
  limits: Record<string, string> = {},
): Promise<void> {
  const filed = await p.call(fileLicence, {
    ...{ kind, number: `示例证${kind.length}-${p.login}`, issuer: '示例发证机关', limits },
    ...{ validFrom: FROM, validTo: day(-700) },
  })
  await reviewer[place].call(confirmLicence, { partyId: p.partyId, licenceId: filed.licenceId })
}
