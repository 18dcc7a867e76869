import { type Html, html, trusted } from '../../../platform/html.ts'
import { type Language, say, type Words } from '../../../platform/i18n.ts'

/** The console's look (design/screens.md, Tokens) for a page that must work before there is a console, without script. */
const style = trusted(`<style>
:root{color-scheme:light dark;--brand:#1f7a4d;--button:#1f7a4d;--ink:#1b1f23;--quiet:#5b6670;--line:#e3e7ea;--edge:#8a949c;
--ground:#f6f8f7;--paper:#fff;--stop:#b42318;--stop-ground:#fdecea}
@media(prefers-color-scheme:dark){:root{--brand:#3fa876;--ink:#e6eaec;--quiet:#a3aeb6;--line:#2c353a;--edge:#6f7b83;
--ground:#12181b;--paper:#1a2125;--stop:#f28b82;--stop-ground:#331a18}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px 16px;background:var(--ground);color:var(--ink);
font:16px/26px "Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif;overflow-wrap:anywhere}
main{width:100%;max-width:440px;padding:32px 24px;background:var(--paper);border:1px solid var(--line);border-radius:8px}
.mark{color:var(--brand);font-weight:600}
h1{margin:8px 0;font-size:24px;line-height:32px;font-weight:600}
p{margin:0 0 8px;color:var(--quiet)}
label{display:block;margin-top:16px;font-weight:600}
small{display:block;font-size:14px;line-height:22px;color:var(--quiet)}
input{width:100%;min-height:44px;margin-top:8px;padding:8px 12px;font:inherit;color:inherit;background:var(--paper);
border:1px solid var(--edge);border-radius:8px}
input[aria-invalid=true]{border-color:var(--stop)}
.wrong{margin-top:4px;color:var(--stop)}
[role=alert]{margin:8px 0;padding:8px 16px;border-radius:8px;background:var(--stop-ground);color:var(--stop)}
button,.next{display:block;width:100%;min-height:48px;margin-top:24px;padding:10px 16px;border:1px solid var(--button);border-radius:8px;
background:var(--button);color:#fff;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
:focus-visible{outline:3px solid #2b5fa8;outline-offset:2px}
</style>`)

const page = (words: Words, language: Language, title: string, body: Html): string =>
  html`<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<title>${say(words, title, language)} · Suyuan 溯源</title>${style}</head>
<body><main><div class="mark">Suyuan 溯源</div><h1>${say(words, title, language)}</h1>${body}</main></body></html>`.text

const fields = [
  { key: 'agencyName', type: 'text', autocomplete: 'organization' },
  { key: 'name', type: 'text', autocomplete: 'name' },
  { key: 'login', type: 'text', autocomplete: 'username', hint: 'setup.hint.login' },
  { key: 'password', type: 'password', autocomplete: 'new-password', hint: 'setup.hint.password' },
] as const

/** The form; `given` is what was typed before a refusal (never the password), `wrong` the fields to look at again. */
export function formPage(
  words: Words,
  language: Language,
  given: Record<string, string>,
  refused: { reason?: string; wrong: ReadonlySet<string> } = { wrong: new Set() },
): string {
  const t = (key: string) => say(words, key, language)
  const inputs = fields.map((f) => {
    const bad = refused.wrong.has(f.key)
    const hint = 'hint' in f ? html`<small id="${f.key}-hint">${t(f.hint)}</small>` : undefined
    return html`<label for="${f.key}">${t(`setup.field.${f.key}`)}</label>${hint}
<input id="${f.key}" name="${f.key}" type="${f.type}" autocomplete="${f.autocomplete}" required${bad ? trusted(' aria-invalid="true"') : ''}${
      hint ? html` aria-describedby="${f.key}-hint"` : ''
    } value="${f.type === 'password' ? '' : (given[f.key] ?? '')}">${
      bad ? html`<small class="wrong">${t('setup.field_wrong')}</small>` : ''
    }`
  })
  return page(
    words,
    language,
    'setup.title',
    html`<p>${t('setup.intro')}</p>${refused.reason ? html`<div role="alert">${t(refused.reason)}</div>` : ''}
<form method="post" action="/setup"><input type="hidden" name="token" value="${given['token'] ?? ''}">${inputs}
<button type="submit">${t('setup.submit')}</button></form>`,
  )
}

const toSignIn = (words: Words, language: Language): Html =>
  html`<a class="next" href="/console/sign-in">${say(words, 'setup.sign_in', language)}</a>`

/** The link does not work: why, and what to do. */
export const refusedPage = (words: Words, language: Language, reason: string): string =>
  page(
    words,
    language,
    'setup.title',
    html`<div role="alert">${say(words, reason, language)}</div>${reason === 'setup.done_already' && toSignIn(words, language)}`,
  )

/** Done: what comes next. */
export const readyPage = (words: Words, language: Language, login: string): string =>
  page(
    words,
    language,
    'setup.ready',
    html`<p>${say(words, 'setup.next', language, { login })}</p>${toSignIn(words, language)}`,
  )
