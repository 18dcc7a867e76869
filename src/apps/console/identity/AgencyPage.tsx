import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { createAccount, listAccounts } from '../../../modules/identity/account/schema.ts'
import { changeAgency, showAgency } from '../../../modules/identity/agency/schema.ts'
import { listText } from '../../../ui/listText.ts'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { State } from '../../../ui/State.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { useMay, useSession } from '../app/session.tsx'
import { AccountsList } from './AccountsList.tsx'
import { PasswordSlip, type Slip } from './PasswordSlip.tsx'
import './identity.css'

/** An agency: where it stands, and those of its accounts that one's own agency looks after. */
export function AgencyPage() {
  const { t, i18n } = useTranslation()
  const { partyId = '' } = useParams()
  const may = useMay()
  const own = useSession().party?.partyId === partyId
  const [slip, setSlip] = useState<Slip>()
  const { data: a, error, refetch } = useAsk(showAgency, { partyId })
  if (slip) return <PasswordSlip slip={slip} onDone={() => setSlip(undefined)} />
  const back = { to: '/agencies', title: t('agencies.title') }
  if (!a)
    return (
      <Page title={t('agencies.one')} back={back}>
        <Refusal refusal={error} again={() => void refetch()} />
        {!error && <Waiting rows={6} />}
      </Page>
    )
  const name = (i18n.language === 'en' && a.nameEn) || a.name
  const where = a.allocation ? { of: a.kind, level: a.level, allocation: a.allocation } : undefined
  return (
    <Page
      title={name}
      state={<State kind="plain">{t(`agency.kind.${a.kind}`)}</State>}
      back={back}
      action={
        a.allocation && !own && may(changeAgency) ? (
          <Link to={`/agencies/${partyId}/change`}>
            <Button>{t('agencies.change')}</Button>
          </Link>
        ) : null
      }
    >
      <Facts
        items={[
          { label: t('agencies.level'), value: t(`agency.level.${a.level}`) },
          {
            label: t('agencies.divisions'),
            value: listText(
              a.divisions.map((d) => d.name),
              i18n.language,
            ),
          },
          {
            label: t('agencies.sectors'),
            value: listText(
              a.sectors.map((s) => t(`sector.${s}`)),
              i18n.language,
            ),
          },
          { label: t('agencies.department'), value: t(`agency.department.${a.department}`) },
          name === a.name
            ? { label: t('agencies.name_en'), value: a.nameEn }
            : { label: t('agencies.name_zh'), value: a.name },
        ]}
      />
      {may(listAccounts) && (
        <Section
          title={t('accounts.title')}
          extra={
            where && may(createAccount) ? (
              <Link to={own ? '/accounts/new' : `/accounts/new?partyId=${partyId}`}>
                <Button type="primary">{t('accounts.new')}</Button>
              </Link>
            ) : null
          }
        >
          {where ? (
            <>
              {where.allocation === 'administrator' && <p className="ui-quiet">{t('accounts.administrators_shown')}</p>}
              <AccountsList label={t('accounts.title')} partyId={partyId} where={where} onSlip={setSlip} />
            </>
          ) : (
            <p className="ui-quiet">{t('accounts.not_yours')}</p>
          )}
        </Section>
      )}
    </Page>
  )
}
