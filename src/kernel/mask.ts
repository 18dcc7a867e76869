/** Keeps `head` and `tail` characters and hides the rest; a text too short to hide much is hidden whole. */
export function maskMiddle(text: string, head: number, tail: number): string {
  const characters = [...text]
  const whole = characters.length < (head + tail) * 1.5
  return characters.map((c, i) => (!whole && (i < head || i >= characters.length - tail) ? c : '*')).join('')
}
