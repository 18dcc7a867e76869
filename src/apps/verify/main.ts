import { fromHex } from '../../kernel/proof/bytes.ts'
import type { Algorithm } from '../../kernel/proof/kinds.ts'
import type { PublicKey } from '../../kernel/proof/note.ts'
import { type Check, keyText, readProofText, verifyProof } from '../../kernel/proof/verify.ts'

/** What the page gives its script: the platform's keys, and every sentence it may have to say, in the page's language. */
type Given = {
  keys: { name: string; algorithm: Algorithm; publicKey: string }[]
  words: Record<string, string>
}

const byId = (id: string): HTMLElement => document.getElementById(id)!
const given = JSON.parse(byId('given').textContent ?? '') as Given
const say = (key: string): string => given.words[key] ?? key
const trusted: PublicKey[] = given.keys.map((k) => ({ ...k, publicKey: fromHex(k.publicKey) }))

function element(tag: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(tag)
  made.textContent = text
  if (className) made.className = className
  return made
}

const line = ({ name, state }: Check): HTMLElement => element('li', `${say(`${name}.${state}`)}`, state)

function facts(rows: [string, string][]): HTMLElement {
  const list = document.createElement('dl')
  for (const [name, value] of rows) {
    const row = document.createElement('div')
    row.append(element('dt', name), element('dd', value))
    list.append(row)
  }
  return list
}

/** Shows what came of it where a screen reader hears it. Everything from the file is put in as text. */
function show(text: string): void {
  const { ok, checks, leaf, checkpoint, signers } = verifyProof(readProofText(text), trusted)
  const block = document.createElement('div')
  block.className = `v ${ok ? 'good' : 'stop'}`
  const inner = document.createElement('div')
  inner.append(element('h2', say(ok ? 'ok' : 'not_ok')), element('p', say(ok ? 'ok.means' : 'not_ok.means')))
  block.append(inner)
  const list = document.createElement('ul')
  list.className = 'k'
  list.append(...checks.map(line))
  const rows: [string, string][] = []
  if (leaf)
    rows.push([say('kind'), say(`kind.${leaf.kind}`)], [say('recorded'), leaf.recordTime], [say('party'), leaf.party])
  if (checkpoint)
    rows.push([say('sealed'), checkpoint.time], [say('log'), checkpoint.origin], [say('size'), String(checkpoint.size)])
  for (const s of signers) rows.push([say('signer'), keyText(s)])
  const section = document.createElement('section')
  section.append(element('h2', say('checked')), list, facts(rows))
  const result = byId('result')
  result.replaceChildren(block, section)
  result.focus()
}

const file = byId('file') as HTMLInputElement
file.addEventListener('change', async () => {
  const chosen = file.files?.[0]
  if (!chosen) return
  show(await chosen.text())
  // the same file again, after it was changed, is a change too
  file.value = ''
})
const pasted = byId('pasted') as HTMLTextAreaElement
byId('check').addEventListener('click', () => show(pasted.value))
byId('without').remove()
byId('tool').hidden = false
