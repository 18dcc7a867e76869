import { useTranslation } from 'react-i18next'
import { listProducts, type Product } from '../../../../modules/catalogue/schema.ts'
import { useAll, useProfiles } from '../../production/profile-form/index.ts'

/** An event that brings goods into being. */
export type Producing = { id: string; names: { zh: string; en: string } }

/** One's products with the events that bring them into being: harvest, catch, animals leaving. */
export function useProducing() {
  const { t, i18n } = useTranslation()
  const products = useAll(listProducts, {})
  const profiles = useProfiles()
  const eventsOf = (p: Product): Producing[] =>
    profiles.find((x) => x.id === p.profile)?.events.filter((e) => e.move === 'produce' && e.object !== 'batch') ?? []
  const harvested = products.rows.filter((p) => eventsOf(p).length)
  const first = harvested[0]
  const alike = harvested.every((p) => p.profile === first?.profile)
  const event = first && alike ? eventsOf(first)[0] : undefined
  return {
    ready: products.ready && profiles.length > 0,
    refusal: products.refusal,
    products: harvested,
    eventsOf,
    /** Profiles of one's products; all of one's sectors while there are none. */
    profiles: products.rows.length ? profiles.filter((p) => products.rows.some((x) => x.profile === p.id)) : profiles,
    /** What it is called in one's own trade. */
    title: event
      ? t('harvest.record', { what: event.names[i18n.language === 'zh' ? 'zh' : 'en'] })
      : t('harvest.title'),
  }
}
