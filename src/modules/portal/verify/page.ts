import { createHash } from 'node:crypto'
import { toHex } from '../../../kernel/proof/bytes.ts'
import type { PublicKey } from '../../../kernel/proof/note.ts'
import { checkNames, keyText } from '../../../kernel/proof/verify.ts'
import { html, trusted } from '../../../platform/html.ts'
import { type Language, say } from '../../../platform/i18n.ts'
import { css } from '../page/looks.ts'
import { plainPage } from '../page/shell.ts'
import { type VerifyWord, verifyWords } from './words.ts'

const more = [
  'h1{margin:.5rem 0;font-size:1.75rem;line-height:1.2}',
  '.v h2{margin:0;font-size:2rem;line-height:1.2;color:inherit}.good{background:#1f7a4d}',
  '#result:focus{outline:none}#result{grid-column:1/-1}#result .v{margin-top:1rem}',
  '#tool label{margin-top:.75rem}#tool input{padding:.6rem .75rem;width:100%}',
  // stands there until the script has come: it may be off, or not have been loaded; not for the moment it takes to load
  '@keyframes w{from{visibility:hidden}}#without{animation:w 1.5s steps(1,end)}',
  'textarea{display:block;width:100%;min-height:6rem;margin:.5rem 0;padding:.5rem .75rem;font:inherit;font-size:.875rem;border:1px solid #8a949b;border-radius:8px;background:var(--p);color:inherit}',
  '.k li:before{position:absolute;left:.2rem;font-weight:600}',
  '.k .right:before{content:"✓";color:var(--g)}.k .wrong:before{content:"×";color:var(--s)}.k .absent:before{content:"–";color:var(--q)}',
  '.k .wrong{color:var(--s);font-weight:600}.k .absent{color:var(--q)}',
  '#result dd,.f li{overflow-wrap:anywhere;font-size:.9375rem}',
].join('')

const hashOf = (style: string) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/** What the browser may use on this page: its style sheets and one script, a file of ours. It sends nothing anywhere. */
export const verifyPolicy = [
  "default-src 'none'",
  `style-src ${hashOf(css)} ${hashOf(more)}`,
  "script-src 'self'",
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Sentences the script may say, by the names it knows them by. */
const scriptWords: VerifyWord[] = [
  ...(['ok', 'ok.means', 'not_ok', 'not_ok.means', 'checked'] as const).map((k) => `verify.${k}` as const),
  ...(['kind', 'recorded', 'party', 'sealed', 'log', 'size', 'signer'] as const).map((k) => `verify.${k}` as const),
  ...(['event', 'declaration', 'decision', 'erasure'] as const).map((k) => `verify.kind.${k}` as const),
  ...checkNames.flatMap((name) =>
    (['right', 'wrong', 'absent'] as const).map((s) => `verify.${name}.${s}`).filter((k) => k in verifyWords),
  ),
] as VerifyWord[]

/** The page on which anybody checks a proof file. `keys`: those the platform signs with. */
export function verifyPageText(language: Language, keys: readonly PublicKey[]): string {
  const tell = (key: VerifyWord) => say(verifyWords, key, language)
  const given = {
    keys: keys.map((k) => ({ ...k, publicKey: toHex(k.publicKey) })),
    words: Object.fromEntries(scriptWords.map((k) => [k.slice('verify.'.length), tell(k)])),
  }
  // inside a script element nothing is unescaped: no tag may begin in it
  const data = JSON.stringify(given).replace(/</g, '\\u003c')
  const list = (kind: string, of: VerifyWord[]) =>
    html`<ul class="${kind}">${of.map((k) => html`<li>${tell(k)}</li>`)}</ul>`
  const body = html`<style>${trusted(more)}</style><div><h1>${tell('verify.title')}</h1><p>${tell('verify.intro')}</p><section id="without"><p class="x">${tell('verify.no_script')}</p></section><section id="tool" hidden><label for="file">${tell('verify.file')}</label><input id="file" type="file" accept=".json,application/json"><label for="pasted">${tell('verify.paste')}</label><textarea id="pasted" spellcheck="false" autocomplete="off"></textarea><button id="check" type="button">${tell('verify.go')}</button></section><div id="result" role="region" aria-live="polite" aria-label="${tell('verify.result')}" tabindex="-1"></div></div><div><section><h2>${tell('verify.proves')}</h2>${list('y', ['verify.proves.recorded', 'verify.proves.order'])}<h2>${tell('verify.proves_not')}</h2>${list('z', ['verify.proves_not.true', 'verify.proves_not.complete'])}</section><section class="f"><h2>${tell('verify.keys')}</h2>${
    keys.length
      ? html`<ul>${keys.map((k) => html`<li>${keyText(k)}</li>`)}</ul>`
      : html`<p>${tell('verify.keys.none')}</p>`
  }</section></div><script type="application/json" id="given">${trusted(data)}</script><script type="module" src="/verify/verify.js"></script>`
  return plainPage(language, `${tell('verify.title')} · ${language === 'zh' ? '溯源' : 'Suyuan'}`, body)
}
