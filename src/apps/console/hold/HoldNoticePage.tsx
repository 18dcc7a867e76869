import { QRCode } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { getHold, type HeldHolding, type HoldDetail, holdHoldings } from '../../../modules/trace/hold/schema.ts'
import { Page } from '../../../ui/Page.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { groupCode, whenText } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'
import { useAsk } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'
import { UnitAmount } from './amounts.tsx'
import { useSubject } from './HoldsPage.tsx'
import './hold.css'

/** As many lines as one sheet lists; the rest is in the spreadsheet of the hold. */
const lines = 500

/** The hold as a notice on paper: what is stopped, why, at whom, and who signs. */
export function HoldNoticePage() {
  const { t } = useTranslation()
  const { issuerId = '', holdId = '' } = useParams()
  const found = useAsk(getHold, { issuerId, holdId })
  const reached = useAsk(holdHoldings, { issuerId, holdId, limit: lines })
  const hold = found.data
  return (
    <div className="ui-page">
      <div className="no-print">
        <Page title={t('hold.notice')} back={{ to: `/holds/${issuerId}/${holdId}`, title: t('hold.one') }}>
          <Refusal refusal={found.error ?? reached.error} again={() => void found.refetch()} />
        </Page>
      </div>
      {(!hold || !reached.data) && !found.error && !reached.error && <Waiting rows={14} />}
      {hold && reached.data && <NoticeSheet hold={hold} marks={reached.data.items} />}
    </div>
  )
}

function NoticeSheet({ hold, marks }: { hold: HoldDetail; marks: HeldHolding[] }) {
  const { t, i18n } = useTranslation()
  const subject = useSubject()
  const stopped = marks.filter((m) => m.liftedAt === null && m.quantity !== '0')
  return (
    <Sheet
      heading={t(hold.liftedAt ? 'hold.notice_lifted' : 'hold.notice')}
      {...(hold.issuerName ? { issuer: hold.issuerName } : {})}
      {...(hold.documentNo ? { number: hold.documentNo } : {})}
      mark={
        hold.rootCode && (
          <QRCode
            type="svg"
            size={112}
            bordered={false}
            aria-label={t('hold.code')}
            value={`${location.origin}/s/${hold.rootCode}`}
          />
        )
      }
      signatures={[t('hold.sign_officer'), t('hold.sign_holder')]}
    >
      <p>{t(hold.liftedAt ? 'hold.notice_lifted_text' : 'hold.notice_text')}</p>
      <table>
        <tbody>
          <Row label={t('hold.goods')}>{subject(hold)}</Row>
          <Row label={t('hold.code')}>{hold.rootCode && groupCode(hold.rootCode)}</Row>
          <Row label={t('hold.source')}>{t(`hold_source.${hold.source}`)}</Row>
          <Row label={t('hold.reason')}>{hold.reason}</Row>
          <Row label={t('hold.scope')}>{t(`hold_scope.${hold.scope}`)}</Row>
          <Row label={t('hold.placed_at')}>{whenText(hold.placedAt, i18n.language)}</Row>
          <Row label={t('hold.contact')}>{hold.contact}</Row>
          <Row label={t('hold.lifted_at')}>{hold.liftedAt && whenText(hold.liftedAt, i18n.language)}</Row>
          <Row label={t('hold.lift_reason')}>{hold.liftReason}</Row>
        </tbody>
      </table>
      {stopped.length > 0 && <Stopped marks={stopped} />}
      {hold.progress.marked > lines && <p>{t('hold.notice_more', { count: lines })}</p>}
    </Sheet>
  )
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return children ? (
    <tr>
      <th scope="row">{label}</th>
      <td>{children}</td>
    </tr>
  ) : null
}

function Stopped({ marks }: { marks: HeldHolding[] }) {
  const { t } = useTranslation()
  return (
    <>
      <h2>{t('hold.notice_list')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('hold.holder')}</th>
            <th scope="col">{t('hold.product')}</th>
            <th scope="col">{t('hold.code')}</th>
            <th scope="col">{t('hold.quantity')}</th>
          </tr>
        </thead>
        <tbody>
          {marks.map((m) => (
            <tr key={`${m.partyId}.${m.holdingId}`}>
              <td>{m.partyName ?? t('hold.holder_unnamed')}</td>
              <td>{m.productName}</td>
              <td>{m.code && groupCode(m.code)}</td>
              <td>
                <UnitAmount quantity={m.quantity} unit={m.unit} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
