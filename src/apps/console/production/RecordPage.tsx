import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation, useParams, useSearchParams } from 'react-router'
import type { ProfileEvent } from '../../../kernel/profile.ts'
import { listProducts } from '../../../modules/catalogue/schema.ts'
import { listInputPurchases } from '../../../modules/production/input/schema.ts'
import { getRecord } from '../../../modules/production/record/schema.ts'
import { listPlots } from '../../../modules/registry/site/schema.ts'
import type { Language } from '../../../platform/i18n.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { Made, type MadeRecords } from './Made.tsx'
import { useAll, useEvent } from './profile-form/index.ts'
import { RecordForm } from './RecordForm.tsx'
import { isOfLand, isRecorded } from './recorded.ts'

/**
 * Records an event. In the address: `like`, an earlier record to begin from; `instead`, one that the new record
 * replaces; `plot`; the key of a field, such as the `code` of the asset it is about.
 */
export function RecordPage() {
  const { key } = useLocation()
  return <Recording key={key} />
}

function Recording() {
  const { t, i18n } = useTranslation()
  const { profile = '', event: eventId = '' } = useParams()
  const [params] = useSearchParams()
  const [made, setMade] = useState<MadeRecords>()
  const { profile: known, event, refusal } = useEvent(profile, eventId)
  const instead = params.get('instead') ?? undefined
  const like = params.get('like') ?? instead
  const earlier = useAsk(getRecord, { recordId: like ?? '' }, { enabled: like !== undefined })
  const listed = useListsReady()
  const name = event?.names[i18n.language as Language]
  const back = { to: '/production/record', title: t('production.choose') }
  if (refusal || earlier.error)
    return (
      <Page title={t('production.record_action')} back={back}>
        <Refusal refusal={refusal ?? earlier.error} />
      </Page>
    )
  if (!known || (like && !earlier.data) || !listed)
    return (
      <Page title={t('production.record_action')} back={back} narrow>
        <Waiting rows={10} />
      </Page>
    )
  if (event?.move === 'produce' && isOfLand(event)) return <Navigate to={`/harvest?event=${eventId}`} replace />
  if (!event || !isRecorded(event))
    return (
      <Page title={t('production.record_action')} back={back}>
        <Empty
          text={t('production.no_such_event')}
          action={<LinkButton to="/production/record">{t('production.choose')}</LinkButton>}
        />
      </Page>
    )
  return (
    <Page title={made ? t('production.saved') : (name ?? '')} name={name} back={made ? undefined : back} narrow>
      {made ? (
        <Made made={made} profile={profile} event={event} />
      ) : (
        <RecordForm
          profile={known}
          event={event}
          earlier={earlier.data}
          instead={instead}
          plot={params.get('plot') ?? undefined}
          given={givenIn(params, event)}
          onMade={setMade}
        />
      )}
    </Page>
  )
}

/** Values of fields that the address names: of those that are one text. */
const givenIn = (params: URLSearchParams, { fields }: ProfileEvent): Record<string, string> =>
  Object.fromEntries(
    fields
      .filter((f) => f.type === 'text' || f.type === 'code' || f.type === 'number')
      .flatMap(({ key }) => {
        const value = params.get(key)
        return value === null ? [] : [[key, value]]
      }),
  )

/** What the form offers to pick from is there, or will not come: so that nothing moves under a thumb. */
function useListsReady(): boolean {
  const lists = [useAll(listPlots, {}), useAll(listInputPurchases, {}), useAll(listProducts, {})]
  return lists.every((l) => l.ready || l.refusal)
}
