import type { Names } from '../../kernel/names.ts'
import { both } from '../sources.ts'

/**
 * What the scan of an input's code answers (IN-6), as platforms in use have it (industries.md §0.5). The order in which
 * the states are tried is ours. A code in the registry does not prove that the goods are genuine.
 */
export const SCAN_STATES = {
  not_found: both('登记库中没有该码', 'Not in the registry'),
  external_registered: both('其他系统登记的追溯码', 'Registered in another system'),
  voided: both('追溯码已作废', 'Voided'),
  frozen: both('追溯码已冻结', 'Frozen'),
  mismatch: both('追溯码与登记信息不符', 'Does not fit the registration'),
  registration_expired: both('产品登记已过期', 'Registration expired'),
  expired: both('产品已过有效期', 'Past its expiry'),
  repeat: both('多次在不同省份查询，请谨慎', 'Asked for from several provinces: take care'),
  genuine: both('登记库中有该码（不能证明产品为真品）', 'In the registry, which does not prove the goods genuine'),
} as const satisfies Record<string, Names>

export type ScanState = keyof typeof SCAN_STATES

export interface Scanned {
  readonly found: boolean
  /** Known to be of another system. */
  readonly external?: boolean
  readonly flag?: 'frozen' | 'voided'
  readonly fits?: boolean
  /** Civil dates, the last good day. */
  readonly registrationValidTo?: string
  readonly expiresOn?: string
  /** Provinces it was asked for from before, two digits each. */
  readonly provinces?: readonly string[]
  readonly province?: string
}

/** @param today civil date in Asia/Shanghai */
export function scanState(scan: Scanned, today: string): ScanState {
  if (!scan.found) return scan.external ? 'external_registered' : 'not_found'
  if (scan.flag) return scan.flag
  if (scan.fits === false) return 'mismatch'
  if (scan.registrationValidTo !== undefined && scan.registrationValidTo < today) return 'registration_expired'
  if (scan.expiresOn !== undefined && scan.expiresOn < today) return 'expired'
  const elsewhere = scan.provinces?.some((p) => scan.province !== undefined && p !== scan.province)
  return elsewhere ? 'repeat' : 'genuine'
}
