import { elementText } from '../../kernel/epcis/xml-text.ts'
import type { AppError } from '../../platform/errors.ts'
import { accepted } from './content.ts'

/** The type of a problem document under /epcis (openapi.yaml, EPCIS 2.0 §8.1). */
export type EpcisException =
  | 'ValidationException'
  | 'QueryParameterException'
  | 'QueryTooLargeException'
  | 'QueryTooComplexException'
  | 'CaptureLimitExceededException'
  | 'SubscriptionControlsException'
  | 'SecurityException'
  | 'NoSuchNameException'
  | 'NotAcceptableException'
  | 'ResourceAlreadyExistsException'
  | 'UnsupportedMediaTypeException'
  | 'URITooLongException'
  | 'ImplementationException'

const byCode: Partial<Record<AppError['code'], EpcisException>> = {
  unauthenticated: 'SecurityException',
  forbidden: 'SecurityException',
  // the one type that openapi.yaml lets a 404 have, whatever kind of thing was not found
  not_found: 'NoSuchNameException',
  not_acceptable: 'NotAcceptableException',
  conflict: 'ResourceAlreadyExistsException',
  unsupported: 'UnsupportedMediaTypeException',
  uri_too_long: 'URITooLongException',
  invalid: 'ValidationException',
}

/** Whether a request belongs to the EPCIS interface, whose refusals have types of their own. */
export const isEpcisPath = (url: string): boolean => /^\/epcis(?:[/?#]|$)/.test(url)

/** What a refusal is called by the EPCIS standard. `asks`: the request was a query or a subscription, not a capture. */
export function exceptionOf({ code, reason }: Pick<AppError, 'code' | 'reason'>, asks: boolean): EpcisException {
  if (reason.startsWith('epcis_subscription.'))
    return code === 'invalid' ? 'SubscriptionControlsException' : (byCode[code] ?? 'ImplementationException')
  if (code === 'too_large') {
    if (!asks) return 'CaptureLimitExceededException'
    return reason.endsWith('too_complex') ? 'QueryTooComplexException' : 'QueryTooLargeException'
  }
  if (code === 'invalid' && reason.startsWith('epcis_query.')) return 'QueryParameterException'
  return byCode[code] ?? 'ImplementationException'
}

/** The `type` of a refusal's problem document: by the EPCIS standard under /epcis, else none in particular. */
export function problemType(refusal: Pick<AppError, 'code' | 'reason'>, req: { url: string; method: string }): string {
  if (!isEpcisPath(req.url)) return 'about:blank'
  const captures = req.method === 'POST' && /^\/epcis\/(?:capture|events|validate)\/?(?:\?|$)/.test(req.url)
  return `epcisException:${exceptionOf(refusal, !captures)}`
}

type Asked = { url: string; headers: { accept?: string | undefined } }

/**
 * A problem document as the client wants it: under /epcis in XML (RFC 7807 appendix A) for one that would have been
 * answered in XML, else in JSON.
 */
export function problemDocument(
  problem: Readonly<Record<string, unknown>>,
  req: Asked,
): { type: string; text: string } {
  const accept = req.headers.accept ?? ''
  const xml =
    isEpcisPath(req.url) && (accepted(accept)?.endsWith('xml') || /^\s*application\/problem\+xml\b/i.test(accept))
  if (!xml) return { type: 'application/problem+json', text: JSON.stringify(problem) }
  const text = `<?xml version="1.0" encoding="UTF-8"?><problem xmlns="urn:ietf:rfc:7807">${inXml(problem)}</problem>`
  return { type: 'application/problem+xml', text }
}

/** Members as elements, entries of lists as `i`. */
function inXml(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((v) => `<i>${inXml(v)}</i>`).join('')
  if (typeof value !== 'object') return elementText(String(value))
  return Object.entries(value)
    .map(([name, v]) => (/^[A-Za-z_][\w.-]*$/.test(name) ? `<${name}>${inXml(v)}</${name}>` : ''))
    .join('')
}
