import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { type Asset, type AssetDuty, getAsset } from '../../../modules/asset/schema.ts'
import { recordProduction } from '../../../modules/production/record/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { ProfileValues, useProfile } from '../production/profile-form/index.ts'
import './asset.css'
import { DueChip, UseChip, useDays } from './states.tsx'

/** One asset: what it is, what is due, everything that all parties recorded about it. */
export function AssetPage() {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const { profile = '', code = '' } = useParams()
  const asked = useAsk(getAsset, { profile, code })
  const { profile: chain, refusal } = useProfile(profile)
  const may = useMay()(recordProduction)
  // drawn with the profile's names at once: the values of the history would push down what is below them
  const asset = chain || refusal ? asked.data : undefined
  const back = { to: '/equipment', title: t('assets.title') }
  if (!asset)
    return (
      <Page title={code} back={back}>
        <Refusal refusal={asked.error} again={() => void asked.refetch()} />
        {!asked.error && <Waiting rows={10} />}
      </Page>
    )
  const next = asset.duties.find((d) => d.event !== '')
  const overdue = asset.duties.filter((d) => d.blocks && d.standing === 'overdue')
  return (
    <Page
      title={asset.code}
      state={<UseChip state={asset.state} />}
      back={back}
      action={may && next && <RecordButton asset={asset} duty={next} primary />}
    >
      {asset.blocked && (
        <Notice kind="stop">
          {t('assets.blocked', { duties: overdue.map((d) => d.names[language]).join(t('production.form.comma')) })}
        </Notice>
      )}
      <Facts
        items={[
          { label: t('assets.chain'), value: asset.profileNames[language] },
          ...asset.facts.map((f) => ({ label: f.names[language], value: plain(f.value) })),
        ]}
      />
      <Section title={t('assets.duties')}>
        {asset.duties.length === 0 && <p className="ui-quiet">{t('assets.no_duties')}</p>}
        <Duties asset={asset} mayRecord={may} />
      </Section>
      {may && <Others asset={asset} />}
      <Section title={t('assets.history')}>
        {asset.records > asset.history.length && (
          <p className="ui-quiet">{t('assets.history_part', { count: asset.records })}</p>
        )}
        <History asset={asset} />
      </Section>
    </Page>
  )
}

/** A fact in a strip: a text, a number or a place by its name. */
function plain(value: unknown): string | null {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  const name = (value as { name?: unknown } | null)?.name
  return typeof name === 'string' ? name : null
}

const formOf = ({ profile, code }: Asset, event: string) =>
  `/production/record/${encodeURIComponent(profile)}/${event}?code=${encodeURIComponent(code)}`

function RecordButton({ asset, duty, primary }: { asset: Asset; duty: AssetDuty; primary?: boolean }) {
  const { t, i18n } = useTranslation()
  return (
    <LinkButton to={formOf(asset, duty.event)} {...(primary ? { type: 'primary' as const } : {})}>
      {t('assets.record', { event: duty.names[i18n.language as Language] })}
    </LinkButton>
  )
}

function Duties({ asset, mayRecord }: { asset: Asset; mayRecord: boolean }) {
  const { t, i18n } = useTranslation()
  const days = useDays()
  return (
    <ul className="asset-duties">
      {asset.duties.map((d) => (
        <li key={d.kind}>
          <When at={d.dueOn} />
          <div>
            <strong>{d.names[i18n.language as Language]}</strong>
            <p className="ui-quiet">
              {days(d)}
              {d.blocks && ` · ${t('assets.blocks')}`}
            </p>
          </div>
          <DueChip duty={d} />
          {mayRecord && d.event !== '' && <RecordButton asset={asset} duty={d} />}
        </li>
      ))}
    </ul>
  )
}

/** Every other event that can be recorded about it. */
function Others({ asset }: { asset: Asset }) {
  const { t, i18n } = useTranslation()
  const { profile } = useProfile(asset.profile)
  const events = profile?.events.filter((e) => e.object === 'asset') ?? []
  if (!events.length) return null
  return (
    <Section title={t('assets.record_other')}>
      <div className="ui-chips">
        {events.map((e) => (
          <Link key={e.id} to={formOf(asset, e.id)}>
            {e.names[i18n.language as Language]}
          </Link>
        ))}
      </div>
    </Section>
  )
}

/** What all parties recorded, the latest on top. */
function History({ asset }: { asset: Asset }) {
  const { i18n } = useTranslation()
  const { party } = useSession()
  const { profile } = useProfile(asset.profile)
  const language = i18n.language as Language
  return (
    <ol className="asset-history">
      {asset.history.map((h) => {
        const event = profile?.events.find((e) => e.id === h.event)
        // the code is the page's
        const { code: _, ...fields } = h.fields
        return (
          <li key={`${h.partyId}/${h.recordId}`}>
            <strong>
              {h.partyId === party?.partyId ? (
                <Link to={`/production/records/${h.recordId}`}>{h.names[language]}</Link>
              ) : (
                h.names[language]
              )}
            </strong>
            <p className="ui-quiet">
              <When at={h.happenedOn} /> {h.partyName}
            </p>
            {event && <ProfileValues event={event} fields={fields} personal={h.personal} />}
          </li>
        )
      })}
    </ol>
  )
}
