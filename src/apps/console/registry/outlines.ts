import { useQuery } from '@tanstack/react-query'
import type { Outline } from '../../../ui/OutlineMap.tsx'

/** Outlines that come with the console (data/map/SOURCE.md), by province. */
const shipped: Readonly<Record<string, () => Promise<Outline>>> = {
  '460000': async () => ({
    name: 'hainan',
    data: (await import('../../../../data/map/hainan.json')).default,
    // the island; 三沙市 lies far south and is reached by moving the map
    bounds: [
      [108.4, 20.3],
      [111.3, 18],
    ],
  }),
}

/** Does an outline of this province ship? */
export const hasOutlineOf = (province: string): boolean => province in shipped

/** The outline of the province that the divisions lie in; null where none ships, undefined while it is not known. */
export function useOutline(divisionIds: readonly string[]): Outline | null | undefined {
  const province = divisionIds.find((d) => shipped[d])
  const outline = useQuery({
    queryKey: ['outline', province],
    queryFn: () => shipped[province!]!(),
    enabled: province !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return divisionIds.length && province === undefined ? null : outline.data
}
