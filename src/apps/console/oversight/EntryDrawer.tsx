import { useQueryClient } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type JournalEntry, listJournal } from '../../../modules/oversight/journal/schema.ts'
import { usePhone } from '../../../ui/useMedia.ts'
import { When } from '../../../ui/values.tsx'
import { useAddress } from '../app/address.ts'
import { useSession } from '../app/session.tsx'
import './oversight.css'
import { factsOf } from './journalFacts.ts'
import { aboutPlace, aboutText, whoText } from './journalText.ts'

/** All that was kept of one entry, beside the list it was opened from. */
export function EntryDrawer({ entryKey, onClose }: { entryKey: string | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const phone = usePhone()
  const entry = useListed(entryKey)
  return (
    <Drawer
      open={entry !== undefined}
      onClose={onClose}
      size={phone ? '100%' : 480}
      title={entry ? t(`journal.${entry.kind}`) : t('journal.details')}
      closable={{ 'aria-label': t('ui.close') }}
    >
      {entry && <Entry entry={entry} />}
    </Drawer>
  )
}

/** The entry among the rows that are on the screen: the list has it already. */
function useListed(entryKey: string | undefined): JournalEntry | undefined {
  const queries = useQueryClient()
  if (!entryKey) return undefined
  const lists = queries.getQueriesData<{ pages: { items: JournalEntry[] }[] }>({ queryKey: [listJournal.name, 'list'] })
  return lists
    .flatMap(([, data]) => data?.pages.flatMap((p) => p.items) ?? [])
    .find((e) => `${e.partyId}:${e.seq}` === entryKey)
}

function Entry({ entry: e }: { entry: JournalEntry }) {
  const { t, i18n } = useTranslation()
  const [, change] = useAddress()
  const agency = useSession().party?.kind === 'agency'
  const place = aboutPlace(e, agency)
  const about = aboutText(e)
  const said = factsOf(e, i18n)
  const facts = [
    { key: '@at', label: t('journal.when'), value: <When at={e.at} full /> },
    { key: '@who', label: t('journal.who'), value: whoText(e, t) },
    { key: '@party', label: t('journal.party'), value: e.partyName },
    ...(about ? [{ key: '@about', label: t('journal.on_what'), value: about }] : []),
    ...said.facts,
  ]
  const ids = [
    ...(e.about ? [{ key: '@about', label: t('journal.about_id'), value: e.about }] : []),
    ...(e.eventId ? [{ key: '@event', label: t('journal.event_id'), value: e.eventId }] : []),
    ...said.ids,
    { key: '@seq', label: t('journal.number'), value: e.seq },
  ]
  // all there is of a person or a thing: what was looked for before would hide most of it
  const anew = Object.fromEntries(['actorId', 'about', 'entry', 'kind', 'text', 'partyId'].map((k) => [k, undefined]))
  return (
    <div className="ui-page">
      <FactList facts={facts} />
      <div className="ui-chips">
        {place && (
          <Link to={place}>
            <Button type="primary">{t('journal.open')}</Button>
          </Link>
        )}
        {e.actorName && (
          <Button onClick={() => change({ ...anew, actorId: e.actorId })}>{t('journal.only_actor')}</Button>
        )}
        {e.about && <Button onClick={() => change({ ...anew, about: e.about! })}>{t('journal.only_about')}</Button>}
      </div>
      <details className="journal-ids">
        <summary>{t('journal.ids')}</summary>
        <FactList facts={ids} />
      </details>
    </div>
  )
}

function FactList({ facts }: { facts: readonly { key: string; label: string; value: ReactNode }[] }) {
  return (
    <dl className="journal-facts">
      {facts.map(({ key, label, value }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
