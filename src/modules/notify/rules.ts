/** Everything a party is told. The word is `notice.<kind>`. */
export const noticeKinds = [
  'hold.reached',
  'hold.released',
  'hold.lifted',
  'transfer.arrived',
  'transfer.received',
  'transfer.refused',
  'transfer.returned',
  'transfer.withdrawn',
  'filing.submitted',
  'filing.approved',
  'filing.returned',
  'filing.rejected',
  'identifier.confirmed',
  'identifier.refused',
  'operator.suspended',
  'operator.restored',
  'operator.revoked',
] as const
export type NoticeKind = (typeof noticeKinds)[number]
