import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { ProfileEvent } from '../../../kernel/profile.ts'
import { listProducts } from '../../../modules/catalogue/schema.ts'
import { listProfiles } from '../../../modules/production/profile/schema.ts'
import { listLicences } from '../../../modules/registry/licence/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { Page, Section } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { lastEvents } from './lastEvents.ts'
import { today, useAll, useWholeProfiles } from './profile-form/index.ts'
import { isOfLand, isRecorded, mayRecord, rolesOn } from './recorded.ts'
import './production.css'

type Offered = Pick<ProfileEvent, 'id' | 'names' | 'object' | 'move' | 'roles'>
type Choice = { profile: string; event: string; name: string; harvest: boolean }
const atMost = 4

/**
 * What was done? Everything of one's sectors that one's roles may write down by itself: on plots, to groups, pieces and
 * assets, and what one files. Steps on batches start at a batch.
 */
export function ChoosePage() {
  const { t, i18n } = useTranslation()
  const { account } = useSession()
  const asked = useAsk(listProfiles, {})
  const products = useAll(listProducts, {})
  const licences = useAsk(listLicences, {}, { enabled: useMay()(listLicences) })
  const rolesIn = (profile: string) => rolesOn(licences.data?.roles ?? [], profile, today())
  // whose events are for certain roles stands in the whole profile only; without a role there all are offered
  const limited = (asked.data?.items ?? []).map(({ id }) => id).filter((id) => rolesIn(id).length > 0)
  const wholes = useWholeProfiles(limited)
  const ready =
    !asked.isPending &&
    (products.ready || Boolean(products.refusal)) &&
    !licences.isLoading &&
    limited.every((id) => wholes.has(id))
  const profiles = (ready ? asked.data?.items : undefined) ?? []
  const choicesOf = (p: (typeof profiles)[number]): Choice[] =>
    ((wholes.get(p.id)?.events ?? p.events) as readonly Offered[])
      .filter((e) => isRecorded(e) || (isOfLand(e) && e.move === 'produce'))
      .filter((e) => mayRecord(e, rolesIn(p.id)))
      .map((e) => ({
        profile: p.id,
        event: e.id,
        name: e.names[i18n.language as Language],
        harvest: isOfLand(e) && e.move === 'produce',
      }))
  // chains one has products of, or a role in; the others are a touch away
  const made = new Set(products.rows.map((x) => x.profile))
  const offering = profiles.filter((p) => choicesOf(p).length > 0)
  const working = (p: { id: string }) => made.has(p.id) || rolesIn(p.id).length > 0
  const own = offering.some(working) ? offering.filter(working) : offering
  const others = offering.filter((p) => !own.includes(p))
  const all = profiles.flatMap(choicesOf)
  const last = lastEvents(account!.accountId)
    .flatMap((key) => all.find((c) => `${c.profile} ${c.event}` === key) ?? [])
    .slice(0, atMost)
  return (
    <Page title={t('production.choose')} back={{ to: '/production', title: t('production.title') }}>
      <Refusal refusal={asked.error} />
      {!ready && !asked.error && <Waiting rows={6} />}
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
