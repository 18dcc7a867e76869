import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { noticeKinds } from '../../modules/notify/rules.ts'
import type { Words } from '../../platform/i18n.ts'
import { permissions } from '../../platform/permissions.ts'
import { allWords } from '../../words.ts'
import { consoleWords, saidElsewhere } from './words.ts'

const root = new URL('../../', import.meta.url).pathname
const all: Words = Object.fromEntries(
  Object.entries({ ...allWords, ...consoleWords }).filter(([key]) => !saidElsewhere(key)),
)

/** What a screen's source says, without its comments: those may speak any language. */
const spoken = (text: string) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    // names under which drafts are kept are no keys
    .replace(/draftKey=(?:"[^"]*"|\{.*\}$)/gm, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/([;,{}()\s])\/\/ .*$/gm, '$1')
const sources = globSync('{apps,ui}/**/*.{ts,tsx}', { cwd: root })
  .filter((f) => !/(?:\.test\.tsx?|words\.ts)$/.test(f))
  .map((file) => ({ file, text: spoken(readFileSync(root + file, 'utf8')) }))

const subjects = new Set(Object.keys(all).map((k) => k.split('.')[0]!))
/** What looks like a key and is none: names under which drafts and last values are kept, kinds of notices, files. */
const noKey = (text: string, before: string) =>
  /(?:draftKey=?\{?|useDraft\w*\(|\bkinds?\b[^\n]*|startsWith\(|\bform(?::| =) )$/.test(before) ||
  (noticeKinds as readonly string[]).includes(text) ||
  /^(?:\w+\.)+(?:tsx?|css|json|svg|xlsx|pdf)$/.test(text)

/** Quoted texts that read like a key of a subject that there is. */
const literals = sources.flatMap(({ file, text }) =>
  [...text.matchAll(/(['"])([a-z_]+(?:\.[a-zA-Z0-9_]+)+)\1/g)]
    .map((m) => ({ file, key: m[2]!, before: text.slice(Math.max(0, m.index - 60), m.index) }))
    .filter(({ key, before }) => subjects.has(key.split('.')[0]!) && !noKey(key, before)),
)
const templates = sources.flatMap(({ file, text }) =>
  [...text.matchAll(/`([^`\s]*\$\{[^`]*)`/g)].map((m) => ({ file, template: m[1]! })),
)
const patternOf = (template: string) => {
  const parts = template.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/).map((p) => p.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[\\w.:]+')}$`)
}
/** Templates that stand for keys: they begin with a subject that there is. Those of drafts do too. */
const keyTemplates = templates.filter(({ template }) => {
  if (template.startsWith('production.record.')) return false
  const start = /^([a-z_]+)\./.exec(template)?.[1]
  return start !== undefined && subjects.has(start)
})

test('every key that a screen names has words', () => {
  expect(literals.length).toBeGreaterThan(100)
  const asked = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\bt\(\s*(?:[^'"`()]*\?\s*)?'([^']+)'(?:\s*:\s*'([^']+)')?/g)].flatMap((m) =>
      [m[1], m[2]].flatMap((key) => (key === undefined ? [] : [{ file, key }])),
    ),
  )
  const without = [...literals, ...asked].filter(({ key }) => !Object.hasOwn(all, key))
  expect([...new Set(without.map(({ file, key }) => `${file}: ${key}`))]).toEqual([])
})

test('a key put together of parts fits some words', () => {
  const keys = Object.keys(all)
  const without = keyTemplates.filter(({ template }) => !keys.some((k) => patternOf(template).test(k)))
  expect(without.map(({ file, template }) => `${file}: ${template}`)).toEqual([])
})

test('every permission has words, for who gives it to a machine client', () => {
  expect(permissions.filter((p) => !Object.hasOwn(all, `permission.${p}`))).toEqual([])
})

test('a word with values is given some', () => {
  const bare = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\bt\(\s*'([^']+)'\s*\)/g)].map((m) => ({ file, key: m[1]! })),
  )
  expect(bare.filter(({ key }) => /\{\w+\}/.test(all[key]?.zh ?? '')).map((b) => `${b.file}: ${b.key}`)).toEqual([])
})

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
/** The way to the other language is in that language. */
const meant = new Set(['shell.other_language'])
/** Values and marks without a word of any language. */
const mark = /^(?:\{\w+\}|[\p{P}\p{S}\s\d])*$/u

test('every word of the console is said in Chinese and in English, with the same values', () => {
  const faults = Object.entries(consoleWords).flatMap(([key, { zh, en }]) => [
    ...(zh.trim() === '' || en.trim() === '' ? [`${key}: empty`] : []),
    ...(placeholders(zh).join() === placeholders(en).join() ? [] : [`${key}: other values`]),
  ])
  expect(faults).toEqual([])
})

test('English has no Chinese in it, and Chinese is Chinese', () => {
  const rest = Object.entries(consoleWords).filter(([key]) => !meant.has(key))
  const chinese = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u
  expect(rest.filter(([, w]) => chinese.test(w.en)).map(([key]) => key)).toEqual([])
  // a figure or a unit alone is the same in both
  const same = (w: { zh: string; en: string }) => mark.test(w.zh) || w.zh === w.en
  expect(rest.filter(([, w]) => !/\p{Script=Han}/u.test(w.zh) && !same(w)).map(([key]) => key)).toEqual([])
})

test('no screen speaks Chinese past the words', () => {
  const found = sources
    // the page of parts and what a benchmark draws show sample data to those who build screens
    .filter(({ file }) => /\.tsx$/.test(file) && !/PartsPage\.tsx$|\/measure\//.test(file))
    .flatMap(({ file, text }) =>
      text
        .split('\n')
        // what is read, not said: classes of characters; what says itself that it is Chinese on every screen
        .map((line) => line.replace(/\/(?:\[[^\]]*\]|[^/\s])+\//g, ''))
        .filter((line) => !/lang="zh"/.test(line))
        .filter((line) => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    )
  const joined = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/[^\n]*join\('[、，；]'\)[^\n]*/g)].map((m) => `${file}: ${m[0].trim()}`),
  )
  expect([...new Set([...found, ...joined])]).toEqual([])
})

test('every folder’s words are in words.ts, and no key is said in two ways', async () => {
  const faults = new Set<string>()
  for (const file of globSync('{apps,ui}/**/words.ts', { cwd: root }).filter((f) => f !== 'apps/console/words.ts')) {
    const module = (await import(root + file)) as Record<string, Words>
    for (const [name, words] of Object.entries(module))
      for (const [key, word] of Object.entries(words)) {
        const said = JSON.stringify(word)
        if (!Object.hasOwn(consoleWords, key)) faults.add(`${name} of ${file} is not in words.ts`)
        else if (JSON.stringify(consoleWords[key]) !== said) faults.add(`${key} of ${file} is said otherwise too`)
        if (Object.hasOwn(allWords, key)) faults.add(`${key} of ${file} is a module’s`)
      }
  }
  expect([...faults]).toEqual([])
})

test('every word of the console is used', () => {
  const named = new Set(sources.flatMap(({ text }) => [...text.matchAll(/['"`]([\w.]+)['"`]/g)].map((m) => m[1]!)))
  const patterns = keyTemplates.map(({ template }) => patternOf(template))
  const unused = Object.keys(consoleWords).filter((key) => !named.has(key) && !patterns.some((p) => p.test(key)))
  expect(unused).toEqual([])
})
