import { expect, test } from 'vitest'
import { loadFont } from './fonts.ts'
import { qrMatrix, qrOutline } from './qr.ts'
import { cutLines, missing, printable, wrapText } from './text.ts'

/** A Chinese character is one em, anything else half. */
const measure = (text: string) => [...text].reduce((sum, c) => sum + (c > '⺀' ? 1 : 0.5), 0)
const wrap = (text: string, width: number) => wrapText(text, width, measure)

test('what cannot be seen is not printed, and what cannot be printed is seen', async () => {
  const { covers } = await loadFont('regular')
  for (const [typed, printed] of [
    ['  贵妃\n\t芒果 ', '贵妃 芒果'],
    ['芒\u200B果\uFEFF\u202E', '芒果'],
    ['e\u0301', 'é'],
    ['❤\uFE0F', covers(0x2764) ? '❤' : missing],
    ['🥭', missing],
    ['\uD800芒', `${missing}芒`],
    ['', ''],
  ] as const)
    expect(printable(typed, covers)).toBe(printed)
})

test('lines break between Chinese characters and between Latin words', () => {
  expect(wrap('贵妃芒果一级', 4)).toEqual(['贵妃芒果', '一级'])
  expect(wrap('Guifei mango 5 kg', 6)).toEqual(['Guifei mango', '5 kg'])
  expect(wrap('产地 Hainan省', 5)).toEqual(['产地', 'Hainan省'])
  expect(wrap('', 5)).toEqual([])
})

test('no closing mark begins a line and no opening mark ends one', () => {
  expect(wrap('芒果一级，二级', 4)).toEqual(['芒果一', '级，二级'])
  expect(wrap('芒果一（级）', 4)).toEqual(['芒果一', '（级）'])
})

test('a word longer than a line is broken between its characters, losing none', () => {
  const word = 'x'.repeat(25)
  expect(wrap(word, 5)).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)])
  expect(wrap('，'.repeat(9), 4).join('')).toBe('，'.repeat(9))
})

test('wrapping loses no character at any width', () => {
  const text = '海南（示例）Fengyuan Co., Ltd.，特级芒果“礼盒”5kg/箱！A-B-C（'
  for (let width = 1; width < 40; width += 0.5) {
    const lines = wrap(text, width)
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width)
  }
})

test('lines that are cut end in a mark that fits', () => {
  expect(cutLines(['贵妃芒果', '一级'], 2, 4, measure)).toEqual(['贵妃芒果', '一级'])
  expect(cutLines(['贵妃芒果', '一级'], 1, 4, (text) => [...text].length)).toEqual(['贵妃芒…'])
})

test('the outline of a QR code encloses its dark modules and nothing else', () => {
  const matrix = qrMatrix('https://suyuan.example/s/11040882913377205518')
  expect(matrix.size).toBe(29)
  const loops = qrOutline(matrix)
  for (let y = 0; y < matrix.size; y++)
    for (let x = 0; x < matrix.size; x++) {
      // even-odd: a ray to the left from the middle of the module crosses the outline an odd number of times
      let crossings = 0
      for (const loop of loops)
        loop.forEach(([ax, ay], i) => {
          const [, by] = loop[(i + 1) % loop.length]!
          if (ay <= y + 0.5 !== by <= y + 0.5 && ax < x + 0.5) crossings += 1
        })
      expect(crossings % 2 === 1, `module ${x}, ${y}`).toBe(matrix.dark(x, y))
    }
})
