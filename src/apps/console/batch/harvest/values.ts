import type { ProfileEvent } from '../../../../kernel/profile.ts'
import type { FormFields } from '../../production/profile-form/index.ts'

/** A harvest as its form holds it. */
export type HarvestValues = {
  /** Chosen when the form begins and kept with it: sent twice, even after a reload, it is one harvest. */
  recordId: string
  productId: string
  event: string
  amount: { quantity: string; unit: string }
  fields: FormFields
}
/** What this person harvested last, to begin with. */
export type LastHarvest = { productId: string; event: string; unit: string }

/** The field that says where the goods come from. */
export const targetKey = (event: ProfileEvent): string => (event.object === 'group' ? 'group' : 'plot')

/** The field that says when: the interval is judged by it and by where. */
export const dateKey = (event: ProfileEvent): string =>
  event.fields.find((f) => f.type === 'date' && f.required)?.key ?? targetKey(event)

/** The plots, or the number of the group, among the fields. */
export const targetsOf = (event: ProfileEvent, fields: FormFields = {}): string[] =>
  [fields[targetKey(event)] ?? []].flat().filter((v): v is string => typeof v === 'string' && v.trim() !== '')
