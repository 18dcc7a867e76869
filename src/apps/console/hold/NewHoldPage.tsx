import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Page } from '../../../ui/Page.tsx'
import { useAddress } from '../app/address.ts'
import { GoodsSearch } from './GoodsSearch.tsx'
import { HoldOrderForm } from './HoldOrderForm.tsx'
import './hold.css'
import { isAmong, rootsAtMost, useRoots, without } from './roots.ts'

/** Placing a hold: first which goods, then what it would stop, why, and the order itself. */
export function NewHoldPage() {
  const { t } = useTranslation()
  const [address] = useAddress()
  const { roots, choose } = useRoots()
  const choosing = roots.length === 0 || address['more'] === 'yes'
  if (!choosing)
    return (
      <Page title={t('hold.place')} back={{ to: '/holds', title: t('hold.title') }}>
        <HoldOrderForm
          key={roots.map((r) => r.holdingId).join()}
          roots={roots}
          onMore={() => choose(roots, true)}
          onRemove={(r) => choose(without(roots, r))}
        />
      </Page>
    )
  return (
    <Page title={t('hold.which_goods')} back={{ to: '/holds', title: t('hold.title') }}>
      <p className="ui-quiet">{t('hold.which_goods_help')}</p>
      <GoodsSearch
        isChosen={(item) => isAmong(roots, item)}
        onToggle={(item) => {
          if (isAmong(roots, item)) choose(without(roots, item), true)
          else if (roots.length < rootsAtMost)
            choose([...roots, { partyId: item.partyId, holdingId: item.holdingId }], true)
        }}
      />
      {roots.length > 0 && (
        <div className="ui-bulk" role="toolbar" aria-label={t('hold.which_goods')}>
          <strong>{t('hold.chosen_count', { count: roots.length })}</strong>
          {roots.length === rootsAtMost && <span>{t('hold.no_more', { count: rootsAtMost })}</span>}
          <Button type="primary" onClick={() => choose(roots, false)}>
            {t('ui.next')}
          </Button>
          <Button type="link" onClick={() => choose([], false)}>
            {t('ui.unselect')}
          </Button>
        </div>
      )}
    </Page>
  )
}
