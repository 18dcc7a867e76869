import { useEffect, useState } from 'react'

/** A value once it has stood still: what is typed is not asked letter by letter. */
export function useDelayed<T>(value: T, milliseconds = 250): T {
  const [still, setStill] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setStill(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return still
}
