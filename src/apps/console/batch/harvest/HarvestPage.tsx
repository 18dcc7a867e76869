import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Product } from '../../../../modules/catalogue/schema.ts'
import { Empty } from '../../../../ui/Empty.tsx'
import { LinkButton } from '../../../../ui/LinkButton.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { Waiting } from '../../../../ui/Waiting.tsx'
import { Refusal } from '../../app/Refusal.tsx'
import { useLast } from '../../label/last.ts'
import { useEvent } from '../../production/profile-form/index.ts'
import { HarvestForm } from './HarvestForm.tsx'
import { Screens } from './Screens.tsx'
import { type Producing, useProducing } from './useProducing.ts'
import type { LastHarvest } from './values.ts'
import '../batch.css'

/** Screen one of four: what was harvested, where, how much, when. */
export function HarvestPage() {
  const { t } = useTranslation()
  const { ready, refusal, products, eventsOf, title } = useProducing()
  return (
    <Page title={title} narrow>
      <Screens at="harvest" />
      <Refusal refusal={refusal} />
      {!ready && !refusal && <Waiting rows={12} />}
      {ready && !products.length && (
        <Empty
          text={t('harvest.no_product')}
          action={<LinkButton to="/production/products">{t('harvest.add_product')}</LinkButton>}
        />
      )}
      {ready && products.length > 0 && <Chosen products={products} eventsOf={eventsOf} />}
    </Page>
  )
}

type ChosenProps = { products: readonly Product[]; eventsOf: (p: Product) => Producing[] }

/** The form belongs to the event that brings the product into being; another one is another form. */
function Chosen({ products, eventsOf }: ChosenProps) {
  const { last, keep } = useLast<LastHarvest>('harvest')
  const first = products.find((p) => p.productId === last.productId) ?? products[0]!
  const [productId, setProductId] = useState(first.productId)
  const product = products.find((p) => p.productId === productId) ?? first
  const events = eventsOf(product)
  const [eventId, setEventId] = useState(last.event)
  const chosen = events.find((e) => e.id === eventId) ?? events[0]!
  const { profile, event, refusal } = useEvent(product.profile ?? undefined, chosen.id)
  if (refusal) return <Refusal refusal={refusal} />
  if (!event || !profile) return <Waiting rows={12} />
  return (
    <HarvestForm
      key={`${profile.id}/${event.id}`}
      profile={profile}
      event={event}
      events={events}
      onEvent={setEventId}
      products={products}
      product={product}
      onProduct={setProductId}
      unit={last.productId === product.productId ? last.unit : undefined}
      keep={keep}
    />
  )
}
