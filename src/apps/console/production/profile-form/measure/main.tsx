import '@fontsource-variable/noto-sans-sc'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider, Form, Input } from 'antd'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { MemoryRouter } from 'react-router'
import { profiles } from '../../../../../industries/index.ts'
import type { ProfileEvent } from '../../../../../kernel/profile.ts'
import { showSession } from '../../../../../modules/identity/session/schema.ts'
import '../../../../../ui/ui.css'
import { startWords } from '../../../app/i18n.ts'
import { SessionProvider } from '../../../app/session.tsx'
import { setVariables } from '../../../app/theme.ts'
import { ProfileFields } from '../ProfileFields.tsx'
import { startValues } from '../values.ts'

/*
 * For `npm run bench -- form-draw` only; no page of the console imports it. The form of the event with the most fields,
 * as the product draws it, and beside it the barest form of the same library with as many inputs.
 */

/** Inputs that are there before anything is answered. */
const inputsOf = ({ fields }: Pick<ProfileEvent, 'fields'>): number =>
  fields.filter((f) => !f.when).reduce((n, f) => n + (f.type === 'rows' ? inputsOf(f) : 1), 0)
const largest = profiles
  .flatMap((p) => p.events.map((event) => ({ profile: p.id, event })))
  .reduce((most, one) => (inputsOf(one.event) > inputsOf(most.event) ? one : most))
// every row of the form begins with one, so that all inputs are drawn
const initial = {
  fields: {
    ...startValues(largest.event),
    ...Object.fromEntries(largest.event.fields.filter((f) => f.type === 'rows').map((f) => [f.key, [startValues(f)]])),
  },
}

const account = { accountId: 'measure', login: 'measure', name: '示例' }
const session = {
  account,
  party: { partyId: 'measure', kind: 'operator', name: '示例' },
  permissions: [],
  csrfToken: null,
}
// nobody answers: the lists of the form are empty ones
window.fetch = async () => Response.json({ items: [], nextCursor: null })
const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
queries.setQueryData([showSession.name, {}], session)

function Ours() {
  return (
    <QueryClientProvider client={queries}>
      <SessionProvider waiting={null}>
        <MemoryRouter>
          <Form layout="vertical" className="ui-narrow app-form" validateTrigger="onBlur" initialValues={initial}>
            <ProfileFields event={largest.event} profile={largest.profile} />
          </Form>
        </MemoryRouter>
      </SessionProvider>
    </QueryClientProvider>
  )
}

function Bare({ count }: { count: number }) {
  return (
    <Form layout="vertical" validateTrigger="onBlur">
      {Array.from({ length: count }, (_, i) => `项目 ${i + 1}`).map((name) => (
        <Form.Item key={name} name={name} label={name} rules={[{ required: true }]}>
          <Input />
        </Form.Item>
      ))}
    </Form>
  )
}

let root: Root | undefined

/** Whose form it is, how many inputs it has, and how many are drawn now. */
const told = () => ({
  event: `${largest.profile} ${largest.event.id}`,
  inputs: inputsOf(largest.event),
  drawn: document.querySelectorAll('.ant-form-item').length,
})

/** From nothing to the frame after the form was drawn, in milliseconds. */
async function show(part: 'ours' | 'bare'): Promise<number> {
  root?.unmount()
  root = createRoot(document.getElementById('root')!)
  await new Promise((done) => setTimeout(done, 100))
  const began = performance.now()
  const drawn = part === 'ours' ? <Ours /> : <Bare count={inputsOf(largest.event)} />
  flushSync(() => root!.render(<ConfigProvider>{drawn}</ConfigProvider>))
  // the frame that shows it: after its style, layout and paint a message comes through
  await new Promise<void>((done) =>
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => done()
        channel.port2.postMessage(0)
      }),
    ),
  )
  return performance.now() - began
}

setVariables(false, false, false)
await startWords()
await document.fonts.ready
Object.assign(window, { show, told })
