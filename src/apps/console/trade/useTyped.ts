import { useEffect, useState } from 'react'

/** What was typed, once the typing pauses: asked of the server instead of every letter. */
export function useTyped(text: string, pause = 350): string {
  const [typed, setTyped] = useState(text.trim())
  useEffect(() => {
    const timer = setTimeout(() => setTyped(text.trim()), pause)
    return () => clearTimeout(timer)
  }, [text, pause])
  return typed
}
