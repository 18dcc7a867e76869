import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fromHex } from '../src/kernel/proof/bytes.ts'
import type { PublicKey } from '../src/kernel/proof/note.ts'
import { type CheckName, type CheckState, keyText, readProofText, verifyProof } from '../src/kernel/proof/verify.ts'

/**
 * `npm run verify -- <proof.json> [--keys checkpoint.json]`: checks a proof without network or database. `--keys`: the
 * answer of the platform's /log/checkpoint, fetched at another time or by somebody else, whose keys are then trusted.
 * Exit 0: the proof holds · 1: it does not · 2: the file cannot be read.
 */
const says: Record<CheckName, Record<CheckState, string>> = {
  format: { right: 'this is a proof file', wrong: 'this is no proof file, or it is cut off', absent: '' },
  event: {
    right: 'the event is the one the log entry speaks of',
    wrong: 'the event is NOT the one the log entry speaks of',
    absent: 'the file does not hold the event',
  },
  text: {
    right: 'the original record is the one the log entry speaks of',
    wrong: 'the original record is NOT the one the log entry speaks of',
    absent: 'the file does not hold the original record',
  },
  leaf: { right: 'the log entry has the hash it should have', wrong: 'the log entry was CHANGED', absent: '' },
  path: {
    right: 'the entry is in the log the checkpoint speaks of',
    wrong: 'the entry is NOT in the log the checkpoint speaks of',
    absent: '',
  },
  signature: {
    right: 'the signature of the checkpoint holds',
    wrong: 'the checkpoint has NO valid signature',
    absent: '',
  },
  key: {
    right: 'it was signed by a key you gave',
    wrong: 'it was NOT signed by a key you gave',
    absent: 'no key was given: compare the key below with the one the platform publishes (/log/checkpoint, /verify)',
  },
}
const signs: Record<CheckState, string> = { right: '✓', wrong: '✗', absent: '–' }

const { values, positionals } = parseArgs({ allowPositionals: true, options: { keys: { type: 'string' } } })
const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (err) {
    console.error(`${file} cannot be read (${(err as Error).message.split('\n')[0]})`)
    process.exit(2)
  }
}
const read = (file: string): unknown => {
  try {
    return JSON.parse(textOf(file))
  } catch (err) {
    console.error(`${file} cannot be read as JSON (${(err as Error).message.split('\n')[0]})`)
    process.exit(2)
  }
}
if (positionals.length !== 1) {
  console.error('npm run verify -- <proof.json> [--keys checkpoint.json]')
  process.exit(2)
}
const proof = readProofText(textOf(positionals[0]!))
const given = values.keys === undefined ? undefined : (read(values.keys) as { keys?: unknown })
let trusted: PublicKey[] | undefined
try {
  trusted = (given?.keys as (Omit<PublicKey, 'publicKey'> & { publicKey: string })[] | undefined)?.map((k) => ({
    ...k,
    publicKey: fromHex(k.publicKey),
  }))
} catch {
  console.error(`${values.keys} holds no keys`)
  process.exit(2)
}
if (given && !trusted?.length) {
  console.error(`${values.keys} holds no keys`)
  process.exit(2)
}
const { ok, checks, leaf, checkpoint, signers } = verifyProof(proof, trusted)
for (const c of checks) console.log(`${signs[c.state]} ${says[c.name][c.state]}`)
if (leaf) console.log(`  ${leaf.kind} recorded ${leaf.recordTime} by ${leaf.party}`)
if (checkpoint) console.log(`  sealed ${checkpoint.time} in ${checkpoint.origin}, ${checkpoint.size} entries`)
for (const s of signers) console.log(`  signed by ${keyText(s)}`)
console.log(ok ? 'The proof holds.' : 'The proof does NOT hold.')
process.exit(ok ? 0 : 1)
