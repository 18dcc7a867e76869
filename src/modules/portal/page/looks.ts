import { createHash } from 'node:crypto'

/**
 * The style sheet of the public pages, in the page itself: the first view is one answer. Phone first, dark by the
 * system, rem throughout so that large type works, black on white in print.
 */
export const css = [
  ':root{color-scheme:light dark;--g:#1f7a4d;--k:#1b1f23;--q:#5b6670;--l:#e3e7ea;--b:#f6f8f7;--p:#fff;--s:#b42318}',
  '@media(prefers-color-scheme:dark){:root{--g:#58c48d;--k:#e8ecea;--q:#a3aeb5;--l:#2d3531;--b:#101412;--p:#191f1c;--s:#ff9b8f}}',
  '*{box-sizing:border-box}',
  'body{margin:0;background:var(--b);color:var(--k);font:1rem/1.6 system-ui,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}',
  'a{color:var(--g);text-underline-offset:.2em}',
  'svg{fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;flex:none}',
  'header,main,footer{max-width:42rem;margin:0 auto;padding:0 1rem}',
  'header{display:flex;align-items:center;justify-content:space-between;min-height:3.25rem}',
  'header a{display:inline-flex;align-items:center;gap:.5rem;min-height:2.75rem;font-weight:600;text-decoration:none}',
  'header a:last-child{font-weight:400;text-decoration:underline;padding-left:1rem}',
  'header svg{width:1.5rem;height:1.5rem}',
  '.v{display:flex;gap:1rem;align-items:flex-start;padding:1.25rem;border-radius:8px;background:#1f7a4d;color:#fff}',
  '.v svg{width:3.25rem;height:3.25rem;margin-top:.1rem}',
  '.v h1{margin:0;font-size:2rem;line-height:1.2;font-weight:600}',
  '.v p{margin:.5rem 0 0;font-size:1.125rem;line-height:1.5}.v p+p{font-size:1rem}',
  '.stop{background:#b42318}.wait{background:#8a5c00}.gone{background:#4a545c}.info{background:#2b5fa8}',
  '.stop h1{font-size:2.5rem}.stop p:first-of-type{font-size:1.375rem;font-weight:600}',
  '.n{display:flex;gap:.6rem;margin:.75rem 0 0;color:var(--q);font-size:.9375rem;line-height:1.5}',
  '.n svg{width:1.25rem;height:1.25rem;margin-top:.15rem}',
  'section{margin:1rem 0 0;padding:1rem 1.25rem;border:1px solid var(--l);border-radius:8px;background:var(--p)}',
  'h2{margin:0 0 .25rem;font-size:1rem;font-weight:600;color:var(--q)}',
  '.t{margin:0 0 .5rem;font-size:1.5rem;line-height:1.3;font-weight:600}.t small{font-size:1rem;font-weight:400;color:var(--q)}',
  'dl{margin:0}dl div{display:grid;grid-template-columns:minmax(5.5rem,28%) 1fr;gap:.75rem;padding:.5rem 0;border-top:1px solid var(--l)}',
  'dt{color:var(--q)}dd{margin:0}dd p{margin:0}',
  '.r div{grid-template-columns:minmax(6.75rem,28%) 1fr}',
  'dl .w{display:block}.c{letter-spacing:.02em}',
  'p{margin:.5rem 0}section>:last-child{margin-bottom:0}',
  '.x{color:var(--s);font-weight:600}.q{color:var(--q)}',
  '.h{display:inline-block;margin:.25rem 0;padding:.35rem .75rem;background:var(--k);color:var(--p);font-size:1.125rem;letter-spacing:.05em}',
  '.h.x{text-decoration:line-through;background:#4a545c;color:#fff}',
  'ol{list-style:none;margin:.5rem 0 0;padding:0}',
  'li{position:relative}',
  'ol li{padding:0 0 1rem 1.5rem;border-left:2px solid var(--l);margin-left:.4rem}ol li:last-child{padding-bottom:0;border-color:transparent}',
  'ol li:before{content:"";position:absolute;left:-.4rem;top:.5rem;width:.65rem;height:.65rem;border-radius:50%;background:var(--g)}',
  'ol b{font-weight:600}ol p{margin:0;color:var(--q);font-size:.9375rem}',
  'ul{margin:.25rem 0 1rem;padding:0;list-style:none}ul:last-child{margin-bottom:0}',
  'ul li{padding-left:1.6rem}ul li+li{margin-top:.4rem}',
  '.y li:before{content:"✓";position:absolute;left:.2rem;color:var(--g);font-weight:600}',
  '.z li:before{content:"×";position:absolute;left:.2rem;color:var(--s);font-weight:600}',
  'h3{margin:0;font-size:1rem;font-weight:600}',
  'form{margin:0}label{display:block;font-weight:600}form small{display:block;color:var(--q)}',
  'form div{display:flex;gap:.5rem;margin-top:.5rem}',
  'input,button{min-height:2.75rem;font:inherit;border-radius:8px;border:1px solid #8a949b;padding:0 .75rem}',
  'input{flex:1;min-width:0;background:var(--p);color:inherit}button{background:#1f7a4d;border-color:#1f7a4d;color:#fff;font-weight:600}',
  ':focus-visible{outline:3px solid #2b5fa8;outline-offset:2px}.v :focus-visible{outline-color:#fff}',
  'footer{padding:1.25rem 1rem 2rem;color:var(--q);font-size:.875rem}',
  '@media(min-width:60rem){header,main,footer{max-width:62rem}main{display:grid;grid-template-columns:1fr 20rem;gap:0 1.25rem;align-items:start}.v,.n{grid-column:1/-1}.v h1{font-size:2.5rem}}',
  '@media print{:root{--g:#000;--k:#000;--q:#333;--l:#999;--b:#fff;--p:#fff;--s:#000}.v{background:#fff;color:#000;border:3px solid}form,header a:last-child{display:none}section{break-inside:avoid}}',
].join('')

/** What the browser may use on these pages: the style sheet above and forms to ourselves. Nothing else, no script. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`,
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const svg = (paths: string) => `<svg viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`
const ring = '<circle cx="12" cy="12" r="10"/>'

/** One drawing for each tone of a verdict, so that it is told apart without colour. */
export const icons = {
  good: svg(`${ring}<path d="m7 12.5 3.5 3.5L17 9"/>`),
  stop: svg('<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8zM12 7v6M12 17h.01"/>'),
  wait: svg(`${ring}<path d="M9.2 9a3 3 0 1 1 4.3 2.8c-1 .5-1.5 1-1.5 2.2M12 17.5h.01"/>`),
  gone: svg(`${ring}<path d="m5 5 14 14"/>`),
  info: svg('<path d="M4 20h4L19 9l-4-4L4 16zM13 7l4 4"/>'),
  clock: svg(`${ring}<path d="M12 6.5V12l3.5 2"/>`),
  mark: svg('<path d="M12 21c-5 0-8-3.5-8-8 0-6 6-9 16-10 0 10-2 18-8 18zM5 20c2-5 5-8 9-10"/>'),
} as const

/** The tab's icon, as an address: no second request. */
export const favicon =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 24 24%22 fill=%22none%22 stroke=%22%231f7a4d%22 stroke-width=%222%22%3E%3Cpath d=%22M12 21c-5 0-8-3.5-8-8 0-6 6-9 16-10 0 10-2 18-8 18zM5 20c2-5 5-8 9-10%22/%3E%3C/svg%3E'
