/** On what a promise rests (Order 2025 No. 4 Art. 2: control and test results; the three boxes: docs/domain/certificate.md). */
export const certificateBases = ['quality_control', 'own_test', 'entrusted_test'] as const
export type CertificateBasis = (typeof certificateBases)[number]
export type CertificateStyle = 1 | 2

export type Refusal = { reason: string; details: Record<string, unknown> }

/** What stands behind a batch, as the walk back over its links found it. */
export type Behind = {
  /** Nearest valid certificate on each way back. */
  certificates: readonly { partyId: string; style: number; code: string }[]
  /** Where goods came into being, or came from outside, without a certificate on the way. */
  uncovered: readonly { partyId: string; code: string | null; boughtIn: boolean }[]
}

/** Did goods of others go into it? Then its certificate is that of a purchaser. */
export const hasOthersGoods = (partyId: string, b: Behind): boolean =>
  b.certificates.some((c) => c.partyId !== partyId || c.style === 2) ||
  b.uncovered.some((u) => u.partyId !== partyId || u.boughtIn)

/**
 * A producer promises for its own produce (style 1), who mixes or repacks goods of others for what it collected
 * (style 2); a part of the goods that nothing was collected for cannot be promised (Order 2025 No. 4).
 */
export function refuseStyle(
  style: CertificateStyle,
  partyId: string,
  behind: Behind,
  otherProofs: readonly string[],
): Refusal | undefined {
  const others = hasOthersGoods(partyId, behind)
  if (style === 1) return others ? { reason: 'certificate.not_own_produce', details: {} } : undefined
  if (!others) return { reason: 'certificate.own_produce', details: {} }
  if (behind.uncovered.length && !otherProofs.length)
    return {
      reason: 'certificate.source_without_certificate',
      details: { codes: behind.uncovered.flatMap((u) => u.code ?? []).slice(0, 20) },
    }
  return undefined
}

/** A test on record of the batch or of what it was taken from; the latest last. */
export type TestOnRecord = { kind: string | undefined; result: string | undefined; report: string | undefined }

/** A test basis links to a test: on record here, or a report by its number. A failed last test promises nothing. */
export function refuseBasis(
  basis: readonly CertificateBasis[],
  tests: readonly TestOnRecord[],
  reports: readonly string[],
): Refusal | undefined {
  if (tests.at(-1)?.result === 'fail')
    return { reason: 'certificate.test_failed', details: { report: tests.at(-1)?.report ?? null } }
  const passed = (kind: string) => tests.some((t) => t.kind === kind && t.result === 'pass')
  for (const [asked, kind] of [
    ['own_test', 'own'],
    ['entrusted_test', 'entrusted'],
  ] as const)
    if (basis.includes(asked) && !reports.length && !passed(kind))
      return { reason: 'certificate.test_missing', details: { basis: asked } }
  return undefined
}

/** May the class have a certificate? `depends` is left to the issuer: the standard has no narrower class to ask. */
export const refuseClass = (cover: string | undefined): Refusal | undefined =>
  cover === 'covered' || cover === 'depends' ? undefined : { reason: 'certificate.class_not_covered', details: {} }
