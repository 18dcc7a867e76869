import type { Duty } from '../../kernel/duty.ts'
import { addDays } from '../safety-interval.ts'

const dayOf = (iso: string) => Number(iso.slice(8, 10))

/** The same day so many months later; the last day of the month where it has no such day. */
export function addMonths(date: string, months: number): string {
  const first = new Date(`${date.slice(0, 7)}-01T00:00:00Z`)
  first.setUTCMonth(first.getUTCMonth() + months + 1, 0)
  const last = first.getUTCDate()
  first.setUTCDate(Math.min(dayOf(date), last))
  return first.toISOString().slice(0, 10)
}

/** The last day of the month. */
export const monthEnd = (date: string): string => {
  const d = new Date(`${date.slice(0, 7)}-01T00:00:00Z`)
  d.setUTCMonth(d.getUTCMonth() + 1, 0)
  return d.toISOString().slice(0, 10)
}

/** Years after the supervision inspection in which a lift is inspected; from then on every year (TSG T7001-2023). */
export const liftInspectionYears = [1, 4, 7, 9, 11, 13, 15] as const

/** Is the lift inspected in the `year`-th year (1 is the first after installation)? */
export const isInspectionYear = (year: number): boolean =>
  year > 15 || (liftInspectionYears as readonly number[]).includes(year)

/**
 * The next inspection of a lift: the base month (that of the supervision inspection after installation) of the first
 * inspection year that has not been inspected. An inspection counts for the year whose base month it is at most two
 * months before, or after.
 * @param supervisedOn civil date of the supervision inspection
 * @param inspectedOn civil dates of passed inspections since
 */
export function nextLiftInspection(supervisedOn: string, inspectedOn: readonly string[]): string {
  for (let year = 1; ; year++) {
    if (!isInspectionYear(year)) continue
    const due = monthEnd(addMonths(supervisedOn, 12 * year))
    const opens = `${addMonths(due, -2).slice(0, 7)}-01`
    const next = Array.from({ length: 20 }, (_, i) => year + 1 + i).find(isInspectionYear)!
    const nextOpens = `${addMonths(monthEnd(addMonths(supervisedOn, 12 * next)), -2).slice(0, 7)}-01`
    if (!inspectedOn.some((d) => d >= opens && d < nextOpens)) return due
  }
}

/** What is known of an asset, up to the day that is asked about; civil dates. */
export interface LiftLife {
  readonly supervisedOn?: string
  readonly inspectedOn: readonly string[]
  readonly maintainedOn: readonly string[]
  readonly checkedOn: readonly string[]
  readonly startedOn?: string
  readonly registeredOn?: string
  readonly acceptedOn?: string
  readonly handedOverOn?: string
  /** Out of use since; absent while it runs. */
  readonly stoppedOn?: string
  readonly scrappedOn?: string
}

const latest = (dates: readonly string[]) => [...dates].sort().at(-1)

/**
 * The duties of a lift that stand open, soonest first. None when scrapped; when stopped only the inspection before it
 * runs again, due at once when it stood still for a year (TSG T7001).
 */
export function liftDuties(life: LiftLife, today: string): Duty[] {
  if (life.scrappedOn) return []
  const duties: Duty[] = []
  const add = (kind: string, dueOn: string, before: number, blocks: boolean) =>
    duties.push({ kind, dueOn, remindFrom: addDays(dueOn, -before), blocks })
  if (life.supervisedOn) add('inspection', nextLiftInspection(life.supervisedOn, life.inspectedOn), 30, true)
  if (life.stoppedOn) {
    if (addMonths(life.stoppedOn, 12) <= today) add('inspection_before_restart', today, 0, true)
    return sorted(duties)
  }
  const began = life.startedOn ?? life.supervisedOn
  const maintained = latest(life.maintainedOn) ?? began
  if (maintained) add('maintenance', addDays(maintained, 15), 3, false)
  const checked = latest(life.checkedOn) ?? began
  if (checked) add('self_check', monthEnd(addMonths(`${checked.slice(0, 7)}-01`, 1)), 7, false)
  if (life.startedOn && !life.registeredOn) add('registration', addDays(life.startedOn, 30), 15, true)
  if (life.acceptedOn && !life.handedOverOn) add('handover', addDays(life.acceptedOn, 30), 15, false)
  return sorted(duties)
}

export interface CylinderLife {
  readonly madeOn?: string
  /** Last day of the design life, as the maker's file says. */
  readonly endsOn?: string
  /** Household LPG cylinders are scrapped after 12 years whatever the file says. */
  readonly householdLpg: boolean
  /** Next inspection as the last one said it, else as the maker's file says it. */
  readonly inspectBy?: string
  readonly scrappedOn?: string
}

/** The day a cylinder must be scrapped, as far as it is known. */
export function cylinderEnd({ madeOn, endsOn, householdLpg }: CylinderLife): string | undefined {
  const forced = householdLpg && madeOn ? addMonths(madeOn, 144) : undefined
  return [endsOn, forced].filter((d) => d !== undefined).sort()[0]
}

/** The duties of a gas cylinder that stand open, soonest first. */
export function cylinderDuties(life: CylinderLife): Duty[] {
  if (life.scrappedOn) return []
  const duties: Duty[] = []
  if (life.inspectBy)
    duties.push({ kind: 'inspection', dueOn: life.inspectBy, remindFrom: addDays(life.inspectBy, -30), blocks: true })
  const end = cylinderEnd(life)
  if (end) duties.push({ kind: 'scrap', dueOn: end, remindFrom: addDays(end, -90), blocks: true })
  return sorted(duties)
}

const sorted = (duties: Duty[]): Duty[] => duties.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
