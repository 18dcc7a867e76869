import { creditCodeCheckCharacter } from '../src/kernel/credit-code.ts'
import { identityCheckCharacter } from '../src/kernel/identity-number.ts'
import type { Facts } from '../src/modules/registry/facts/schema.ts'

/** An invented credit code with a right check character; the body code is a running number. */
export function creditCode(n: number, division = '460204'): string {
  const first = `91${division}${String(n).padStart(9, '0')}`
  return first + creditCodeCheckCharacter(first)
}

/** An invented identity number with a right check character: born on 1900-01-01, so that it is nobody's who lives. */
export function identityNumber(n: number): string {
  const first = `46020419000101${String(n).padStart(3, '0')}`
  return first + identityCheckCharacter(first)
}

/** Facts of an invented enterprise in 天涯区, 三亚市. */
export const aFacts = (over: { [K in keyof Facts]?: Facts[K] | undefined } = {}): Facts =>
  Object.fromEntries(
    Object.entries({
      name: '三亚示例芒果有限公司',
      form: 'enterprise',
      role: 'producer',
      sectors: ['crop'],
      divisionId: '460204',
      creditCode: creditCode(1),
      legalRepresentative: '示例甲',
      address: '示例路1号',
      contactName: '示例甲',
      mobile: '13800000000',
      attributes: [],
      ...over,
    }).filter(([, v]) => v !== undefined),
  ) as Facts
