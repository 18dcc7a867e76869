import { useTranslation } from 'react-i18next'
import type { CustodyLine } from '../../../modules/control/custody/schema.ts'
import type { Permit } from '../../../modules/control/permit/schema.ts'
import type { ControlPerson } from '../../../modules/control/person/schema.ts'
import type { StockCount } from '../../../modules/control/stock/schema.ts'
import { chinaToday } from '../../../ui/format.ts'
import { State, type StateKind } from '../../../ui/State.tsx'

/** How a permit stands today: what was decided, then whether it was given back or is used up, then its days. */
export function permitStanding(p: Pick<Permit, 'state' | 'handedInOn' | 'validFrom' | 'validTo' | 'lines'>) {
  const today = chinaToday()
  if (p.state !== 'valid') return p.state
  if (p.handedInOn) return 'handed_in' as const
  if (p.lines.every((l) => l.left === '0')) return 'used_up' as const
  if (today < p.validFrom) return 'later' as const
  return p.validTo < today ? ('expired' as const) : ('valid' as const)
}
const permitLooks: Record<ReturnType<typeof permitStanding>, StateKind> = {
  valid: 'good',
  later: 'info',
  expired: 'stop',
  handed_in: 'wait',
  used_up: 'plain',
  closed: 'plain',
  revoked: 'stop',
}
export function PermitChip({ permit }: { permit: Parameters<typeof permitStanding>[0] }) {
  const { t } = useTranslation()
  const standing = permitStanding(permit)
  return <State kind={permitLooks[standing]}>{t(`permits.state.${standing}`)}</State>
}

export const custodyStanding = ({ left, overdue }: Pick<CustodyLine, 'left' | 'overdue'>) =>
  left === '0' ? 'settled' : overdue ? 'overdue' : 'out'
const custodyLooks: Record<ReturnType<typeof custodyStanding>, StateKind> = {
  settled: 'plain',
  overdue: 'stop',
  out: 'wait',
}
export function CustodyChip({ line }: { line: CustodyLine }) {
  const { t } = useTranslation()
  const standing = custodyStanding(line)
  return <State kind={custodyLooks[standing]}>{t(`custody.state.${standing}`)}</State>
}

export const personStanding = ({ inForce, revokedOn }: Pick<ControlPerson, 'inForce' | 'revokedOn'>) =>
  inForce ? 'in_force' : revokedOn ? 'revoked' : 'not_in_force'
export function PersonChip({ person }: { person: ControlPerson }) {
  const { t } = useTranslation()
  const standing = personStanding(person)
  return (
    <State kind={standing === 'in_force' ? 'good' : standing === 'revoked' ? 'stop' : 'plain'}>
      {t(`persons.${standing}`)}
    </State>
  )
}

/** What a count came to; `typed`: what was there is right, what the unit wrote as its book is not. */
export function countResult({ voided, difference, typed, book }: StockCount) {
  if (voided) return 'void' as const
  if (difference === null) return 'unknown' as const
  if (difference !== '0') return 'differs' as const
  return typed === null || typed === book ? ('equal' as const) : ('typed' as const)
}
const countLooks: Record<ReturnType<typeof countResult>, StateKind> = {
  void: 'plain',
  unknown: 'info',
  equal: 'good',
  differs: 'stop',
  typed: 'wait',
}
export function CountChip({ count }: { count: StockCount }) {
  const { t } = useTranslation()
  const result = countResult(count)
  return <State kind={countLooks[result]}>{t(`counts.result.${result}`)}</State>
}
