import type { Locator, Page } from 'playwright-core'
import { consoleWords } from '../../src/apps/console/words.ts'
import { type Language, say } from '../../src/platform/i18n.ts'
import { allWords } from '../../src/words.ts'
import { settled } from './console.ts'

/** Everything the console can say. */
const said = { ...allWords, ...consoleWords }

/**
 * Somebody at a page: presses, types and chooses by the words on the screen, in its language; with the mouse (or a
 * thumb), or with nothing but the keyboard: then everything is reached by Tab, and radio buttons by arrows.
 */
export function hand(page: Page, language: Language, keyboard: boolean) {
  const t = (key: string, values: Record<string, unknown> = {}) => {
    if (!(key in said)) throw new Error(`no word ${key}`)
    return say(said, key, language, values)
  }
  const has = (at: Locator) =>
    at.evaluate((e) => e === document.activeElement || e.contains(document.activeElement)).catch(() => false)
  /** Goes on by Tab until it has the focus. A radio button that is not its group's entry is reached by arrows. */
  const reach = async (at: Locator) => {
    await at.waitFor({ state: 'attached' })
    for (let i = 0; i < 250; i++) {
      if (await has(at)) return
      const inGroup = await at.evaluate((e) => {
        const here = document.activeElement
        const mine = e as HTMLInputElement
        return here instanceof HTMLInputElement && here.type === 'radio' && here !== e && here.name === mine.name
      })
      await page.keyboard.press(inGroup ? 'ArrowDown' : 'Tab')
    }
    throw new Error(`the keyboard does not reach ${at}`)
  }
  type Role = 'button' | 'link' | 'radio' | 'checkbox'
  const find = (role: Role, name: string | RegExp) => page.getByRole(role, { name }).first()
  const press = async (role: Role, name: string | RegExp) => {
    const at = find(role, name)
    if (!keyboard) return role === 'radio' || role === 'checkbox' ? at.check() : at.click()
    await reach(at)
    if (role === 'radio') return (await at.isChecked()) ? undefined : page.keyboard.press('Space')
    return page.keyboard.press(role === 'checkbox' ? 'Space' : 'Enter')
  }
  const type = async (at: Locator, text: string) => {
    if (!keyboard) return at.fill(text)
    await reach(at)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(text)
  }
  return {
    page,
    t,
    press,
    /** Until a page of this title is there, whole. */
    at: async (title: string | RegExp) => {
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await settled(page)
    },
    seen: (text: string | RegExp) => page.getByText(text).first().waitFor(),
    type: (label: string | RegExp, text: string) => type(page.getByLabel(label).first(), text),
    /** Finds in a list that searches, and takes what it offers first. */
    pick: async (label: string | RegExp, text: string, offered: string | RegExp) => {
      const at = page.getByLabel(label).first()
      if (keyboard) await reach(at)
      else await at.click()
      await page.keyboard.type(text, { delay: 15 })
      const option = page.locator('.ant-select-dropdown:visible').getByText(offered).first()
      await option.waitFor()
      if (!keyboard) return option.click()
      const active = page.locator('.ant-select-dropdown:visible .ant-select-item-option-active').getByText(offered)
      for (let i = 0; i < 30 && !(await active.count()); i++) await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
    },
  }
}
export type Hand = ReturnType<typeof hand>
