import { useEffect, useRef, useState } from 'react'
import { dropDraft, getDraft, saveDraft } from '../../../modules/identity/preference/schema.ts'
import { call } from './call.ts'
import { useSession } from './session.tsx'

const prefix = 'suyuan.draft.'
/** `sent`: the server has it. */
export type Draft<V> = { values: V; at: string; sent?: boolean; from?: { title?: string; address: string } }

/** Where the form stands and what it is called, to find it again from a list. */
function whereIt() {
  const address = (location.pathname + location.search).replace(/^\/console/, '') || '/'
  const title = document.title.split(' · ')[0]?.trim()
  return { address: address.slice(0, 1000), ...(title ? { title: title.slice(0, 200) } : {}) }
}

const nameOf = (owner: string, key: string) => `${prefix}${owner}.${key}`

function read<V>(name: string): Draft<V> | undefined {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

function write(name: string, draft: Draft<object> | undefined): void {
  try {
    draft ? localStorage.setItem(name, JSON.stringify(draft)) : localStorage.removeItem(name)
  } catch {
    // the device keeps nothing (private window, full): the server still does
  }
}

/** How long after the last key a draft goes to this device, and to the server. */
const soon = { device: 200, server: 2_000 }

/**
 * Keeps what is typed under the form's name so that nothing is lost: on this device at once, on the server when one is
 * signed in and the line is up, so that another device can go on. Drafts are one person's: the next one who signs in
 * here does not see them. `found` stood on this device when the form opened; `elsewhere` came later from the server and
 * is newer. `drop` when it was handed in.
 */
export function useDraft<V extends object>(key: string | undefined) {
  const { account } = useSession()
  const name = key && nameOf(account?.accountId ?? 'visitor', key)
  const [found] = useState(() => (name ? read<V>(name) : undefined))
  const [elsewhere, setElsewhere] = useState<Draft<V>>()
  const timers = useRef<{ device?: ReturnType<typeof setTimeout>; server?: ReturnType<typeof setTimeout> }>({})
  const latest = useRef<V>(undefined)
  const send = useRef(() => {})
  const sending = useRef<Promise<void>>(undefined)
  const signedIn = account !== null
  send.current = () => {
    const kept = name ? read<V>(name) : undefined
    if (!key || !name || !signedIn || !kept || kept.sent || !navigator.onLine) return
    sending.current = call(saveDraft, { form: key, body: kept.values as never, ...kept.from }).then(
      () => {
        // typed on meanwhile: the next one is on its way
        if (read<V>(name)?.at === kept.at) write(name, { ...kept, sent: true })
      },
      // too large, or the line is down: it stays here and goes with the next change, or when the line is back
      () => undefined,
    )
  }
  useEffect(() => {
    if (!key || !signedIn) return
    let gone = false
    call(getDraft, { form: key }).then(
      ({ draft }) => {
        const here = found && Date.parse(found.at)
        if (gone || !draft || latest.current || (here && here + 1_000 >= Date.parse(draft.updatedAt))) return
        if (JSON.stringify(draft.body) !== JSON.stringify(found?.values))
          setElsewhere({ values: draft.body as V, at: draft.updatedAt, sent: true })
      },
      () => undefined,
    )
    send.current()
    const again = () => send.current()
    addEventListener('online', again)
    return () => {
      gone = true
      removeEventListener('online', again)
    }
  }, [key, signedIn, found])
  const keepHere = () => {
    clearTimeout(timers.current.device)
    if (name && latest.current) write(name, { values: latest.current, at: new Date().toISOString(), from: whereIt() })
  }
  const flush = useRef(keepHere)
  flush.current = keepHere
  useEffect(() => {
    const { current } = timers
    return () => {
      // leaving within the pause after the last key must not lose that key
      if (current.device) flush.current()
      clearTimeout(current.server)
      send.current()
    }
  }, [])
  return {
    found,
    elsewhere,
    keep: (values: V) => {
      if (!name) return
      latest.current = values
      clearTimeout(timers.current.device)
      clearTimeout(timers.current.server)
      timers.current.device = setTimeout(() => {
        delete timers.current.device
        keepHere()
      }, soon.device)
      timers.current.server = setTimeout(() => send.current(), soon.server)
    },
    drop: () => {
      clearTimeout(timers.current.device)
      clearTimeout(timers.current.server)
      delete timers.current.device
      latest.current = undefined
      if (name) write(name, undefined)
      // one that is on its way must not arrive after it was dropped
      const gone = () => (key && signedIn ? call(dropDraft, { form: key }).catch(() => undefined) : undefined)
      void (sending.current ?? Promise.resolve()).then(gone)
    },
  }
}

/** On leaving: what the server has of this person's drafts need not stay on a device that others use. */
export function forgetSentDrafts(accountId: string): void {
  for (const name of Object.keys(localStorage))
    if (name.startsWith(nameOf(accountId, '')) && read(name)?.sent) localStorage.removeItem(name)
}

/** A draft that was dropped from a list goes from this device too. */
export const forgetDraft = (accountId: string, key: string): void => write(nameOf(accountId, key), undefined)
