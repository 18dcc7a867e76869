import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Words } from './platform/i18n.ts'
import { allWords } from './words.ts'

const root = new URL('.', import.meta.url).pathname
/** Of the server and what it shares; the console's own words are checked in src/apps/console/words.test.ts. */
const files = (pattern: string) => globSync(pattern, { cwd: root }).filter((f) => !/^(?:apps|ui)\//.test(f))
const sources = files('**/*.ts')
  .filter((f) => !/(?:\.test|\.test-thread|words|db-types)\.ts$/.test(f))
  .map((file) => ({ file, text: readFileSync(root + file, 'utf8') }))
const keys = Object.keys(allWords)
const subjects = new Set(keys.map((k) => k.split('.')[0]!))

const snake = (name: string) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)
const tables = new Set(
  Object.keys(JSON.parse(readFileSync(`${root}../migrations/manifest.json`, 'utf8')) as Record<string, unknown>),
)
/** Kinds of journal entries: the second argument of `record`, the kinds that subscribers name, `kind:` of an entry. */
const journalKinds = new Set(
  sources.flatMap(({ text }) => [
    ...[...text.matchAll(/\brecord\(\s*\w+(?:\.\w+)*,\s*'([\w.]+)'/g)].map((m) => m[1]!),
    ...[...text.matchAll(/\bkinds?:\s*(\[[^\]]*\]|'[\w.]+')/g)].flatMap((m) => m[1]!.match(/[a-z]\w*\.\w+/g) ?? []),
  ]),
)
/** What looks like a reason and is none. */
const noReasons = new Set([
  // journal kinds that are chosen before they are recorded
  ...['filing.approved', 'filing.returned', 'filing.rejected', 'filing.saved', 'filing.submitted', 'filing.withdrawn'],
  ...['account.enabled', 'production.recorded'],
  ...['production.ruleAlarm', 'production.lateFact', 'production.voidedFact'],
  ...['permit.issued', 'permit.closed', 'permit.revoked', 'serial.uploaded', 'serial.uploadRefused'],
  ...['licence.confirmed', 'licence.refused', 'licence.withdrawn', 'licence.revoked'],
  ...['overlay.approved', 'overlay.refused', 'overlay.withdrawn'],
  ...['identifier.confirmed', 'identifier.refused', 'identifier.withdrawn'],
  // kinds of notices that are no kinds of the journal
  ...['transfer.refused', 'licence.expiring', 'licence.expired'],
  // purposes of keyed hashes and seals
  ...['command.input', 'client.secret', 'session.login', 'account.temporary_password', 'portal.guess'],
  ...['production.personal', 'production.record.sent', 'production.rules'],
  // jobs, subscribers, statements
  ...['hold.spread', 'hold.unspread', 'production.signals', 'production.lateUse', 'production.voidedUse'],
  ...['portal.held', 'portal.issued', 'portal.subject', 'epcis.capture', 'trace.infer', 'serial.void'],
])

/** `subject.what_is_wrong` in quotes, where the subject is one that words are about. */
const literals = sources.flatMap(({ file, text }) =>
  [...text.matchAll(/'([a-z_]+(?:\.[a-zA-Z0-9_]+)+)'/g)]
    .map((m) => ({ file, literal: m[1]! }))
    .filter(({ literal }) => subjects.has(literal.split('.')[0]!)),
)

test('every reason in the source has words', () => {
  const without = literals.filter(
    ({ literal }) =>
      !Object.hasOwn(allWords, literal) &&
      !tables.has(snake(literal)) &&
      !journalKinds.has(literal) &&
      !noReasons.has(literal),
  )
  expect(without).toEqual([])
})

test('every refusal that is thrown by name has words', () => {
  const thrown = sources.flatMap(({ file, text }) => [
    ...[...text.matchAll(/new AppError\(\s*'\w+',\s*'([^']+)'/g)].map((m) => ({ file, reason: m[1]! })),
    ...[...text.matchAll(/\bfound\(((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*)\)/g)].flatMap((m) => {
      const what = /,\s*'(\w+)',[^,']+,?\s*$/.exec(m[1]!)?.[1]
      return what ? [{ file, reason: `${what}.not_found` }] : []
    }),
  ])
  expect(thrown.length).toBeGreaterThan(100)
  expect(thrown.filter(({ reason }) => !Object.hasOwn(allWords, reason))).toEqual([])
})

test('a refusal put together of parts fits some words', () => {
  const made = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/new AppError\(\s*'\w+',\s*`([^`]+)`/g)].map((m) => ({ file, reason: m[1]! })),
  )
  const fits = (reason: string) => {
    const pattern = new RegExp(`^${reason.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '\\w+')}$`)
    return keys.some((k) => pattern.test(k))
  }
  expect(made.length).toBeGreaterThan(0)
  expect(made.filter(({ reason }) => !fits(reason))).toEqual([])
})

test('every constraint that has words is in a migration', () => {
  const sql = globSync('*.sql', { cwd: `${root}../migrations` })
    .map((f) => readFileSync(`${root}../migrations/${f}`, 'utf8'))
    .join('\n')
  const named = keys.filter((k) => k.startsWith('constraint.')).map((k) => k.slice('constraint.'.length))
  expect(named.filter((name) => !new RegExp(`\\b${name}\\b`).test(sql))).toEqual([])
})

test('no key is said in two ways by two modules', async () => {
  const seen = new Map<string, string>()
  const twice: string[] = []
  for (const file of files('**/words.ts').filter((f) => f !== 'words.ts')) {
    const module = (await import(`${root}${file}`)) as Record<string, Words>
    for (const [name, words] of Object.entries(module)) {
      if (!/words$/i.test(name) || typeof words !== 'object') continue
      for (const key of Object.keys(words)) {
        const earlier = seen.get(key)
        const same = JSON.stringify(words[key]) === JSON.stringify(allWords[key])
        if (earlier !== undefined && earlier !== file && !same) twice.push(`${key}: ${earlier}, ${file}`)
        seen.set(key, file)
      }
    }
  }
  expect(twice).toEqual([])
})

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

test.each(keys)('%s is said in Chinese and in English, with the same values', (key) => {
  const { zh, en } = allWords[key]!
  expect(zh.trim()).not.toBe('')
  expect(en.trim()).not.toBe('')
  expect(placeholders(en)).toEqual(placeholders(zh))
})

/** The link to the other language is in that language; a colon alone is a mark. */
const meant = new Set(['portal.other_language', 'print.colon'])

test('English has no Chinese in it, and Chinese is Chinese', () => {
  const rest = keys.filter((k) => !meant.has(k))
  const chinese = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u
  expect(rest.filter((k) => chinese.test(allWords[k]!.en))).toEqual([])
  expect(rest.filter((k) => !/\p{Script=Han}/u.test(allWords[k]!.zh))).toEqual([])
})
