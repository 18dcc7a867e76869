import { useTranslation } from 'react-i18next'
import { Empty } from '../../../ui/Empty.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useAddress } from '../app/address.ts'
import { questionOf } from './question.ts'
import { TraceView } from './TraceView.tsx'

/** `/trace/view`: what is traced, how and what one looks at stand in the address. */
export function ViewPage() {
  const { t } = useTranslation()
  const [address, change] = useAddress()
  const question = questionOf(address)
  if (question) return <TraceView question={question} address={address} change={change} />
  return (
    <Page title={t('trace_view.title')} back={{ to: '/trace', title: t('trace_find.title') }}>
      <Empty
        text={t('trace_view.no_subject')}
        action={
          <LinkButton type="primary" to="/trace">
            {t('trace_view.find')}
          </LinkButton>
        }
      />
    </Page>
  )
}
