import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/**
 * Personal data at rest. Every ciphertext and keyed hash starts with its key version (core.md §7), so that keys can be
 * changed later without guessing. Version 1: AES-256-GCM, HMAC-SHA-256.
 */
export type Sealer = {
  /** Encrypts; `context` (table.column and row id) is authenticated, so that a value cannot be moved to another row. */
  seal: (plain: string, context: string) => string
  /** @throws when the key, the context or the text is not the one it was sealed with. */
  open: (sealed: string, context: string) => string
  /** As `seal`, for files. */
  sealBytes: (plain: Uint8Array, context: string) => Buffer
  /** As `open`, for files. */
  openBytes: (sealed: Uint8Array, context: string) => Buffer
  /** A keyed hash for finding a value without storing it; `kind` keeps equal values of different kinds apart. */
  hash: (plain: string, kind: string) => string
}

export function sealer(keys: { dataKey: string; hashKey: string }): Sealer {
  // made once: a key given as bytes is read in anew for every value, which takes longer than the hash itself
  const dataKey = createSecretKey(Buffer.from(keys.dataKey, 'hex'))
  const hashKey = createSecretKey(Buffer.from(keys.hashKey, 'hex'))
  const encrypt = (plain: Uint8Array, context: string): Buffer => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', dataKey, iv).setAAD(Buffer.from(context))
    const body = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), body])
  }
  const decrypt = (all: Uint8Array, context: string): Buffer => {
    // a shorter tag would be accepted, and guessed
    const decipher = createDecipheriv('aes-256-gcm', dataKey, all.subarray(0, 12), { authTagLength: 16 })
      .setAAD(Buffer.from(context))
      .setAuthTag(all.subarray(12, 28))
    return Buffer.concat([decipher.update(all.subarray(28)), decipher.final()])
  }
  return {
    seal: (plain, context) => `1.${encrypt(Buffer.from(plain), context).toString('base64url')}`,
    open(sealed, context) {
      const [version, text] = sealed.split('.')
      if (version !== '1' || !text) throw new Error('sealed value of an unknown key version')
      return decrypt(Buffer.from(text, 'base64url'), context).toString('utf8')
    },
    sealBytes: (plain, context) => Buffer.concat([Buffer.of(1), encrypt(plain, context)]),
    openBytes(sealed, context) {
      if (sealed[0] !== 1) throw new Error('sealed file of an unknown key version')
      return decrypt(sealed.subarray(1), context)
    },
    hash: (plain, kind) => `1.${createHmac('sha256', hashKey).update(`${kind}\0${plain}`).digest('base64url')}`,
  }
}

/** Equality of two secrets in constant time. */
export function sameSecret(a: string, b: string): boolean {
  const x = Buffer.from(a)
  const y = Buffer.from(b)
  return x.length === y.length && timingSafeEqual(x, y)
}
