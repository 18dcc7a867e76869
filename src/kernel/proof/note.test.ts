import { expect, test } from 'vitest'
import { fromHex, toHex } from './bytes.ts'
import { canonicalJson, commitmentOf, hashOfLeaf, type Leaf, leafText } from './leaf.ts'
import { checkpointText, keyIdOf, readCheckpoint, signatureLine, signedBy, verifies } from './note.ts'

test('a checkpoint of C2SP is read, and one of ours has its form', () => {
  const checkpoint = {
    origin: 'sy.example/log',
    size: 12,
    root: fromHex('ab'.repeat(32)),
    time: '2026-06-01T08:00:00Z',
  }
  const key = { name: 'sy.example/log', algorithm: 'Ed25519' as const, publicKey: fromHex('11'.repeat(32)) }
  const note = `${checkpointText(checkpoint)}\n${signatureLine(key, new Uint8Array(64))}`
  expect(readCheckpoint(note)).toMatchObject({ ...checkpoint, signatures: [{ name: key.name, keyId: keyIdOf(key) }] })
  const wrong = [
    note.replace('\n12\n', '\n012\n'),
    note.replace('\n12\n', '\n-1\n'),
    note.replace('\ntime 2026-06-01T08:00:00Z', ''),
    note.replace('time', 'tide'),
    note.replace('\u2014', '-'),
    note.slice(0, -1),
    note.slice(0, note.indexOf('\u2014')),
    note.replace('q6ur', 'q6u'),
    `${note}x`,
    '',
  ]
  for (const text of wrong) expect(readCheckpoint(text), text).toBeUndefined()
})

test('the example note of the package that C2SP took its form from verifies', () => {
  // documentation of golang.org/x/mod/sumdb/note
  const key = {
    name: 'PeterNeumann',
    algorithm: 'Ed25519' as const,
    publicKey: Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64').subarray(1),
  }
  expect(keyIdOf(key)).toBe('c74f20a3')
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  const signature = Buffer.from(
    'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
    'base64',
  )
  expect(signature.subarray(0, 4).toString('hex')).toBe('c74f20a3')
  expect(verifies(key, text, signature.subarray(4))).toBe(true)
  expect(verifies(key, `${text} `, signature.subarray(4))).toBe(false)
})

test('the example signature of GB/T 32918.5 (annex A) verifies as SM2 with SM3', () => {
  const key = {
    name: 'x',
    algorithm: 'SM2' as const,
    publicKey: fromHex(
      '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
    ),
  }
  const signature = fromHex(
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  )
  expect(verifies(key, 'message digest', signature)).toBe(true)
  expect(verifies(key, 'message digesT', signature)).toBe(false)
  expect(verifies(key, 'message digest', signature.with(3, signature[3]! ^ 1))).toBe(false)
  expect(verifies({ ...key, algorithm: 'Ed25519' }, 'message digest', signature)).toBe(false)
})

test('a note counts only with a signature of a key one trusts, and not when one of those fails', () => {
  const text = checkpointText({ origin: 'o', size: 0, root: fromHex('00'.repeat(32)), time: 't' })
  const key = { name: 'o', algorithm: 'Ed25519' as const, publicKey: fromHex('11'.repeat(32)) }
  expect(signedBy(`${text}\n${signatureLine(key, new Uint8Array(64))}`, [key])).toBeUndefined()
  expect(signedBy(`${text}\n${signatureLine(key, new Uint8Array(64))}`, [])).toBeUndefined()
})

test('a leaf has one text, whatever order its fields came in, and its commitment binds nonce and text', () => {
  const leaf: Leaf = {
    v: 1,
    kind: 'event',
    party: 'p',
    recordTime: '2026-06-01T08:00:00.5Z',
    eventHash: null,
    declarationHash: null,
    commitment: '00',
  }
  const text =
    '{"commitment":"00","declarationHash":null,"eventHash":null,"kind":"event","party":"p","recordTime":"2026-06-01T08:00:00.5Z","v":1}'
  expect(leafText(leaf)).toBe(text)
  const reversed = Object.fromEntries(Object.entries(leaf).reverse()) as Leaf
  expect(toHex(hashOfLeaf(reversed))).toBe(toHex(hashOfLeaf(leaf)))
  // RFC 8785 §3.2.2: numbers and strings have one spelling
  expect(canonicalJson({ b: [1.0, 1e21, 0.000001], a: '\u20ac$\u000F\nA\u0027\u0042\u0022\\"/' })).toBe(
    '{"a":"€$\\u000f\\nA\'B\\"\\\\\\"/","b":[1,1e+21,0.000001]}',
  )
  const nonce = fromHex('01'.repeat(32))
  expect(commitmentOf(nonce, 'a')).not.toBe(commitmentOf(nonce, 'b'))
  expect(commitmentOf(nonce, 'a')).not.toBe(commitmentOf(fromHex('02'.repeat(32)), 'a'))
})
