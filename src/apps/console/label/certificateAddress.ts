/** The page of a certificate; one's own needs no name. */
export const certificateAddress = (c: { certificateId: string; partyId: string }, own: boolean): string =>
  `/certificates/${c.certificateId}${own ? '' : `?partyId=${c.partyId}`}`
