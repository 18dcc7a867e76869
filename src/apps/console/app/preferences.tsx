import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { savePreferences } from '../../../modules/identity/preference/schema.ts'
import { type Session, showSession } from '../../../modules/identity/session/schema.ts'
import type { Input } from '../../../platform/endpoint.ts'
import { AppError } from '../../../platform/errors.ts'
import { languageOf } from '../../../platform/i18n.ts'
import { call } from './call.ts'
import { setLanguage } from './i18n.ts'
import { fetchLast } from './last.ts'
import { useLooks } from './looks.tsx'
import { useSession } from './session.tsx'

/** Who signs in finds the screens as they like them, on every device; a visitor has what was chosen on this one. */
export function FollowPreferences({ children }: { children: ReactNode }) {
  const { account, language, typeSize, theme } = useSession()
  const [, setLooks] = useLooks()
  const accountId = account?.accountId
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the session says changes anything here
  useEffect(() => {
    if (!accountId) return
    void setLanguage(language)
    setLooks({ size: typeSize, theme })
  }, [accountId, language, typeSize, theme])
  useEffect(() => {
    if (accountId) fetchLast(accountId).catch(() => undefined)
  }, [accountId])
  return children
}

export type Choice = Pick<Input<typeof savePreferences>, 'language' | 'typeSize' | 'theme'>

/**
 * Changes language, type size or theme: at once here, and for the next time and other devices where one is signed in.
 * Answers the refusal when it could not be kept there.
 */
export function useChoose(): (choice: Choice) => Promise<AppError | undefined> {
  const { account } = useSession()
  const [, setLooks] = useLooks()
  const queries = useQueryClient()
  return async (choice) => {
    const { typeSize, theme, language } = choice
    setLooks({ ...(typeSize ? { size: typeSize } : {}), ...(theme ? { theme } : {}) })
    const spoken = language === null ? languageOf(navigator.languages.join(',')) : language
    if (spoken) await setLanguage(spoken)
    const now = {
      ...(spoken ? { language: spoken } : {}),
      ...(typeSize ? { typeSize } : {}),
      ...(theme ? { theme } : {}),
    }
    queries.setQueryData<Session>([showSession.name, {}], (before) => before && { ...before, ...now })
    const refused = account && (await call(savePreferences, choice).catch((err: AppError) => err))
    // what was answered in the other language is asked for again
    if (spoken) await queries.invalidateQueries({ predicate: (q) => q.queryKey[0] !== showSession.name })
    return refused instanceof AppError ? refused : undefined
  }
}
