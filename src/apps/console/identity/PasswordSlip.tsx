import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../../ui/Notice.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { When } from '../../../ui/values.tsx'
import { Secret } from './Secret.tsx'

export type Slip = { login: string; temporaryPassword: string; expiresAt: string }

/** A temporary password, shown once: to copy, or to print and hand over. Leaving the page forgets it. */
export function PasswordSlip({ slip, onDone }: { slip: Slip; onDone: () => void }) {
  const { t } = useTranslation()
  return (
    <Page
      title={t('accounts.slip_title', { login: slip.login })}
      action={
        <Button type="primary" onClick={onDone}>
          {t('accounts.slip_done')}
        </Button>
      }
    >
      <div className="no-print">
        <Notice kind="wait">{t('accounts.slip_once')}</Notice>
      </div>
      <Sheet heading={t('accounts.slip_heading')}>
        <table>
          <tbody>
            <tr>
              <th scope="row">{t('accounts.slip_address')}</th>
              <td>{`${location.origin}/console`}</td>
            </tr>
            <tr>
              <th scope="row">{t('accounts.login')}</th>
              <td>
                <Secret value={slip.login} />
              </td>
            </tr>
            <tr>
              <th scope="row">{t('accounts.temporary')}</th>
              <td>
                <Secret value={slip.temporaryPassword} />
              </td>
            </tr>
            <tr>
              <th scope="row">{t('accounts.valid_until')}</th>
              <td>
                <When at={slip.expiresAt} full />
              </td>
            </tr>
          </tbody>
        </table>
        <p>{t('accounts.slip_advice')}</p>
      </Sheet>
    </Page>
  )
}
