/**
 * The form of any event of any profile, drawn from the profile's data: no form is written for an event.
 *
 * ```tsx
 * const { event, refusal } = useEvent('crop', 'harvest')
 * const last = useLastUsed(formKey('crop', 'harvest'))
 * <FormPage initial={{ fields: startValues(event) }} draftKey={formKey('crop', 'harvest')} …
 *   onSubmit={async ({ fields }) => {
 *     const taken = await harvest.run({ …, fields: fieldsOf(event, fields) })
 *     if (taken) last.keep(event, fields)
 *     return taken !== undefined
 *   }}
 *   refusal={withFieldPaths(harvest.refusal)}>
 *   <ProfileFields event={event} profile="crop" context={{ leaveOut: ['variety'] }} />
 * </FormPage>
 * ```
 * - `ProfileFields` stands inside a `Form` (FormPage): its values are under `fields` of the form, one key a field, so
 *   the form's type is `{ fields: FormFields, … }`. It checks each field on leaving by the kernel's checks, marks what
 *   is optional and recommended, offers what was used last, picks inputs from what was bought.
 * - `context.leaveOut`: keys the screen asks for itself · `severalPlots` · `after`: nodes under fields, by key.
 * - `startValues(event, { like })`: what the form begins with. `fieldsOf(event, fields)`: the API's `fields` (harvest,
 *   recordStep, recordProduction). `fieldsByPlot`: one set a plot. `purchaseOf`: `purchaseId` of recordProduction.
 * - `recommendedOf(event, fields)`: recommended fields that are empty. `withFieldPaths(refusal)`: the server's refusal
 *   with the paths by which FormPage finds the fields; its law named in the reader's language by `useReadable`.
 * - `ProfileValues`: the fields of a record to read. `PlotField`'s list is `usePlots()`; `today()` in Asia/Shanghai.
 */
export { BannedNotice } from './BannedNotice.tsx'
export type { ProfileContext } from './control.ts'
export { useLastUsed } from './lastUsed.ts'
export { usePlots } from './PlotField.tsx'
export { formKey, ProfileFields } from './ProfileFields.tsx'
export { ProfileValues, useEventName, useFieldName } from './ProfileValues.tsx'
export { useReadable, withFieldPaths } from './refusal.ts'
export { recordsArticle, useLawText } from './sources.ts'
export { useAll } from './useAll.ts'
export { useBanned } from './useBanned.ts'
export { type Move, type MovedGoods, useMoves } from './useMoves.ts'
export { useEvent, useEvents, useProfile, useProfiles, useWholeProfiles } from './useProfile.ts'
export {
  type FormFields,
  fieldsByPlot,
  fieldsOf,
  type InputDraft,
  plainNumber,
  purchaseOf,
  recommendedOf,
  startValues,
  substancesOf,
  today,
  unitsOf,
  withoutPersonal,
} from './values.ts'
