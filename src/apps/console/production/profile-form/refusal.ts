import { AppError } from '../../../../platform/errors.ts'
import { useLawText } from './sources.ts'

type Issue = { key?: string; path?: string; row?: number; rowKey?: string }

/** The fields a refusal names, as paths into the form (`fields.amount`), by which FormPage marks them. */
export function withFieldPaths(refusal: AppError | null | undefined): AppError | null | undefined {
  const issues = refusal?.details['issues'] as Issue[] | undefined
  if (!refusal || !issues) return refusal
  // in a list of codes the whole field is marked, in repeated rows the field of the row
  const pathOf = (i: Issue) => ['fields', i.key, ...(i.rowKey === undefined ? [] : [i.row, i.rowKey])].join('.')
  const paths = issues.map((i) => ({ ...i, path: i.path ?? pathOf(i) }))
  return new AppError(refusal.code, refusal.reason, { ...refusal.details, issues: paths })
}

/** A refusal whose law is named in the reader's language. */
export function useReadable(): (refusal: AppError | null | undefined) => AppError | null | undefined {
  const lawText = useLawText()
  return (refusal) => {
    if (!refusal) return refusal
    const { law, source } = refusal.details as { law?: string; source?: string }
    const said = {
      ...(law ? { law: lawText(law) || law } : {}),
      ...(source ? { source: lawText(source) || source } : {}),
    }
    return new AppError(refusal.code, refusal.reason, { ...refusal.details, ...said })
  }
}
