import { useQuery } from '@tanstack/react-query'
import type { Agency } from '../../../modules/identity/agency/schema.ts'
import { type Division, showDivision } from '../../../modules/identity/division/schema.ts'
import type { AppError } from '../../../platform/errors.ts'
import { call } from '../app/call.ts'

/** The divisions directly below an agency's own: where it may set up supervision. */
export function useChildDivisions(agency: Agency) {
  const q = useQuery<Division[], AppError>({
    queryKey: [showDivision.name, 'children', agency.divisions.map((d) => d.divisionId)],
    queryFn: async () => {
      const found: Division[] = []
      for (const { divisionId } of agency.divisions) found.push(...(await call(showDivision, { divisionId })).children)
      return found
    },
  })
  return { divisions: q.data ?? [], waiting: q.isFetching, refusal: q.error }
}
