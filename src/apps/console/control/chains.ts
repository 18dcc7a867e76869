import { useTranslation } from 'react-i18next'
import { profiles } from '../../../industries/index.ts'
import { profileAt } from '../../../kernel/profile.ts'
import type { Language } from '../../../platform/i18n.ts'
import { chinaToday } from '../../../ui/format.ts'
import { useSession } from '../app/session.tsx'

/** Profiles of controlled goods in force today, whoever works with them. */
const controlled = () =>
  [...new Set(profiles.map((p) => p.id))]
    .flatMap((id) => profileAt(profiles, id, chinaToday()) ?? [])
    .filter((p) => p.control !== undefined)

/** Those of the reader's sectors. */
export function useChains() {
  const { party, sectors } = useSession()
  const own = party?.kind === 'operator' ? party.sectors : sectors
  return controlled().filter((p) => own.includes(p.sector))
}

/** Names of permits, persons and events as their profile has them; an id that no profile knows stays as it is. */
export function useNames() {
  const language = useTranslation().i18n.language as Language
  const of = (profile: string) => controlled().find((p) => p.id === profile)
  return {
    permit: (profile: string, id: string) =>
      of(profile)?.control?.permits.find((p) => p.id === id)?.names[language] ?? id,
    sides: (profile: string, id: string) => {
      const kind = of(profile)?.control?.permits.find((p) => p.id === id)
      return { holder: kind?.holder[language], counterpart: kind?.counterpart[language] }
    },
    role: (profile: string, id: string) =>
      of(profile)?.control?.persons.find((p) => p.id === id)?.names[language] ?? id,
    event: (profile: string, id: string) => of(profile)?.events.find((e) => e.id === id)?.names[language] ?? id,
    profile: (id: string) => of(id)?.names[language] ?? id,
  }
}
