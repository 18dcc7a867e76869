import { useState } from 'react'
import type * as z from 'zod'
import type { Endpoint } from '../../../platform/endpoint.ts'
import { fillPath, queryString } from '../../../platform/endpoint.ts'
import type { AppError } from '../../../platform/errors.ts'
import { call } from '../app/call.ts'

/** The address of a printed document; the browser opens it with the session's cookie. */
export function pdfAddress<E extends Endpoint>(e: E, input: z.input<E['input']>): string {
  const { url, rest } = fillPath(e.path, input as Record<string, unknown>)
  return url + queryString(rest)
}

/** Fetches a document, so that a refusal is read here and not in an empty tab, and keeps it as a file. */
export function useDownload() {
  const [refusal, setRefusal] = useState<AppError>()
  const [waiting, setWaiting] = useState(false)
  const download = async <E extends Endpoint>(e: E, input: z.input<E['input']>, name: string) => {
    setWaiting(true)
    setRefusal(undefined)
    try {
      const bytes = (await call(e, input)) as Uint8Array<ArrayBuffer>
      const url = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
      const link = document.createElement('a')
      Object.assign(link, { href: url, download: name })
      link.click()
      setTimeout(() => URL.revokeObjectURL(url), 60_000)
    } catch (err) {
      setRefusal(err as AppError)
    }
    setWaiting(false)
  }
  return { download, refusal, waiting }
}
