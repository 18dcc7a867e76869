import * as z from 'zod'
import { algorithms, leafKinds } from '../../kernel/proof/kinds.ts'
import { query } from '../../platform/endpoint.ts'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

export const LogKey = z
  .object({
    name: z.string(),
    algorithm: z.enum(algorithms),
    /** Hexadecimal: 32 bytes of Ed25519, 65 bytes (0x04 ‖ x ‖ y) of SM2. */
    publicKey: z.string(),
    /** First four bytes of SHA-256(name ‖ 0x0A ‖ signature type ‖ public key), as C2SP signed-note has it. */
    keyId: z.string(),
  })
  .meta({ id: 'LogKey' })

export const checkpointOfLog = query({
  name: 'checkpointOfLog',
  path: '/log/checkpoint',
  permission: 'public',
  summary: { zh: '存证日志的最新检查点', en: 'The newest signed checkpoint of the log' },
  input: z.object({}),
  output: z.object({
    origin: z.string(),
    /** Leaves the checkpoint covers. */
    size: z.int(),
    rootHash: Hash,
    /** When it was sealed; the note holds it too, under the signature. */
    sealedAt: z.string(),
    /** The signed text, C2SP tlog-checkpoint: origin, size, root in base 64, time, empty line, signatures. */
    note: z.string(),
    keys: z.array(LogKey),
    /** Age of the oldest event or decision that no checkpoint covers yet; 0 when all are covered. */
    unsealedSeconds: z.number(),
    /** Why no new checkpoint is being signed; null when all is well. */
    halted: z.string().nullable(),
  }),
})

export const LeafInLog = z
  .object({
    leafIndex: z.int(),
    leafHash: Hash,
    /** Hashes from the leaf's side to the root's (RFC 9162 §2.1.3.1). */
    auditPath: z.array(Hash),
  })
  .meta({ id: 'LeafInLog' })

export const inclusionInLog = query({
  name: 'inclusionInLog',
  path: '/log/inclusion',
  permission: 'public',
  summary: {
    zh: '包含证明',
    en: 'Inclusion proofs of every leaf with this leaf hash, or event hash of an event one may see',
  },
  input: z.object({
    /** A leaf hash in hexadecimal digits; or an event hash, as those or as `ni:///sha-256;…`, for readers of the event. */
    hash: z.string().max(200),
    /** Tree size to prove against; the newest checkpoint's unless given. */
    size: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  }),
  output: z.object({
    treeSize: z.int(),
    rootHash: Hash,
    leaves: z.array(LeafInLog),
    /** There are more leaves than are listed: at most 100 are. */
    truncated: z.boolean(),
  }),
})

export const consistencyOfLog = query({
  name: 'consistencyOfLog',
  path: '/log/consistency',
  permission: 'public',
  summary: { zh: '一致性证明', en: 'Proof that the log of one size begins with that of a smaller one' },
  input: z.object({
    from: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
    /** The newest checkpoint's size unless given. */
    to: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  }),
  output: z.object({
    from: z.int(),
    to: z.int(),
    fromRootHash: Hash,
    toRootHash: Hash,
    /** RFC 9162 §2.1.4.1; empty when the sizes are the same or the first is 0. */
    consistencyPath: z.array(Hash),
  }),
})

export const Leaf = z
  .object({
    v: z.literal(1),
    kind: z.enum(leafKinds),
    party: z.string(),
    recordTime: z.string(),
    eventHash: z.string().nullable(),
    declarationHash: z.string().nullable(),
    commitment: z.string().nullable(),
  })
  .meta({ id: 'Leaf' })

/** What `npm run verify` and the page /verify read. */
export const Proof = z
  .object({
    format: z.literal('suyuan-proof/1'),
    leaf: Leaf,
    leafHash: Hash,
    leafIndex: z.int(),
    treeSize: z.int(),
    auditPath: z.array(Hash),
    checkpoint: z.string(),
    keys: z.array(LogKey),
    /** The event as EPCIS has it, with its context: its hash is the leaf's `eventHash`. */
    event: z.record(z.string(), z.json()).optional(),
    context: z.array(z.json()).optional(),
    /** The stored text and its nonce: SHA-256(nonce ‖ text) is the leaf's `commitment`. For the one who recorded it and its supervisors. */
    text: z.string().optional(),
    nonce: z.string().optional(),
  })
  .meta({ id: 'Proof' })
export type Proof = z.infer<typeof Proof>

export const proofOfEvent = query({
  name: 'proofOfEvent',
  path: '/api/events/:partyId/:eventId/proof',
  permission: 'event:read',
  summary: { zh: '一条事件的存证', en: 'The proof of an event, to keep and to check elsewhere' },
  // numbers of a captured event keep digits that only JSON.stringify knows how to write
  builtToShape: true,
  input: z.object({ partyId: z.uuid(), eventId: z.uuid() }),
  output: z.object({
    /** Null while the event waits for its seal. */
    proof: Proof.nullable(),
    /** When the checkpoint was sealed. */
    sealedAt: z.string().nullable(),
    /** By which decision text and nonce were erased. */
    erased: z.object({ decision: z.string(), at: z.string(), leafIndex: z.int().nullable() }).nullable(),
  }),
})

export const proofEndpoints = [checkpointOfLog, inclusionInLog, consistencyOfLog, proofOfEvent] as const
