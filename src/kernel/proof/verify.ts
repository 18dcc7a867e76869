import { sha256 } from '@noble/hashes/sha2'
import { namespacesOf } from '../epcis/context.ts'
import { preHash } from '../epcis/hash.ts'
import { parseJson } from '../epcis/json-text.ts'
import type { EpcisEvent } from '../epcis/model.ts'
import { normalForm } from '../epcis/normal.ts'
import { fromHex, sameBytes, toHex, utf8 } from './bytes.ts'
import { algorithms, leafKinds } from './kinds.ts'
import { commitmentOf, declarationText, hashOfLeaf, type Leaf, niOf } from './leaf.ts'
import { includes } from './merkle.ts'
import { type Checkpoint, keyIdOf, type PublicKey, readCheckpoint, sameKey, signedBy } from './note.ts'

/** What is checked of a proof, in this order. */
export const checkNames = ['format', 'event', 'text', 'leaf', 'path', 'signature', 'key'] as const
export type CheckName = (typeof checkNames)[number]
/** `absent`: the file says nothing about it (the text is not in it, no key to compare with): neither right nor wrong. */
export type CheckState = 'right' | 'wrong' | 'absent'
export type Check = { name: CheckName; state: CheckState }
export type Verdict = {
  /** Everything that can be checked is right, and leaf, path and signature could be. */
  ok: boolean
  checks: Check[]
  leaf?: Leaf
  checkpoint?: Checkpoint
  /** Keys whose signatures hold. */
  signers: PublicKey[]
}

type Read = {
  leaf: Leaf
  leafHash: Uint8Array
  leafIndex: number
  treeSize: number
  auditPath: Uint8Array[]
  note: string
  keys: PublicKey[]
  event: EpcisEvent | undefined
  context: unknown[]
  text: string | undefined
  nonce: Uint8Array | undefined
}

const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v)
const textOrNull = (v: unknown): v is string | null => v === null || typeof v === 'string'
const isCount = (v: unknown): v is number => Number.isSafeInteger(v) && (v as number) >= 0

function readLeaf(v: unknown): Leaf {
  if (!isObject(v) || v['v'] !== 1) throw new TypeError('leaf')
  const { kind, party, recordTime, eventHash, declarationHash, commitment } = v
  if (!leafKinds.some((k) => k === kind) || typeof party !== 'string' || typeof recordTime !== 'string')
    throw new TypeError('leaf')
  if (!textOrNull(eventHash) || !textOrNull(declarationHash) || !textOrNull(commitment)) throw new TypeError('leaf')
  return { v: 1, kind: kind as Leaf['kind'], party, recordTime, eventHash, declarationHash, commitment }
}

function readKey(v: unknown): PublicKey {
  if (!isObject(v) || typeof v['name'] !== 'string' || typeof v['publicKey'] !== 'string') throw new TypeError('key')
  const algorithm = algorithms.find((a) => a === v['algorithm'])
  if (!algorithm) throw new TypeError('key')
  return { name: v['name'], algorithm, publicKey: fromHex(v['publicKey']) }
}

function readProof(v: unknown): Read {
  if (!isObject(v) || v['format'] !== 'suyuan-proof/1') throw new TypeError('format')
  const { leafHash, leafIndex, treeSize, auditPath, checkpoint, keys, event, context = [], text, nonce } = v
  if (typeof leafHash !== 'string' || !isCount(leafIndex) || !isCount(treeSize)) throw new TypeError('numbers')
  if (!Array.isArray(auditPath) || auditPath.length > 64 || !Array.isArray(keys) || keys.length > 100)
    throw new TypeError('lists')
  if (typeof checkpoint !== 'string' || !Array.isArray(context)) throw new TypeError('checkpoint')
  if (text !== undefined && typeof text !== 'string') throw new TypeError('text')
  if (nonce !== undefined && typeof nonce !== 'string') throw new TypeError('nonce')
  if (event !== undefined && (!isObject(event) || typeof event['type'] !== 'string')) throw new TypeError('event')
  return {
    leaf: readLeaf(v['leaf']),
    leafHash: fromHex(leafHash),
    leafIndex,
    treeSize,
    auditPath: auditPath.map((p) => fromHex(String(p))),
    note: checkpoint,
    keys: keys.map(readKey),
    event: event as EpcisEvent | undefined,
    context,
    text,
    nonce: nonce === undefined ? undefined : fromHex(nonce),
  }
}

const stateOf = (right: boolean): CheckState => (right ? 'right' : 'wrong')

function eventState({ event, context, leaf }: Read): CheckState {
  if (!event || leaf.eventHash === null) return 'absent'
  const hash = sha256(utf8(preHash(normalForm(event, namespacesOf(context)))))
  const declared = event['errorDeclaration']
  const declaration =
    declared === undefined || declared === null ? null : toHex(sha256(utf8(declarationText(declared))))
  return stateOf(niOf(hash) === leaf.eventHash && declaration === leaf.declarationHash)
}

function textState({ text, nonce, leaf }: Read): CheckState {
  if (text === undefined || nonce === undefined) return 'absent'
  return stateOf(commitmentOf(nonce, text) === leaf.commitment)
}

/** Whether a signer is one of the keys that are known to be the platform's; absent when none are known. */
function keyState(signers: readonly PublicKey[], trusted: readonly PublicKey[] | undefined): CheckState {
  if (!trusted) return 'absent'
  return stateOf(signers.some((s) => trusted.some((t) => sameKey(s, t))))
}

/**
 * Checks a proof file: that what it shows is what the leaf says, that the leaf is in the log the checkpoint speaks of,
 * and that the checkpoint is signed. `trusted`: keys known to be the platform's from elsewhere; without them the keys in
 * the file are used, and that they are the platform's remains to be compared. Never throws.
 */
export function verifyProof(value: unknown, trusted?: readonly PublicKey[]): Verdict {
  let read: Read
  try {
    read = readProof(value)
  } catch {
    return { ok: false, checks: [{ name: 'format', state: 'wrong' }], signers: [] }
  }
  const checkpoint = readCheckpoint(read.note)
  const signers = signedBy(read.note, trusted ?? read.keys) ?? []
  const guarded = (state: () => CheckState): CheckState => {
    try {
      return state()
    } catch {
      return 'wrong'
    }
  }
  const checks: Check[] = [
    { name: 'format', state: 'right' },
    { name: 'event', state: guarded(() => eventState(read)) },
    { name: 'text', state: guarded(() => textState(read)) },
    { name: 'leaf', state: guarded(() => stateOf(sameBytes(hashOfLeaf(read.leaf), read.leafHash))) },
    {
      name: 'path',
      state: stateOf(
        checkpoint !== undefined &&
          checkpoint.size === read.treeSize &&
          includes(read.leafHash, { index: read.leafIndex, size: read.treeSize }, read.auditPath, checkpoint.root),
      ),
    },
    { name: 'signature', state: stateOf(signers.length > 0) },
    { name: 'key', state: keyState(signers, trusted) },
  ]
  return {
    ok: checks.every((c) => c.state !== 'wrong'),
    checks,
    leaf: read.leaf,
    ...(checkpoint ? { checkpoint } : {}),
    signers,
  }
}

/** The value in a proof file, with every digit of its numbers; what the endpoint answers is a proof in an envelope. */
export function readProofText(text: string): unknown {
  const parsed = parseJson(text, { depth: 100, length: 50_000_000 })
  if (!('value' in parsed)) return undefined
  return isObject(parsed.value) && isObject(parsed.value['proof']) ? parsed.value['proof'] : parsed.value
}

/** A key as people compare it: algorithm, id, and all of its digits. */
export const keyText = (k: PublicKey): string => `${k.algorithm} ${keyIdOf(k)} ${toHex(k.publicKey)}`
