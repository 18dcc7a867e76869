import type { ThemeConfig } from 'antd'
import darkAlgorithm from 'antd/es/theme/themes/dark'
import defaultAlgorithm from 'antd/es/theme/themes/default'
import { dark, fontFamily, light, type Palette, sizes } from '../../../ui/tokens.ts'

/** Our tokens in Ant Design's theme: once, here. */
export function themeOf(isDark: boolean, phone: boolean, large: boolean): ThemeConfig {
  const p: Palette = isDark ? dark : light
  const { font, line, control } = sizes(phone, large)
  return {
    algorithm: isDark ? darkAlgorithm : defaultAlgorithm,
    token: {
      colorPrimary: p.brand,
      colorPrimaryHover: p.brandHover,
      colorLink: p.brand,
      colorLinkHover: p.brandHover,
      colorText: p.ink,
      colorTextSecondary: p.quiet,
      colorTextTertiary: p.quiet,
      colorTextDescription: p.quiet,
      colorTextPlaceholder: p.quiet,
      colorBorder: p.edge,
      colorBorderSecondary: p.line,
      colorBgLayout: p.ground,
      colorBgContainer: p.paper,
      colorBgElevated: p.paper,
      colorSuccess: p.good,
      colorWarning: p.wait,
      colorError: p.stop,
      colorInfo: p.info,
      borderRadius: 8,
      fontFamily,
      fontSize: font,
      lineHeight: line / font,
      controlHeight: control,
      fontWeightStrong: 600,
      wireframe: false,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
    },
    components: {
      Table: { headerBg: p.ground, cellPaddingBlockMD: 10 },
      // on the lighter green of the dark palette white could not be read
      Button: { fontWeight: 400, primaryShadow: 'none', ...(isDark ? { primaryColor: '#06130c' } : {}) },
    },
  }
}

/** The same values for our own style sheets. */
export function setVariables(isDark: boolean, phone: boolean, large: boolean): void {
  const p = isDark ? dark : light
  const { font, line, control } = sizes(phone, large)
  const kebab = (k: string) => k.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)
  const values = {
    ...Object.fromEntries(Object.entries(p).map(([k, v]) => [kebab(k), v])),
    font: `${font}px`,
    'line-height': `${line / font}`,
    control: `${control}px`,
    family: fontFamily,
  }
  for (const [key, value] of Object.entries(values)) document.documentElement.style.setProperty(`--${key}`, value)
  document.documentElement.style.colorScheme = isDark ? 'dark' : 'light'
}
