import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { type DeviceLine, listDevices, registerDevice } from '../../../modules/device/schema.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { When } from '../../../ui/values.tsx'
import type { Filter } from '../app/Filters.tsx'
import { ListPage } from '../app/ListPage.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { DeviceChip, readingText, standingOf, usePlace } from './states.tsx'

/** Loggers with what they last said; an agency's by the operator it came from. */
export function DevicesPage() {
  const { t } = useTranslation()
  const place = usePlace()
  const may = useMay()(registerDevice)
  const own = useSession().party?.kind === 'operator'
  const [search] = useSearchParams()
  const partyId = search.get('partyId')
  const filters: Filter[] = [
    { key: 'q', label: t('devices.search'), kind: 'search' },
    {
      key: 'off',
      label: t('devices.use'),
      kind: 'choice',
      choices: (['false', 'true'] as const).map((value) => ({ value, label: t(`devices.use.${value}`) })),
    },
  ]
  const columns: Column<DeviceLine>[] = [
    { key: 'name', title: t('devices.name'), render: (d) => d.name, text: (d) => d.name },
    {
      key: 'state',
      title: t('devices.state'),
      render: (d) => <DeviceChip device={d} />,
      text: (d) => t(`devices.state.${standingOf(d)}`),
      phone: 'state',
    },
    { key: 'last', title: t('devices.last'), render: readingText, text: readingText, numeric: true },
    {
      key: 'last_at',
      title: t('devices.last_at'),
      render: (d) => d.lastAt && <When at={d.lastAt} />,
      text: (d) => d.lastAt,
    },
    {
      key: 'where',
      title: t('devices.where'),
      render: (d) => d.bound && place(d.bound),
      text: (d) => d.bound && place(d.bound),
    },
    { key: 'serial', title: t('devices.serial'), render: (d) => d.serialNo, text: (d) => d.serialNo },
  ]
  const add = may && (
    <LinkButton type="primary" to="/devices/new">
      {t('devices.new')}
    </LinkButton>
  )
  return (
    <ListPage
      title={t('devices.title')}
      action={add}
      endpoint={listDevices}
      {...(partyId ? { fixed: { partyId } } : {})}
      filters={filters}
      columns={columns}
      rowKey={(d) => d.deviceId}
      open={(d) => `/devices/${d.deviceId}${own ? '' : `?partyId=${d.partyId}`}`}
      empty={{ text: t(may ? 'devices.none' : 'devices.none_here'), action: add }}
    />
  )
}
