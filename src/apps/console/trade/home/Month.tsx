import { useTranslation } from 'react-i18next'
import { sum } from '../../../../kernel/quantity.ts'
import type { Transfer } from '../../../../modules/trade/transfer/schema.ts'
import { groupDigits } from '../../../../ui/format.ts'
import { Section } from '../../../../ui/Page.tsx'
import { useUnit } from '../../../../ui/useUnit.ts'
import { dayAgo, type HomeAnswers, soldSince, some } from './useHome.ts'

type Total = { key: string; product: string | null; unit: string; quantity: string }

/** What a month's sales come to, by product and unit, the most often sold first. Kilograms are not added to heads. */
export function totalsOf(sales: readonly Pick<Transfer, 'productName' | 'unit' | 'quantity'>[]): Total[] {
  const groups = new Map<string, (typeof sales)[number][]>()
  for (const r of sales) {
    const key = `${r.productName ?? ''}|${r.unit}`
    groups.set(key, [...(groups.get(key) ?? []), r])
  }
  return [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([key, rows]) => ({
      key,
      product: rows[0]!.productName,
      unit: rows[0]!.unit,
      quantity: sum(rows.map((r) => r.quantity)),
    }))
}

/** The month so far: what the records are good for to those who keep them. */
export function Month({ answers: { sold } }: { answers: HomeAnswers }) {
  const { t } = useTranslation()
  const unit = useUnit()
  // who only buys has nothing to read here
  if (!sold?.items.length) return null
  // the month begins at midnight in China
  const from = new Date(`${dayAgo(0).slice(0, 8)}01T00:00:00+08:00`).toISOString()
  const sales = soldSince(sold.items, from)
  // older ones were not asked for: then there are at least so many
  const more = sold.nextCursor !== null && sales.length === sold.items.length
  return (
    <Section title={t('home.month')}>
      {sales.length === 0 ? (
        <p className="ui-quiet">{t('home.month_none')}</p>
      ) : (
        <>
          <p>{t(more ? 'home.month_sales_more' : 'home.month_sales', { count: sales.length })}</p>
          <dl className="home-totals">
            {totalsOf(sales)
              .slice(0, some)
              .map((r) => (
                <div key={r.key}>
                  <dt>{r.product ?? t('trade.no_name')}</dt>
                  <dd className="ui-number">
                    {groupDigits(r.quantity)} {unit(r.unit)}
                  </dd>
                </div>
              ))}
          </dl>
        </>
      )}
    </Section>
  )
}
