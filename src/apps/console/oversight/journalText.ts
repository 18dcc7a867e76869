import type { TFunction } from 'i18next'
import type { JournalEntry } from '../../../modules/oversight/journal/schema.ts'
import { groupCode } from '../../../ui/values.tsx'

/** Who acted, and for whom. */
export function whoText(e: JournalEntry, t: TFunction): string {
  const who = e.actorName ?? t(`journal.actor.${e.actor}`)
  return e.onBehalfOfName ? `${who} · ${t('journal.on_behalf', { name: e.onBehalfOfName })}` : who
}

/** What it is about, as far as the entry says by name or code; undefined when it has only an id. */
export function aboutText({ aboutName, actorName, goods, data }: JournalEntry): string | undefined {
  const batch = goods && [goods.productName, goods.code && groupCode(goods.code)].filter(Boolean).join(' · ')
  // who signs in does so on their own account: that is said already
  const name = aboutName === actorName ? null : aboutName
  const said = [name, batch, data['name'], data['code'], data['inputName'], data['certificateCode']]
  return said.find((v): v is string => typeof v === 'string' && v !== '')
}

/** Where the thing has a page of its own; undefined when it has none that the reader can open. */
export function aboutPlace(e: JournalEntry, agency: boolean): string | undefined {
  const [subject] = e.kind.split('.')
  if (!agency || !e.about) return undefined
  const partyId = typeof e.data['partyId'] === 'string' ? e.data['partyId'] : undefined
  if (subject === 'operator') return `/operators/${e.about}`
  if (subject === 'agency') return `/agencies/${e.about}`
  if (subject === 'filing' && partyId) return `/reviews/${partyId}/${e.about}`
  if (subject === 'identifier' && partyId) return `/operators/${partyId}`
  if (subject === 'hold' && e.kind !== 'hold.carried') return `/holds/${e.partyId}/${e.about}`
  if (subject === 'finding' && partyId) return `/operators/${partyId}`
  return undefined
}
