/** Access tokens live an hour. */
export const tokenSeconds = 3600
/** Tokens that one client may ask for, and requests from one address, in so many seconds. */
export const tokenLimits = {
  client: { attempts: 240, seconds: 900 },
  address: { attempts: 600, seconds: 900 },
} as const

/** Errors of the token endpoint (RFC 6749 §5.2); the last is for who asks too often. */
export const oauthErrors = [
  'invalid_request',
  'invalid_client',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'temporarily_unavailable',
] as const
export type OAuthError = (typeof oauthErrors)[number]

/**
 * The permissions that a scope asks for: all the client has when it asks for none. Undefined when it asks for one the
 * client does not have, or for nothing readable (RFC 6749 §3.3: words of visible characters, single spaces).
 */
export function permissionsOfScope(scope: string | undefined, has: readonly string[]): string[] | undefined {
  if (scope === undefined) return [...has]
  const asked = scope.split(' ')
  return asked.every((p) => has.includes(p)) ? [...new Set(asked)] : undefined
}
