/** The look, once: design/screens.md, Tokens. States always come with an icon and a word, never colour alone. */
export const brand = '#1F7A4D'
export const light = {
  ink: '#1B1F23',
  quiet: '#5B6670',
  line: '#E3E7EA',
  edge: '#8A949C',
  ground: '#F6F8F7',
  paper: '#FFFFFF',
  brand,
  /** Under the pointer: darker, because the lighter one that Ant Design works out is too faint on paper. */
  brandHover: '#17633E',
  good: '#1F7A4D',
  wait: '#8F6000',
  stop: '#B42318',
  info: '#2B5FA8',
  goodGround: '#E9F4EE',
  waitGround: '#FDF3DF',
  stopGround: '#FDECEA',
  infoGround: '#EAF1FA',
} as const
export type Palette = Record<keyof typeof light, string>
export const dark: Palette = {
  ink: '#E6EAEC',
  quiet: '#A3AEB6',
  line: '#2C353A',
  edge: '#6F7B83',
  ground: '#12181B',
  paper: '#1A2125',
  brand: '#3FA876',
  brandHover: '#58BF8E',
  good: '#5BC492',
  wait: '#E0B04A',
  stop: '#F28B82',
  info: '#8AB4F0',
  goodGround: '#16291F',
  waitGround: '#2E2613',
  stopGround: '#331A18',
  infoGround: '#182536',
}
/** Noto Sans SC comes with the console: no machine needs a Chinese font of its own. */
export const fontFamily = `'Noto Sans SC Variable', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif`

/** Text and control sizes in px, by the screen and by the reader's wish. */
export function sizes(phone: boolean, large: boolean): { font: number; line: number; control: number } {
  if (large) return { font: 20, line: 32, control: 52 }
  return phone ? { font: 16, line: 26, control: 44 } : { font: 14, line: 22, control: 36 }
}
