import { useTranslation } from 'react-i18next'
import { findOwnOperator } from '../../../modules/registry/operator/schema.ts'
import { Page } from '../../../ui/Page.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { groupCode } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import './organisation.css'
import { pictureOf } from './SubjectCode.tsx'

/** The door plate: name and subject code, to be read from a step away and scanned from two. */
export function PlatePage() {
  const { t } = useTranslation()
  const own = useAsk(findOwnOperator, {})
  const operator = own.data?.operator
  return (
    <div className="ui-page">
      <div className="no-print">
        <Page title={t('organisation.plate_title')} back={{ to: '/organisation', title: t('organisation.title') }}>
          {null}
        </Page>
      </div>
      <Refusal refusal={own.error} again={() => void own.refetch()} />
      {!own.data && !own.error && <Waiting rows={10} />}
      {operator?.subjectCode && (
        <Sheet heading={t('organisation.plate_heading')}>
          <div className="organisation-plate">
            <p className="organisation-plate-name">{operator.name}</p>
            <img
              src={pictureOf(operator.partyId)}
              alt={t('organisation.code_alt', { code: operator.subjectCode })}
              width={360}
              height={360}
            />
            <p className="organisation-plate-code">{groupCode(operator.subjectCode)}</p>
            <p>{t('organisation.plate_scan')}</p>
          </div>
        </Sheet>
      )}
    </div>
  )
}
