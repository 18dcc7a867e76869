import { EditOutlined, QrcodeOutlined, ShopOutlined } from '@ant-design/icons'
import { type ComponentType, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { recordProduction } from '../../../modules/production/record/schema.ts'
import { findOwnOperator } from '../../../modules/registry/operator/schema.ts'
import { getHolding } from '../../../modules/trace/schema.ts'
import { dispatchGoods } from '../../../modules/trade/transfer/schema.ts'
import { later } from '../../../ui/later.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { useMay, useSession } from '../app/session.tsx'
import { HomeSections } from './home/HomeSections.tsx'
import './home/home.css'

const Applicant = later(async () => ({ default: (await import('../organisation/Applicant.tsx')).Applicant }))

/** An operator's first page: record, label, sell; then what waits for it. Part of the first load: nothing heavy here. */
export function OperatorHomePage() {
  const { roles } = useSession()
  if (roles.includes('applicant'))
    return (
      <Suspense fallback={<Waiting />}>
        <Applicant />
      </Suspense>
    )
  return <Home />
}

type Action = { to: string; word: string; icon: ComponentType<{ 'aria-hidden'?: boolean }> }

function Home() {
  const { t } = useTranslation()
  const may = useMay()
  const own = useAsk(findOwnOperator, {}, { enabled: may(findOwnOperator) })
  const operator = own.data?.operator
  // who grows labels what it harvests; who trades labels what it has
  const grows = operator?.role !== 'trader'
  const actions: Action[] = [
    ...(may(recordProduction) ? [{ to: '/production/record', word: 'home.record', icon: EditOutlined }] : []),
    ...(may(getHolding) ? [{ to: grows ? '/harvest' : '/labels', word: 'home.label', icon: QrcodeOutlined }] : []),
    ...(may(dispatchGoods) ? [{ to: '/trade/sell', word: 'home.sell', icon: ShopOutlined }] : []),
  ]
  return (
    <Page title={t('menu.home')}>
      {operator && operator.state !== 'approved' && (
        <Notice kind="stop">
          {t('home.not_in_force', { state: t(`operator.state.${operator.state}`) })}
          {operator.stateReason && ` ${t('trade.standing.reason', { reason: operator.stateReason })}`}
        </Notice>
      )}
      {actions.length > 0 && (
        <nav className="app-big" aria-label={t('home.actions')}>
          {actions.map(({ to, word, icon: Icon }) => (
            <Link key={word} to={to}>
              <Icon aria-hidden />
              {t(word)}
            </Link>
          ))}
        </nav>
      )}
      <HomeSections />
    </Page>
  )
}
