import { drawLines, lineHeight, linesOf, type Paper, type TextStyle, textWidth } from './paper.ts'

/** A piece of a page whose height is known before it is drawn, so that pages can be filled and texts made to fit. */
export type Row = {
  height: number
  draw: (y: number) => void
  /** Lines of its longest text, and the same row with fewer of them, the last ending in …. */
  lines?: number
  cut?: (most: number) => Row
}

export const heightOf = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row.height, 0)

/** Draws rows downwards. @returns the y under the last */
export function drawRows(rows: readonly Row[], y: number): number {
  for (const row of rows) {
    row.draw(y)
    y += row.height
  }
  return y
}

/** Empty space between rows. */
export const space = (height: number): Row => ({ height, draw: () => undefined })

/**
 * Rows that fit a height: `make` is asked for ever smaller type, from `largest` down to `smallest`; then the row with
 * the most lines loses one, again and again. A cut text ends in …, so that nothing runs over and nothing is cut unseen.
 */
export function fitRows(make: (scale: number) => Row[], height: number, largest: number, smallest: number): Row[] {
  for (let scale = largest; scale > smallest; scale -= 0.04) {
    const rows = make(scale)
    if (heightOf(rows) <= height) return rows
  }
  const rows = make(smallest)
  while (heightOf(rows) > height) {
    const most = Math.max(...rows.map((row) => (row.cut ? (row.lines ?? 0) : 0)))
    if (most <= 1) return rows
    const longest = rows.findIndex((row) => row.cut && row.lines === most)
    rows[longest] = rows[longest]!.cut!(most - 1)
  }
  return rows
}

/** A text over as many lines as it takes, at most `most`. */
export function textRow(
  paper: Paper,
  text: string,
  place: { x: number; width: number },
  style: TextStyle,
  most?: number,
): Row {
  const lines = linesOf(paper, text, place.width, style, most)
  return {
    height: lines.length * lineHeight(style),
    draw: (y) => void drawLines(paper, lines, { ...place, y }, style),
    lines: lines.length,
    cut: (fewer) => textRow(paper, text, place, style, fewer),
  }
}

/** A name and its value, as forms have them; the value is set beside the name and stays in its own column. */
export type Field = { name: string; value: string | undefined }

/** The fields that have a value. */
export const filled = (fields: readonly Field[]): Field[] => fields.filter((field) => field.value?.trim())

/**
 * Fields side by side, each in an equal share of the width. The names of a column take `nameWidth` millimetres.
 */
export function fieldRow(
  paper: Paper,
  fields: readonly Field[],
  place: { x: number; width: number; nameWidth: number; gap: number },
  style: TextStyle,
  most?: number,
): Row {
  const share = (place.width - place.gap * (fields.length - 1)) / fields.length
  const cells = fields.map((field, i) => {
    const x = place.x + i * (share + place.gap)
    const nameStyle: TextStyle = { ...style, weight: 'regular' }
    const nameWidth = Math.max(place.nameWidth, textWidth(paper, field.name, nameStyle) + 0.5)
    const valuePlace = { x: x + nameWidth, width: share - nameWidth }
    const value = linesOf(paper, field.value ?? '', valuePlace.width, style, most)
    return { name: paper.clean(field.name), x, nameStyle, value, valuePlace }
  })
  const step = lineHeight(style)
  const tallest = Math.max(1, ...cells.map((cell) => cell.value.length))
  return {
    height: step * tallest,
    lines: tallest,
    cut: (fewer) => fieldRow(paper, fields, place, style, fewer),
    draw: (y) => {
      for (const cell of cells) {
        drawLines(paper, [cell.name], { x: cell.x, y, width: cell.valuePlace.x - cell.x }, cell.nameStyle)
        drawLines(paper, cell.value, { ...cell.valuePlace, y }, style)
      }
    },
  }
}
