import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { listProducts } from '../../../modules/catalogue/schema.ts'
import { listProfiles } from '../../../modules/production/profile/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { Page, Section } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useSession } from '../app/session.tsx'
import { lastEvents } from './lastEvents.ts'
import { useAll } from './profile-form/index.ts'
import './production.css'

type Choice = { profile: string; event: string; name: string; harvest: boolean }
const atMost = 4

/** What was done? Everything of one's sectors that happens on a plot or to a group; steps on batches start at a batch. */
export function ChoosePage() {
  const { t, i18n } = useTranslation()
  const { account } = useSession()
  const asked = useAsk(listProfiles, {})
  const products = useAll(listProducts, {})
  const profiles = (products.ready || products.refusal ? asked.data?.items : undefined) ?? []
  const choicesOf = (p: (typeof profiles)[number]): Choice[] =>
    p.events
      .filter((e) => e.object !== 'batch' && (e.move === 'record' || e.move === 'produce'))
      .map((e) => ({
        profile: p.id,
        event: e.id,
        name: e.names[i18n.language as Language],
        harvest: e.move === 'produce',
      }))
  // chains one has products of; the others are a touch away
  const made = new Set(products.rows.map((x) => x.profile))
  const own = made.size ? profiles.filter((p) => made.has(p.id)) : profiles
  const others = profiles.filter((p) => !own.includes(p))
  const all = profiles.flatMap(choicesOf)
  const last = lastEvents(account!.accountId)
    .flatMap((key) => all.find((c) => `${c.profile} ${c.event}` === key) ?? [])
    .slice(0, atMost)
  return (
    <Page title={t('production.choose')} back={{ to: '/production', title: t('production.title') }}>
      <Refusal refusal={asked.error} />
      {(asked.isPending || !(products.ready || products.refusal)) && <Waiting rows={6} />}
      {asked.data?.items.length === 0 && <Empty text={t('production.no_profiles')} />}
      {last.length > 0 && (
        <Section title={t('production.choose_last')}>
          <Choose choices={last} />
        </Section>
      )}
      {own.map((p) => (
        <Section key={p.id} title={p.names[i18n.language as Language]}>
          <Choose choices={choicesOf(p)} />
        </Section>
      ))}
      {others.length > 0 && (
        <details className="production-others">
          <summary>{t('production.choose_others')}</summary>
          {others.map((p) => (
            <Section key={p.id} title={p.names[i18n.language as Language]}>
              <Choose choices={choicesOf(p)} />
            </Section>
          ))}
        </details>
      )}
    </Page>
  )
}

function Choose({ choices }: { choices: readonly Choice[] }) {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const plot = params.get('plot')
  const at = plot ? `plot=${plot}` : ''
  return (
    <ul className="production-choose">
      {choices.map((c) => (
        <li key={`${c.profile} ${c.event}`}>
          {c.harvest ? (
            <Link to={`/harvest?event=${c.event}&${at}`}>
              {c.name}
              <small>{t('production.harvest_note')}</small>
            </Link>
          ) : (
            <Link to={`/production/record/${encodeURIComponent(c.profile)}/${c.event}?${at}`}>{c.name}</Link>
          )}
        </li>
      ))}
    </ul>
  )
}
