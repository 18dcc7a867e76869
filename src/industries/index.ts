import type { Profile, ProfileEvent, ProfileRule } from '../kernel/profile.ts'
import { baijiu } from './baijiu/index.ts'
import { crop } from './crop/index.ts'
import { dairy } from './dairy/index.ts'
import { drug } from './drug/index.ts'
import { edibleOil } from './edible_oil/index.ts'
import { explosives } from './explosives/index.ts'
import { feed } from './feed/index.ts'
import { fertiliser } from './fertiliser/index.ts'
import { fireworks } from './fireworks/index.ts'
import { fishery } from './fishery/index.ts'
import { food } from './food/index.ts'
import { gasCylinder } from './gas_cylinder/index.ts'
import { herb } from './herb/index.ts'
import { infantFormula } from './infant_formula/index.ts'
import { lift } from './lift/index.ts'
import { livestock } from './livestock/index.ts'
import { meatVegetable } from './meat_vegetable/index.ts'
import { pesticide } from './pesticide/index.ts'
import { rareEarth } from './rare_earth/index.ts'
import { seed } from './seed/index.ts'
import { vaccine } from './vaccine/index.ts'
import { veterinaryDrug } from './veterinary_drug/index.ts'

export { type BannedInput, bannedInput, parseSubstances, type Substance } from './banned-input.ts'
export { dateOf, inputsOf, missingByLaw, targetOf, useOf } from './record.ts'
export { type Allowed, addDays, allowedFrom, type InputUse, insideInterval, withdrawalDays } from './safety-interval.ts'
export { type Goods, type YieldProblem, yieldAllowed, yieldProblem } from './yield.ts'

/** Every profile the platform knows, in the order in which they are listed. A new industry is one more line. */
export const profiles: readonly Profile[] = [
  crop,
  livestock,
  fishery,
  food,
  dairy,
  infantFormula,
  edibleOil,
  baijiu,
  meatVegetable,
  lift,
  gasCylinder,
  rareEarth,
  drug,
  vaccine,
  herb,
  explosives,
  fireworks,
  pesticide,
  veterinaryDrug,
  feed,
  seed,
  fertiliser,
  // one a line, so that two who add one do not meet
]

/**
 * The profile of a product by its classification code: the longest prefix among all profiles wins.
 * @param date civil date; given, only profiles in force that day count
 */
export function profileFor(productClassCode: string, date?: string): Profile | undefined {
  let found: { readonly profile: Profile; readonly length: number } | undefined
  for (const profile of profiles) {
    const { from, to } = profile.effective
    if (date !== undefined && (date < from || (to !== undefined && date >= to))) continue
    for (const prefix of profile.productClasses) {
      if (!productClassCode.startsWith(prefix) || prefix.length <= (found?.length ?? 0)) continue
      found = { profile, length: prefix.length }
    }
  }
  return found?.profile
}

/** The event of a profile by its id. */
export function findEvent(profile: Profile, eventId: string): ProfileEvent | undefined {
  return profile.events.find((event) => event.id === eventId)
}

/** The rules of a profile that apply on an event. */
export function rulesOn(profile: Profile, eventId: string): readonly ProfileRule[] {
  return profile.rules.filter((rule) => rule.on.includes(eventId))
}
