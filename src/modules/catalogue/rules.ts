import { profileFor } from '../../industries/index.ts'
import type { Profile } from '../../kernel/profile.ts'
import type { Unit } from '../../kernel/unit.ts'

export type ProductRefusal =
  | { reason: 'product.class_unknown' | 'product.class_too_wide' | 'product.no_profile' }
  | { reason: 'product.wrong_unit'; units: readonly Unit[] }

/**
 * What a class and a unit make of a product on a civil date, or why they cannot be one. `traced`: the profile that the
 * dynamic catalogue gives the class there; else the prefixes of the profiles decide.
 */
export function productKind(
  productClass: { code: string; level: number; inUse: boolean } | undefined,
  unit: Unit,
  date: string,
  traced?: Profile | undefined,
): { profile: Profile } | { refusal: ProductRefusal } {
  if (!productClass?.inUse) return { refusal: { reason: 'product.class_unknown' } }
  if (productClass.level < 2) return { refusal: { reason: 'product.class_too_wide' } }
  const profile = traced ?? profileFor(productClass.code, date)
  if (!profile) return { refusal: { reason: 'product.no_profile' } }
  if (!profile.units.includes(unit)) return { refusal: { reason: 'product.wrong_unit', units: profile.units } }
  return { profile }
}
