import { ConfigProvider } from 'antd'
import enGB from 'antd/es/locale/en_GB'
import zhCN from 'antd/es/locale/zh_CN'
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMedia, usePhone } from '../../../ui/useMedia.ts'
import { setVariables, themeOf } from './theme.ts'

export type Looks = { size: 'normal' | 'large'; theme: 'system' | 'light' | 'dark' }
const kept = 'suyuan.looks'
const Context = createContext<[Looks, (looks: Partial<Looks>) => void] | undefined>(undefined)

function firstLooks(): Looks {
  const standard: Looks = { size: 'normal', theme: 'system' }
  try {
    return { ...standard, ...(JSON.parse(localStorage.getItem(kept) ?? '{}') as Partial<Looks>) }
  } catch {
    return standard
  }
}

/** Type size and light or dark, on this device; the theme follows the system unless one was chosen. */
export function LooksProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const [looks, setLooks] = useState(firstLooks)
  const phone = usePhone()
  const systemDark = useMedia('(prefers-color-scheme: dark)')
  // paper is white
  const printing = useMedia('print')
  const isDark = !printing && (looks.theme === 'dark' || (looks.theme === 'system' && systemDark))
  const large = looks.size === 'large'
  useLayoutEffect(() => setVariables(isDark, phone, large), [isDark, phone, large])
  const theme = useMemo(() => themeOf(isDark, phone, large), [isDark, phone, large])
  const change = (some: Partial<Looks>) => {
    const next = { ...looks, ...some }
    localStorage.setItem(kept, JSON.stringify(next))
    setLooks(next)
  }
  return (
    <ConfigProvider theme={theme} locale={i18n.language === 'zh' ? zhCN : enGB} button={{ autoInsertSpace: false }}>
      <Context value={[looks, change]}>{children}</Context>
    </ConfigProvider>
  )
}

/** The looks chosen on this device, and how to change them. */
export function useLooks(): [Looks, (looks: Partial<Looks>) => void] {
  const value = useContext(Context)
  if (!value) throw new Error('useLooks outside of LooksProvider')
  return value
}
