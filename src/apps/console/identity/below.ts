import { useQuery } from '@tanstack/react-query'
import { type Agency, listAgencies } from '../../../modules/identity/agency/schema.ts'
import { showDivision } from '../../../modules/identity/division/schema.ts'
import { agencyLevels } from '../../../modules/identity/rules.ts'
import type { AppError } from '../../../platform/errors.ts'
import { call } from '../app/call.ts'

/**
 * What stands directly under an agency: testing and enforcement beside it, then the supervision agencies of the
 * divisions directly below its own, by the tree of divisions (a county directly under its province is one level below).
 */
export function useBelow(agency: Agency, enabled: boolean) {
  return useQuery<Agency[], AppError>({
    // by the list's name, so that a new agency refreshes it
    queryKey: [listAgencies.name, 'below', agency.partyId],
    queryFn: () => below(agency),
    enabled,
  })
}

async function below(agency: Agency): Promise<Agency[]> {
  const found = new Map<string, Agency>()
  for (const { divisionId } of agency.divisions) {
    const { children } = await call(showDivision, { divisionId })
    const ids = new Set(children.map((c) => c.divisionId))
    const levels = agencyLevels.filter((l) => children.some((c) => c.level === l))
    for (const kind of ['testing', 'enforcement'] as const)
      for (const a of await allOf({ within: divisionId, level: agency.level, kind })) found.set(a.partyId, a)
    for (const level of levels)
      for (const a of await allOf({ within: divisionId, level, kind: 'supervision' }))
        if (a.divisions.some((d) => ids.has(d.divisionId))) found.set(a.partyId, a)
  }
  found.delete(agency.partyId)
  return [...found.values()]
}

async function allOf(filter: Parameters<typeof call<typeof listAgencies>>[1]): Promise<Agency[]> {
  const rows: Agency[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await call(listAgencies, { ...filter, limit: 200, ...(cursor ? { cursor } : {}) })
    rows.push(...page.items)
    if (!page.nextCursor) return rows
    cursor = page.nextCursor
  }
}
