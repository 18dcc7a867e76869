import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html, trusted } from './html.ts'

const decoded: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const decode = (s: string) => s.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => decoded[name]!)
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('<script>', '"><img src=x onerror=alert(1)>', "' onclick='x", '&lt;', '</td><!--', '&#39;'),
  fc.array(fc.constantFrom('<', '>', '"', "'", '&', ';', 'lt', 'a')).map((a) => a.join('')),
)

test('whatever a text holds, it stays text: no tag, no attribute, and it reads as it was given', () => {
  fc.assert(
    fc.property(hostile, hostile, (name, title) => {
      const { text } = html`<a title="${title}">${name}</a>`
      const m = /^<a title="([^"<>]*)">([^<>]*)<\/a>$/s.exec(text)
      expect(m, text).not.toBeNull()
      expect([decode(m![1]!), decode(m![2]!)]).toEqual([title, name])
      // also inside an attribute in single quotes
      expect(text).not.toContain("'")
      expect(text.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&')
    }),
  )
})

test('lists and parts are joined once escaped; nothing and zero are told apart', () => {
  const part = html`<b>${'a&b'}</b>`
  expect(html`<i>${part}</i>`.text).toBe('<i><b>a&amp;b</b></i>')
  expect(html`${[part, '<', [html`<hr>`, 1]]}`.text).toBe('<b>a&amp;b</b>&lt;<hr>1')
  expect(html`[${undefined}${null}${false}${0}${''}]`.text).toBe('[0]')
  expect(html`${trusted('<style>a{}</style>')}`.text).toBe('<style>a{}</style>')
})

test('an object that only looks like our HTML is text', () => {
  const forged = { text: '<script>', toString: () => '<script>' } as unknown as string
  expect(html`${forged}`.text).toBe('&lt;script&gt;')
})
