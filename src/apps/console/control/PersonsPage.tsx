import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  addControlPerson,
  type ControlPerson,
  listControlPersons,
  revokeControlPerson,
  unmaskControlPerson,
} from '../../../modules/control/person/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import type { Column } from '../../../ui/DataList.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { When } from '../../../ui/values.tsx'
import { useDo } from '../app/call.ts'
import type { Filter } from '../app/Filters.tsx'
import { List } from '../app/ListPage.tsx'
import { Refusal } from '../app/Refusal.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { useNames } from './chains.ts'
import { PersonChip, personStanding } from './states.tsx'
import { ControlTabs } from './Tabs.tsx'

/** Who may have controlled goods in hand. */
export function PersonsPage() {
  const { t } = useTranslation()
  const names = useNames()
  const may = useMay()
  const own = useSession().party?.kind === 'operator'
  const filters: Filter[] = [
    {
      key: 'inForce',
      label: t('persons.state'),
      kind: 'choice',
      choices: [{ value: 'yes', label: t('persons.in_force') }],
    },
  ]
  const columns: Column<ControlPerson>[] = [
    { key: 'name', title: t('persons.name'), render: (p) => p.name, text: (p) => p.name },
    {
      key: 'state',
      title: t('persons.state'),
      render: (p) => <PersonChip person={p} />,
      text: (p) => t(`persons.${personStanding(p)}`),
      phone: 'state',
    },
    {
      key: 'role',
      title: t('persons.role'),
      render: (p) => names.role(p.profile, p.role),
      text: (p) => names.role(p.profile, p.role),
    },
    { key: 'licence', title: t('persons.licence'), render: (p) => p.licenceNo, text: (p) => p.licenceNo },
    { key: 'identity', title: t('persons.identity'), render: (p) => p.identityNumber, text: (p) => p.identityNumber },
    { key: 'from', title: t('controlled.from'), render: (p) => <When at={p.validFrom} />, text: (p) => p.validFrom },
    { key: 'to', title: t('controlled.to'), render: (p) => <When at={p.validTo} />, text: (p) => p.validTo },
    ...(own
      ? []
      : [
          {
            key: 'unit',
            title: t('controlled.operator'),
            render: (p: ControlPerson) => p.partyName,
            text: (p: ControlPerson) => p.partyName,
          },
        ]),
  ]
  const mayAdd = own && may(addControlPerson)
  const add = mayAdd && (
    <LinkButton type="primary" to="/control-persons/new">
      {t('persons.new')}
    </LinkButton>
  )
  return (
    <Page title={t('persons.title')} action={add}>
      <ControlTabs />
      <p className="ui-quiet">{t('persons.what')}</p>
      <List
        label={t('persons.title')}
        endpoint={listControlPersons}
        filters={filters}
        columns={columns}
        rowKey={(p) => p.personId}
        {...(mayAdd || (!own && may(unmaskControlPerson))
          ? { actions: (p: ControlPerson) => (mayAdd ? <TakeOff person={p} /> : <SeeInFull person={p} />) }
          : {})}
        empty={{ text: t('persons.none'), action: add }}
      />
    </Page>
  )
}

function TakeOff({ person: { personId, name, revokedOn } }: { person: ControlPerson }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const revoke = useDo(revokeControlPerson, { refresh: [listControlPersons.name], onDone: () => setAsking(false) })
  if (revokedOn) return null
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        {t('persons.revoke')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('persons.revoke')}
        consequence={t('persons.revoke_what', { name })}
        verb={t('persons.revoke')}
        danger
        reason
        canned={[t('persons.left')]}
        waiting={revoke.waiting}
        refusal={<Refusal refusal={revoke.refusal} />}
        onConfirm={(reason) => void revoke.run({ personId, reason })}
        onClose={() => {
          setAsking(false)
          revoke.forget()
        }}
      />
    </>
  )
}

/** Name and numbers in full, against a reason that stays in the journal. Gone when one leaves the page. */
function SeeInFull({ person: { partyId, personId } }: { person: ControlPerson }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const unmask = useDo(unmaskControlPerson, { onDone: () => setAsking(false) })
  if (unmask.answer) {
    const { name, identityNumber, licenceNo } = unmask.answer
    return <strong>{[name, identityNumber, licenceNo].filter(Boolean).join(' · ')}</strong>
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('persons.unmask')}</Button>
      <ConfirmDialog
        open={asking}
        title={t('persons.unmask')}
        consequence={t('persons.unmask_what')}
        verb={t('persons.unmask')}
        reason
        waiting={unmask.waiting}
        refusal={<Refusal refusal={unmask.refusal} />}
        onConfirm={(reason) => void unmask.run({ partyId, personId, reason })}
        onClose={() => {
          setAsking(false)
          unmask.forget()
        }}
      />
    </>
  )
}
