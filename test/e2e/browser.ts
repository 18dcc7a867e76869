import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/** Chinese type for pages that use the reader's own fonts, as the public page does: a bare machine has none. */
function fontConfig(): string {
  const fonts = new URL('../../node_modules/@expo-google-fonts/noto-sans-sc/', import.meta.url).pathname
  const dir = mkdtempSync(join(tmpdir(), 'suyuan-fonts-'))
  const file = join(dir, 'fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
      <dir>${fonts}400Regular</dir><dir>${fonts}700Bold</dir><cachedir>${dir}/cache</cachedir></fontconfig>`,
  )
  return file
}

/** A real Chromium out of an npm package: nothing to install on the machine. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      // in one process the browser ends with the first context that is closed
      ...chromium.args.filter((a) => a !== '--single-process'),
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
    env: { ...process.env, FONTCONFIG_FILE: fontConfig() } as Record<string, string>,
    headless: true,
  })
}
