import type { Coverage } from './fonts.ts'

/** Printed in place of a character that the font has no glyph for: 〓, the printer's mark for a missing type. */
export const missing = '〓'

/**
 * What can be printed of a text that somebody typed: composed (NFC), line breaks and other white space as one space,
 * invisible characters (direction overrides, zero-width, variation selectors) left out, so that paper cannot be made
 * to read otherwise than the record; a character without a glyph stays visible as 〓.
 */
export function printable(text: string, covers: Coverage): string {
  const clean = text
    .normalize('NFC')
    .replace(/[\s\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu, '')
    .trim()
  let out = ''
  for (const character of clean) out += covers(character.codePointAt(0)!) ? character : missing
  return out
}

/** Width of a text at size 1, in em. */
export type Measure = (text: string) => number

// Chinese line breaking (GB/T 15834-2011 §5.1, 标点符号用法: no closing mark at the start of a line, no opening mark at its end).
const neverFirst = /^[，。、；：！？）》〉」』】〕〗％…—·,.;:!?)\]}%’”]$/u
const neverLast = /^[（《〈「『【〔〖([{‘“]$/u
const wide = /^[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF\u{20000}-\u{3FFFF}]$/u

/** The pieces of a text that a line may not break inside: a Chinese character with its marks, or a Latin word. */
function unbreakable(text: string): string[] {
  const pieces: string[] = []
  let open = '' // opening marks wait for what they open
  let joins = false // the last piece is a Latin word that may go on
  for (const character of text) {
    if (neverLast.test(character)) {
      open += character
      joins = false
    } else if ((neverFirst.test(character) || character === ' ') && pieces.length && !open) {
      pieces[pieces.length - 1] += character
      joins = joins && character !== ' '
    } else if (wide.test(character)) {
      pieces.push(open + character)
      open = ''
      joins = false
    } else if (joins && !open) {
      pieces[pieces.length - 1] += character
      joins = character !== '-' && character !== '/'
    } else {
      pieces.push(open + character)
      open = ''
      joins = true
    }
  }
  if (open) pieces.push(open)
  return pieces
}

/** The lines of a text that is `width` em wide at most; a piece wider than a line is broken between characters. */
export function wrapText(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = []
  let line = ''
  const fits = (more: string) => measure((line + more).trimEnd()) <= width
  for (const piece of unbreakable(text)) {
    if (fits(piece)) {
      line += piece
      continue
    }
    if (line.trim()) {
      lines.push(line.trimEnd())
      line = ''
    }
    if (fits(piece)) {
      line = piece
      continue
    }
    for (const character of piece) {
      if (line && !fits(character)) {
        lines.push(line.trimEnd())
        line = ''
      }
      line += character
    }
  }
  if (line.trim()) lines.push(line.trimEnd())
  return lines
}

/** The first `count` lines; when some are left over the last one ends in …, so that nothing is cut unseen. */
export function cutLines(lines: readonly string[], count: number, width: number, measure: Measure): string[] {
  if (lines.length <= count) return [...lines]
  const kept = lines.slice(0, count)
  const last = [...(kept.pop() ?? '')]
  while (last.length && measure(`${last.join('')}…`) > width) last.pop()
  return [...kept, `${last.join('')}…`]
}
