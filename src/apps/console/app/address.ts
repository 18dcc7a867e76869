import { useSearchParams } from 'react-router'

/** Filters in the address, so that a view can be sent to a colleague. An empty value leaves the address. */
export function useAddress(): [Record<string, string>, (change: Record<string, string | undefined>) => void] {
  const [params, setParams] = useSearchParams()
  const change = (values: Record<string, string | undefined>) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        for (const [key, value] of Object.entries(values)) value ? after.set(key, value) : after.delete(key)
        return after
      },
      { replace: true },
    )
  return [Object.fromEntries(params), change]
}
