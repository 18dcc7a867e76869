import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { AppError } from '../../../platform/errors.ts'
import type { Sealer } from '../../../platform/seal.ts'
import { refusePassword } from '../rules.ts'

/** A person's password as it is stored: argon2id, 19 MiB, two passes (OWASP's first choice; the library's default). */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'))

/** As `hashPassword`, but refuses a weak one. @throws invalid `password.*`. */
export async function hashNewPassword(password: string, own: readonly string[]): Promise<string> {
  const reason = refusePassword(password, own)
  if (reason) throw new AppError('invalid', reason)
  return hashPassword(password)
}

let nobodys: Promise<string> | undefined

/** Is this the password? Without a stored one it takes the same time and answers no, so that names cannot be told apart. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  nobodys ??= hashPassword(randomBytes(32).toString('hex'))
  const same = await verify(stored ?? (await nobodys), password.normalize('NFKC'))
  return same && stored !== undefined
}

/** A secret for a machine or a browser: 256 random bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
/** Such a secret as it is stored; it has no need of argon2, nobody guesses 256 bits (core.md §7). */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/**
 * A secret that a retried command answers again though it is stored nowhere: worked out from our key, the new row and
 * the command. 256 bits.
 */
export const derivedSecret = (sealer: Sealer, kind: string, rowId: string, commandId: string): string =>
  sealer.hash(`${rowId}:${commandId}`, kind).slice(2)

// no 0 o 1 l i: it is read aloud and typed once
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'

/** Such a secret as a temporary password that a person can type: three groups of four, 59 bits. */
export function temporaryPassword(sealer: Sealer, accountId: string, commandId: string): string {
  const bytes = Buffer.from(derivedSecret(sealer, 'account.temporary_password', accountId, commandId), 'base64url')
  return Array.from({ length: 12 }, (_, i) => {
    const letter = alphabet[bytes.readUInt16BE(i * 2) % alphabet.length]!
    return i && i % 4 === 0 ? `-${letter}` : letter
  }).join('')
}
