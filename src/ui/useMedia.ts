import { useSyncExternalStore } from 'react'

/** Whether a media query holds now; the screen follows when it changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}
/** Narrower than a tablet: cards instead of tables, the bar at the bottom, 44 px targets. */
export const usePhone = (): boolean => useMedia('(max-width: 767px)')
