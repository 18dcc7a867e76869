import { ed25519 } from '@noble/curves/ed25519'
import { sha256 } from '@noble/hashes/sha2'
import { sm2 } from 'sm-crypto-v2'
import { concat, fromBase64, fromHex, sameBytes, toBase64, toHex, utf8 } from './bytes.ts'
import type { Algorithm } from './kinds.ts'

/*
 * Checkpoints as C2SP writes them (c2sp.org/tlog-checkpoint, c2sp.org/signed-note): origin, size, root in base 64, one
 * extension line with the time of sealing, an empty line, signatures. The text is what is signed and what is kept.
 */

/** `publicKey`: 32 bytes of Ed25519; 65 bytes (0x04 ‖ x ‖ y) of SM2. */
export type PublicKey = { name: string; algorithm: Algorithm; publicKey: Uint8Array }

export type Checkpoint = {
  origin: string
  size: number
  root: Uint8Array
  /** When it was sealed, by the clock of the one who signed. */
  time: string
  signatures: { name: string; keyId: string; signature: Uint8Array }[]
}

/** The signature type of signed-note: 0x01 for Ed25519; SM2 has none assigned, so 0xff and a name of its own. */
const typeOf = (algorithm: Algorithm): Uint8Array =>
  algorithm === 'Ed25519' ? Uint8Array.of(0x01) : concat(Uint8Array.of(0xff), utf8('suyuan/SM2-SM3'))

/** First four bytes of SHA-256(name ‖ 0x0A ‖ signature type ‖ public key), in hexadecimal digits. */
export const keyIdOf = ({ name, algorithm, publicKey }: PublicKey): string =>
  toHex(sha256(concat(utf8(`${name}\n`), typeOf(algorithm), publicKey)).subarray(0, 4))

/** The text that is signed, with its last line feed. */
export const checkpointText = ({ origin, size, root, time }: Omit<Checkpoint, 'signatures'>): string =>
  `${origin}\n${size}\n${toBase64(root)}\ntime ${time}\n`

/** A line under the text: dash, name, base 64 of key id and signature. */
export const signatureLine = (key: PublicKey, signature: Uint8Array): string =>
  `\u2014 ${key.name} ${toBase64(concat(fromHex(keyIdOf(key)), signature))}\n`

/** Reads a signed note; undefined when it is none. */
export function readCheckpoint(note: string): (Checkpoint & { text: string }) | undefined {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || note.length > 100_000) return undefined
  const text = note.slice(0, end + 1)
  const body = /^(\S+)\n(0|[1-9]\d{0,15})\n(\S+)\ntime (\S+)\n$/.exec(text)
  const lines = note.slice(end + 2).split('\n')
  if (!body || lines.pop() !== '' || !lines.length) return undefined
  try {
    const signatures = lines.map((line) => {
      const parts = /^\u2014 (\S+) (\S+)$/.exec(line)
      if (!parts) throw new RangeError('not a signature line')
      const bytes = fromBase64(parts[2]!)
      return { name: parts[1]!, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) }
    })
    const root = fromBase64(body[3]!)
    const size = Number(body[2])
    if (root.length !== 32 || !Number.isSafeInteger(size)) return undefined
    return { origin: body[1]!, size, root, time: body[4]!, signatures, text }
  } catch {
    return undefined
  }
}

/** Whether this key made this signature over the text. SM2 with SM3 and the user id of GB/T 32918.5. */
export function verifies(key: PublicKey, text: string, signature: Uint8Array): boolean {
  try {
    if (signature.length !== 64) return false
    if (key.algorithm === 'Ed25519') return ed25519.verify(signature, utf8(text), key.publicKey)
    // undefined is the library's word for the standard's user id
    return sm2.doVerifySignature(utf8(text), toHex(signature), toHex(key.publicKey), { hash: true })
  } catch {
    return false
  }
}

/**
 * Checks a note against keys one trusts: a signature of each key that signed it must hold, and one at least must be
 * there (signed-note: a note without one is ignored). @returns the keys whose signatures hold; undefined when one fails.
 */
export function signedBy(note: string, keys: readonly PublicKey[]): PublicKey[] | undefined {
  const checkpoint = readCheckpoint(note)
  if (!checkpoint) return undefined
  const holding: PublicKey[] = []
  for (const key of keys) {
    const made = checkpoint.signatures.filter((s) => s.name === key.name && s.keyId === keyIdOf(key))
    if (!made.length) continue
    if (!made.every((s) => verifies(key, checkpoint.text, s.signature))) return undefined
    holding.push(key)
  }
  return holding.length ? holding : undefined
}

/** Whether two keys are one. */
export const sameKey = (a: PublicKey, b: PublicKey): boolean =>
  a.name === b.name && a.algorithm === b.algorithm && sameBytes(a.publicKey, b.publicKey)
