/** Why a request was refused. The code fixes the HTTP status; the reason is what a person or a program reads. */
export const statusOf = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  conflict: 409,
  too_large: 413,
  uri_too_long: 414,
  unsupported: 415,
  too_many: 429,
  internal: 500,
  unavailable: 503,
} as const
export type ErrorCode = keyof typeof statusOf

export type Problem = { code: ErrorCode; reason: string; details: Record<string, unknown>; title?: string }

/** A refusal. `reason` is stable and has a sentence in every language (words.ts); `details` hold the values. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly reason: string
  readonly details: Record<string, unknown>
  constructor(code: ErrorCode, reason: string, details: Record<string, unknown> = {}) {
    super(`${code}: ${reason}`)
    this.code = code
    this.reason = reason
    this.details = details
  }
  get status(): number {
    return statusOf[this.code]
  }
  toProblem(): Problem {
    return { code: this.code, reason: this.reason, details: this.details }
  }
}

/** Faults that pass: rows somebody else holds, a deadlock that came again, a database that is full, going or gone. */
const passing = /^(?:40001|40P01|55P03|53\w{3}|57P0\d|08\w{3}|25P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/
/** What the driver says, without a code, when it got no connection or lost the one it had. */
const noConnection =
  /^(?:timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/
/** Seconds after which to ask again. */
const retryAfter = 5

/** Whether what failed may go well when it is asked again. */
const isPassing = (err: unknown): boolean => {
  const { code, message } = (err ?? {}) as { code?: unknown; message?: unknown }
  return typeof code === 'string' ? passing.test(code) : noConnection.test(String(message))
}

/**
 * The refusal that an unknown exception stands for. A violated constraint decides a conflict by its name:
 * `conflicts` maps constraint → reason and is filled by the modules' words (reason `constraint.<name>`).
 */
export function toAppError(err: unknown, reasons: ReadonlySet<string> = new Set()): AppError {
  if (err instanceof AppError) return err
  const e = (err ?? {}) as { code?: string; constraint?: string; statusCode?: number }
  if (e.code === '23505' && e.constraint && reasons.has(`constraint.${e.constraint}`))
    return new AppError('conflict', `constraint.${e.constraint}`)
  if (e.statusCode === 415) return new AppError('unsupported', 'request.type_unsupported')
  if (e.statusCode === 413) return new AppError('too_large', 'request.too_large')
  if (e.statusCode === 429) return new AppError('too_many', 'request.too_many')
  if (e.statusCode && e.statusCode >= 400 && e.statusCode < 500) return new AppError('invalid', 'request.malformed')
  if (isPassing(err)) return new AppError('unavailable', 'platform.busy', { retryAfter })
  return new AppError('internal', 'internal')
}

/** The row, or the refusal that it is not there, or not there for this person: the two look the same from outside. */
export function found<T>(row: T | undefined, what: string, id: string): T {
  if (row === undefined) throw new AppError('not_found', `${what}.not_found`, { id })
  return row
}
