import type { Names } from '../../kernel/names.ts'
import { both } from '../sources.ts'

/**
 * 农药单元识别代码, 32 digits (农业部公告第2579号): 1 kind of registration (1 PD, 2 WP, 3 temporary), 2–7 the last six digits of
 * the registration number, 8 way of making (1 by the holder, 2 made for it, 3 repacked for it), 9–11 specification, 12–32
 * random. It has no check digit, so a slip in the random part is not seen.
 */
export interface PesticideCode {
  readonly kind: 'PD' | 'WP' | 'temporary'
  readonly registration: string
  readonly production: 'holder' | 'entrusted' | 'repacked'
  readonly specification: string
  readonly random: string
}

const KINDS = { '1': 'PD', '2': 'WP', '3': 'temporary' } as const
export const PRODUCTIONS = { '1': 'holder', '2': 'entrusted', '3': 'repacked' } as const

const isKey = <K extends string>(table: Readonly<Record<K, unknown>>, key: string | undefined): key is K =>
  key !== undefined && Object.hasOwn(table, key)

/** The parts of a code; undefined: not one. */
export function readPesticideCode(code: string): PesticideCode | undefined {
  const [, kind, registration, production, specification, random] =
    /^([0-9])([0-9]{6})([0-9])([0-9]{3})([0-9]{21})$/.exec(code) ?? []
  if (!isKey(KINDS, kind) || !isKey(PRODUCTIONS, production)) return undefined
  return {
    kind: KINDS[kind],
    registration: registration ?? '',
    production: PRODUCTIONS[production],
    specification: specification ?? '',
    random: random ?? '',
  }
}

/** What a label's QR holds is the trace address and the code: the 32 digits that stand alone in it. */
export const codeOfLabel = (text: string): string | undefined => /(?<![0-9])[0-9]{32}(?![0-9])/.exec(text)?.[0]

/** IN-2. What is wrong with a code beside the registration it should belong to; none: nothing found. */
export function pesticideCodeFaults(
  code: string,
  known: { readonly registrationNumber?: string; readonly production?: string },
): readonly Names[] {
  const parts = readPesticideCode(code)
  if (!parts) return [both('不是32位农药单元识别代码', 'Not a pesticide unit code of 32 digits')]
  const faults: Names[] = []
  const number = known.registrationNumber?.normalize('NFKC').toUpperCase().replace(/\s/g, '')
  const digits = number?.replace(/[^0-9]/g, '') ?? ''
  if (digits.length >= 6 && digits.slice(-6) !== parts.registration)
    faults.push(both('第2-7位与登记证号后六位不符', 'Digits 2-7 are not the last six of the registration'))
  const prefix = /^[A-Z]+/.exec(number ?? '')?.[0]
  // PD and WP are named by the notice; how temporary registrations are numbered it does not say
  const kind = prefix === 'PD' || prefix === 'WP' ? prefix : prefix === undefined ? undefined : 'temporary'
  if (kind && kind !== parts.kind)
    faults.push(both('第1位与登记类别不符', 'Digit 1 does not fit the kind of registration'))
  if (known.production && known.production !== parts.production)
    faults.push(both('第8位与生产类型不符', 'Digit 8 does not fit the way of making'))
  return faults
}
