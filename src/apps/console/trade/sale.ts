import type { MoveValues } from './useMoveForm.tsx'

/** What is kept of a buyer in the form: enough to send to it and to show who it is. */
export type ChosenBuyer = { partyId: string; name: string; place?: string }
export type SaleLine = { holdingId?: string; quantity?: string }
/** `registered`: the buyer is on the platform and confirms · `market`: nobody there can, a voucher goes along. */
export type Sale = MoveValues & {
  to: 'registered' | 'market'
  lines: SaleLine[]
  buyer?: ChosenBuyer
  buyerName?: string
  destination?: string
  vehicle?: string
  note?: string
}
