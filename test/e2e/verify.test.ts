import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkpointOfLog, type Proof, proofOfEvent } from '../../src/modules/proof/schema.ts'
import { type TestApp, testApp } from '../app.ts'
import { harvest, makeOperator, operatorOf } from '../hold/goods.ts'
import { HERE } from '../hold/officer.ts'
import { sealerOf } from '../proof.ts'
import { openBrowser } from './browser.ts'
import { buildConsole } from './build.ts'

let t: TestApp
let browser: Browser
let origin: string
let proof: Proof
let sealer: ReturnType<typeof sealerOf>
let folder: string
beforeAll(async () => {
  buildConsole()
  t = await testApp()
  t.setNow(undefined)
  sealer = sealerOf(t, { nationalCrypto: true })
  const farm = await makeOperator(t.deps, HERE)
  for (let i = 0; i < 5; i++) await harvest(t.deps, farm)
  await sealer.all()
  const { rows } = await t.owner.query('select event_id from trace.event order by event_id limit 1')
  const { body } = await t.as(operatorOf(farm))(proofOfEvent, { partyId: farm, eventId: rows[0].event_id })
  proof = body.proof!
  folder = mkdtempSync(join(tmpdir(), 'suyuan-verify-'))
  origin = await t.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  sealer.remove()
  rmSync(folder, { recursive: true, force: true })
  await t.close()
})

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
async function seriousIn(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations
      .filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`)
  })
}

const locales = { zh: 'zh-CN', en: 'en-GB' } as const
const widths = { phone: { width: 360, height: 740 }, desktop: { width: 1440, height: 900 } } as const
const said = {
  zh: { ok: '核验通过', wrong: '核验不通过', paste: '或粘贴文件内容', go: '核验', none: '这不是存证文件,或文件不完整' },
  en: {
    ok: 'The proof holds',
    wrong: 'The proof does not hold',
    paste: 'Or paste what is in it',
    go: 'Check',
    none: 'This is no proof file, or it is cut off',
  },
} as const
// the file is read before anything is shown
const soon = <T>(ask: () => Promise<T>) => expect.poll(ask, { timeout: 20_000 })
const file = (value: unknown) => ({
  name: 'proof.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(value)),
})

test.each([
  ['zh', 'phone'],
  ['en', 'phone'],
  ['zh', 'desktop'],
  ['en', 'desktop'],
] as const)('a proof is checked in the browser, in %s, on a %s', async (language, size) => {
  const words = said[language]
  for (const bypassCSP of [false, true]) {
    // with its own policy in force, as people have it; then without, because axe is put into the page by the test
    const context = await browser.newContext({ locale: locales[language], viewport: widths[size], bypassCSP })
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', (m) => m.type() === 'error' && faults.push(m.text()))
    page.on('pageerror', (e) => faults.push(e.message))
    const asked: string[] = []
    page.on('request', (r) => asked.push(new URL(r.url()).pathname))
    await page.goto(`${origin}/verify`)
    const result = page.getByRole('region')
    const verdict = result.getByRole('heading', { level: 2 }).first()

    await page.locator('#file').setInputFiles(file(proof))
    await soon(() => verdict.textContent()).toBe(words.ok)
    expect(await page.getByText('npm run verify').count()).toBe(0)
    expect(await result.locator('li.wrong').count()).toBe(0)
    expect(await result.locator('li.right').count()).toBeGreaterThanOrEqual(6)
    expect(await result.textContent()).toContain(proof.leaf.party)
    if (process.env['PICTURES'] === 'all')
      await page.screenshot({ path: `/tmp/suyuan-pictures/verify-${language}-${size}.png`, fullPage: true })
    if (bypassCSP) expect(await seriousIn(page)).toEqual([])
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(await overflow()).toBe(0)

    await page.locator('#file').setInputFiles(file({ ...proof, text: proof.text!.replace('100', '900') }))
    await soon(() => verdict.textContent()).toBe(words.wrong)
    expect(await result.locator('li.wrong').count()).toBe(1)
    if (bypassCSP) expect(await seriousIn(page)).toEqual([])

    // pasted, as the endpoint answers it; then something else, whose words stay text
    await page.getByLabel(words.paste).fill(JSON.stringify({ proof }))
    await page.getByRole('button', { name: words.go, exact: true }).click()
    await soon(() => verdict.textContent()).toBe(words.ok)
    await page.getByLabel(words.paste).fill('<img src=x onerror=alert(1)>')
    await page.getByRole('button', { name: words.go, exact: true }).click()
    await soon(() => result.textContent()).toContain(words.none)
    // signed by somebody else: the platform's keys are the page's, not the file's
    await page
      .getByLabel(words.paste)
      .fill(JSON.stringify({ ...proof, keys: [{ ...proof.keys[0]!, publicKey: '11'.repeat(32) }] }))
    await page.getByRole('button', { name: words.go, exact: true }).click()
    await soon(() => verdict.textContent()).toBe(words.ok)
    expect(await overflow()).toBe(0)
    expect(faults).toEqual([])
    // nothing of the file is sent anywhere
    expect([...new Set(asked)].sort()).toEqual(['/verify', '/verify/verify.js'])
    await context.close()
  }
})

test('without script the page says what to do instead', async () => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: widths.phone, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${origin}/verify`)
  await page.getByText('npm run verify').waitFor({ timeout: 10_000 })
  expect(await page.locator('#file').isVisible()).toBe(false)
  await context.close()
})

test('npm run verify says the same offline, and which key to compare', async () => {
  const run = (value: unknown, ...more: string[]) => {
    const path = join(folder, 'proof.json')
    writeFileSync(path, JSON.stringify(value))
    const script = fileURLToPath(new URL('../../scripts/verify.ts', import.meta.url))
    const { status, stdout } = spawnSync(process.execPath, [script, path, ...more], { encoding: 'utf8' })
    return { status, stdout }
  }
  const good = run(proof)
  expect(good.stdout).toContain('The proof holds.')
  expect(good.stdout).toContain(proof.keys[0]!.publicKey)
  expect(good.status).toBe(0)
  const head = (await t.as({ kind: 'anonymous', permissions: [] })(checkpointOfLog, {})).body
  const keys = join(folder, 'checkpoint.json')
  writeFileSync(keys, JSON.stringify(head))
  expect(run({ proof }, '--keys', keys)).toMatchObject({ status: 0 })
  writeFileSync(keys, JSON.stringify({ keys: [{ ...head.keys[0]!, publicKey: '11'.repeat(32) }] }))
  expect(run(proof, '--keys', keys).status).toBe(1)
  expect(run({ ...proof, leafIndex: proof.leafIndex + 1 }).status).toBe(1)
  expect(run({}).status).toBe(1)
  expect(run('nothing').status).toBe(1)
})
