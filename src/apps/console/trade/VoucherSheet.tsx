import { useTranslation } from 'react-i18next'
import { codeUrl } from '../../../kernel/code.ts'
import type { VoucherDetail } from '../../../modules/trade/schema.ts'
import { QrCode } from '../../../ui/QrCode.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { useUnit } from '../../../ui/useUnit.ts'
import { groupCode, groupDigits, whenText } from '../../../ui/values.tsx'
import './trade.css'

/** The voucher as it looks on paper. */
export function VoucherSheet({ voucher: v }: { voucher: VoucherDetail }) {
  const { t, i18n } = useTranslation()
  const unit = useUnit()
  const facts = [
    [t('trade.seller'), v.sellerName],
    [t('trade.voucher.subject_code'), v.subjectCode && groupCode(v.subjectCode)],
    [t('trade.voucher.buyer'), v.buyerName],
    [t('trade.destination'), v.destination],
    [t('trade.vehicle'), v.vehicle],
    [t('trade.sold_at'), whenText(v.soldAt, i18n.language)],
  ].filter(([, value]) => value)
  return (
    <div className="trade-voucher">
      <Sheet
        heading={t('trade.voucher.title')}
        number={groupCode(v.code)}
        mark={<QrCode text={codeUrl(location.origin, v.code)} label={t('trade.voucher.qr', { code: v.code })} />}
        signatures={[t('trade.voucher.sign_seller'), t('trade.voucher.sign_buyer')]}
      >
        {v.voidedAt && <p className="trade-voided">{t('trade.voucher.void_state')}</p>}
        <table>
          <tbody>
            {facts.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <h2>{t('trade.voucher.goods')}</h2>
        <div className="trade-goods">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('trade.product')}</th>
                <th scope="col">{t('trade.quantity')}</th>
                <th scope="col">{t('trade.code')}</th>
                <th scope="col">{t('trade.origin')}</th>
                <th scope="col">{t('trade.certificates')}</th>
              </tr>
            </thead>
            <tbody>
              {v.lines.map((l) => (
                <tr key={l.line}>
                  <td data-name={t('trade.product')}>{l.productName}</td>
                  <td data-name={t('trade.quantity')}>
                    {groupDigits(l.quantity)} {unit(l.unit)}
                  </td>
                  <td data-name={t('trade.code')}>{l.batchCode && groupCode(l.batchCode)}</td>
                  <td data-name={t('trade.origin')}>{l.origin}</td>
                  <td data-name={t('trade.certificates')}>{l.certificates.map(groupCode).join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p>{t('trade.voucher.as_stated')}</p>
      </Sheet>
    </div>
  )
}
