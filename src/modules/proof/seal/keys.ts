import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { sm2 } from 'sm-crypto-v2'
import * as z from 'zod'
import { fromHex } from '../../../kernel/proof/bytes.ts'
import type { PublicKey } from '../../../kernel/proof/note.ts'
import { type Config, ConfigError, putWhole } from '../../../platform/config.ts'

/** One who signs checkpoints: the same interface for Ed25519 and SM2. */
export type Signer = PublicKey & { sign: (text: string) => Uint8Array }

const bytes32 = z.string().regex(/^[0-9a-f]{64}$/)
const KeyFile = z.object({ ed25519: bytes32, sm2: bytes32 })

/** PKCS #8 of an Ed25519 key before its 32 bytes (RFC 8410 §7). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A private key of SM2 is a number from 1 to n − 2 (GB/T 32918.1 §6.1); nearly every 32 bytes are. */
function freshSm2(): string {
  for (;;) {
    const key = randomBytes(32)
    if (key.some((b) => b !== 0) && key[0]! < 0xff) return key.toString('hex')
  }
}

/** The keys in DATA_DIR/log-key.json (mode 600), made by the first who needs them; given ones win. */
function readKeys({ dataDir, log }: Pick<Config, 'dataDir' | 'log'>): z.infer<typeof KeyFile> {
  if (log.key && log.sm2Key) return { ed25519: log.key, sm2: log.sm2Key }
  const file = `${dataDir}/log-key.json`
  if (!existsSync(file))
    putWhole(file, JSON.stringify({ ed25519: randomBytes(32).toString('hex'), sm2: freshSm2() }, null, 2))
  try {
    const kept = KeyFile.parse(JSON.parse(readFileSync(file, 'utf8')))
    return { ed25519: log.key ?? kept.ed25519, sm2: log.sm2Key ?? kept.sm2 }
  } catch {
    throw new ConfigError(
      `DATA_DIR: ${file} cannot be read as a key file; put back your copy of it, or acknowledge a new key (docs/operations.md)`,
    )
  }
}

function ed25519Signer(name: string, seed: string): Signer {
  const key: KeyObject = createPrivateKey({
    key: Buffer.concat([pkcs8, Buffer.from(seed, 'hex')]),
    format: 'der',
    type: 'pkcs8',
  })
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  return {
    name,
    algorithm: 'Ed25519',
    publicKey: Buffer.from(x!, 'base64url'),
    sign: (text) => sign(null, Buffer.from(text), key),
  }
}

function sm2Signer(name: string, secret: string): Signer {
  const publicKey = sm2.getPublicKeyFromPrivateKey(secret)
  return {
    name,
    algorithm: 'SM2',
    publicKey: fromHex(publicKey),
    // with SM3 over the standard's Z value and user id (GB/T 32918.2 §5.5, GB/T 32918.5)
    sign: (text) => fromHex(sm2.doSignature(Buffer.from(text), secret, { hash: true, publicKey })),
  }
}

/** Who signs under this name: Ed25519 always, SM2 beside it when national crypto is on. */
export function signersFor(config: Pick<Config, 'dataDir' | 'log' | 'nationalCrypto'>, name: string): Signer[] {
  const keys = readKeys(config)
  return [ed25519Signer(name, keys.ed25519), ...(config.nationalCrypto ? [sm2Signer(name, keys.sm2)] : [])]
}
