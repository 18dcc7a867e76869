type Key = { holdingId: string; partyId?: string | null | undefined }

/** The page of a batch at one holder; `own`: the reader's party, whose batches need no name. */
export const batchAddress = ({ holdingId, partyId }: Key, own?: string): string =>
  `/batches/${holdingId}${partyId && partyId !== own ? `?partyId=${partyId}` : ''}`

/** A screen about one or several of one's own batches. */
export const forBatches = (path: string, ids: readonly string[]): string =>
  `${path}?${ids.map((id) => `holdingId=${id}`).join('&')}`
