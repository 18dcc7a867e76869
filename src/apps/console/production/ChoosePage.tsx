import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listProfiles } from '../../../modules/production/profile/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { Page, Section } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useSession } from '../app/session.tsx'
import { lastEvents } from './lastEvents.ts'

type Choice = { profile: string; event: string; name: string; harvest: boolean }
const atMost = 4

/** What was done? Everything of one's sectors that happens on a plot or to a group; steps on batches start at a batch. */
export function ChoosePage() {
  const { t, i18n } = useTranslation()
  const { account } = useSession()
  const asked = useAsk(listProfiles, {})
  const profiles = asked.data?.items ?? []
  const choicesOf = (p: (typeof profiles)[number]): Choice[] =>
    p.events
      .filter((e) => e.object !== 'batch' && (e.move === 'record' || e.move === 'produce'))
      .map((e) => ({
        profile: p.id,
        event: e.id,
        name: e.names[i18n.language as Language],
        harvest: e.move === 'produce',
      }))
  const all = profiles.flatMap(choicesOf)
  const last = lastEvents(account!.accountId)
    .flatMap((key) => all.find((c) => `${c.profile} ${c.event}` === key) ?? [])
    .slice(0, atMost)
  return (
    <Page title={t('production.choose')} back={{ to: '/production', title: t('production.title') }}>
      <Refusal refusal={asked.error} />
      {asked.isPending && <Waiting rows={6} />}
      {asked.data && profiles.length === 0 && <Empty text={t('production.no_profiles')} />}
      {last.length > 0 && (
        <Section title={t('production.choose_last')}>
          <Choose choices={last} />
        </Section>
      )}
      {profiles.map((p) => (
        <Section key={p.id} title={p.names[i18n.language as Language]}>
          <Choose choices={choicesOf(p)} />
        </Section>
      ))}
    </Page>
  )
}

function Choose({ choices }: { choices: readonly Choice[] }) {
  const { t } = useTranslation()
  return (
    <ul className="production-choose">
      {choices.map((c) => (
        <li key={`${c.profile} ${c.event}`}>
          {c.harvest ? (
            <Link to={`/harvest?event=${c.event}`}>
              {c.name}
              <small>{t('production.harvest_note')}</small>
            </Link>
          ) : (
            <Link to={`/production/record/${encodeURIComponent(c.profile)}/${c.event}`}>{c.name}</Link>
          )}
        </li>
      ))}
    </ul>
  )
}
