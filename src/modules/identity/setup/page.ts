import { type Html, html, trusted } from '../../../platform/html.ts'
import { type Language, say, type Words } from '../../../platform/i18n.ts'

const style = trusted(`<style>
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px 16px;background:#f3f6f2;color:#1c2b22;
font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
main{width:100%;max-width:440px;background:#fff;border:1px solid #dde5dd;border-radius:12px;padding:32px 28px}
.mark{color:#1d6b43;font-weight:700;letter-spacing:.04em}
h1{margin:4px 0 8px;font-size:24px;line-height:1.3}
p{margin:0 0 20px;color:#4a5a50}
label{display:block;margin-top:16px;font-weight:600}
input{width:100%;min-height:44px;margin-top:4px;padding:8px 12px;font:inherit;border:1px solid #8b9a90;border-radius:8px;background:#fff}
input:focus-visible,button:focus-visible{outline:3px solid #8fc7a6;outline-offset:1px}
input[aria-invalid=true]{border-color:#b3261e}
small{display:block;font-weight:400;color:#5a695f}
.wrong{color:#b3261e}
[role=alert]{margin:0 0 8px;padding:10px 12px;border-radius:8px;background:#fcecea;color:#8c1d18}
button{width:100%;min-height:48px;margin-top:28px;border:0;border-radius:8px;background:#1d6b43;color:#fff;font:inherit;font-weight:600;cursor:pointer}
button:hover{background:#175736}
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
    return html`<label for="${f.key}">${t(`setup.field.${f.key}`)}</label>
<input id="${f.key}" name="${f.key}" type="${f.type}" autocomplete="${f.autocomplete}" required${bad ? trusted(' aria-invalid="true"') : ''}${
      hint ? html` aria-describedby="${f.key}-hint"` : ''
    } value="${f.type === 'password' ? '' : (given[f.key] ?? '')}">${hint}${
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

/** The link does not work: why, and what to do. */
export const refusedPage = (words: Words, language: Language, reason: string): string =>
  page(words, language, 'setup.title', html`<div role="alert">${say(words, reason, language)}</div>`)

/** Done: what comes next. */
export const readyPage = (words: Words, language: Language, login: string): string =>
  page(words, language, 'setup.ready', html`<p>${say(words, 'setup.next', language, { login })}</p>`)
