import type { Page } from 'playwright-core'
import { consoleWords } from '../../src/apps/console/words.ts'
import { allWords } from '../../src/words.ts'

const run = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]+/gu
const ours = new Set(Object.values({ ...allWords, ...consoleWords }).map((w) => w.zh))

/** Every text in an answer but the Chinese half of what is said in both languages (`{ zh, en }`). */
function textsIn(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value)
  else if (Array.isArray(value)) for (const v of value) textsIn(v, into)
  else if (value && typeof value === 'object') {
    const both = 'zh' in value && 'en' in value
    for (const [key, v] of Object.entries(value)) if (!(both && key === 'zh')) textsIn(v, into)
  }
}

/**
 * Watches for Chinese on English pages. What people wrote — names, reasons, places — came in an answer of the server and
 * stays as it is; anything else in Chinese was forgotten, and so was a word of ours that stands alone and is nobody's
 * data. The link to the other language (`lang="zh"`) is meant.
 */
export function watchChinese(page: Page): { forget: () => void; left: () => Promise<string[]> } {
  const data = new Set<string>()
  const reading: Promise<void>[] = []
  page.on('response', (res) => {
    if (!/json/.test(res.headers()['content-type'] ?? '')) return
    reading.push(
      res.json().then(
        (body) => textsIn(body, data),
        // gone with the page before it could be read
        () => undefined,
      ),
    )
  })
  return {
    forget: () => {
      data.clear()
      reading.length = 0
    },
    left: async () => {
      await Promise.all(reading)
      const all = [...data].join('\n')
      const faults = (await shownTexts(page)).filter(({ text, drawn }) => {
        // in a drawing a name is broken into lines, and one of them may read like a word of ours
        if (!drawn && ours.has(text.trim()) && !data.has(text.trim())) return true
        return (text.match(run) ?? []).some((chinese) => !all.includes(chinese))
      })
      return [...new Set(faults.map((f) => f.text))]
    },
  }
}

/** All texts of a page that can be read, heard or hovered, with Chinese in them. */
function shownTexts(page: Page): Promise<{ text: string; drawn: boolean }[]> {
  return page.evaluate(() => {
    const texts = [{ text: document.title, drawn: false }]
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node: Node | null = walk.currentNode; node; node = walk.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement!
      if (element.closest('[lang|=zh], script, style')) continue
      const found =
        node instanceof Element
          ? ['aria-label', 'placeholder', 'title', 'alt', 'value'].map((name) => node.getAttribute(name))
          : [node.textContent]
      const drawn = element.closest('svg') !== null
      texts.push(...found.map((text) => ({ text: text ?? '', drawn })))
    }
    return texts.filter(({ text }) => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(text))
  })
}
