import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { type Session, showSession } from '../../../modules/identity/session/schema.ts'
import type { Endpoint } from '../../../platform/endpoint.ts'
import { setCsrfToken, useAsk } from './call.ts'

const Context = createContext<Session | undefined>(undefined)

/** Who is signed in, asked once and after signing in or out. Children wait for the answer. */
export function SessionProvider({ children, waiting }: { children: ReactNode; waiting: ReactNode }) {
  const session = useAsk(showSession, {})
  const token = session.data?.csrfToken ?? null
  setCsrfToken(token)
  return session.data ? <Context value={session.data}>{children}</Context> : waiting
}

/** The session; `account` is null for a visitor. */
export function useSession(): Session {
  const session = useContext(Context)
  if (!session) throw new Error('useSession outside of SessionProvider')
  return session
}

/** May this person call the endpoint? By the same permission the server asks for. */
export function useMay(): (e: Endpoint) => boolean {
  const { account, permissions } = useSession()
  return ({ permission }) =>
    permission === 'public' || (account !== null && (permission === 'signed-in' || permissions.includes(permission)))
}

/** Puts the answer of signing in in place of the session, and forgets what the person before was shown. */
export function useEnter(): (session: Session) => void {
  const queries = useQueryClient()
  return (session) => {
    // the session itself is replaced, not removed: whoever shows it would go on showing the one before
    queries.removeQueries({ predicate: (q) => q.queryKey[0] !== showSession.name })
    queries.getMutationCache().clear()
    setCsrfToken(session.csrfToken)
    queries.setQueryData([showSession.name, {}], session)
  }
}

/** Runs once when the session is gone under an open page (`login.required`): the page stays, one signs in over it. */
export function useSessionEnd(onEnd: () => void): void {
  const queries = useQueryClient()
  useEffect(() => {
    const look = (event: {
      type: string
      query?: { state: { error: unknown } }
      mutation?: { state: { error: unknown } | undefined } | undefined
    }) => {
      const error = event.query?.state.error ?? event.mutation?.state?.error
      if (event.type === 'updated' && (error as { reason?: string } | null)?.reason === 'login.required') onEnd()
    }
    const stops = [
      queries.getQueryCache().subscribe(look as never),
      queries.getMutationCache().subscribe(look as never),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [queries, onEnd])
}
