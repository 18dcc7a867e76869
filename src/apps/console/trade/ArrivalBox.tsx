import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { listTransfers } from '../../../modules/trade/schema.ts'
import type { AppError } from '../../../platform/errors.ts'
import { CodeBox } from '../../../ui/CodeBox.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { call } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'

/** Goods stand at the gate: the code on them leads to the transfer that waits for an answer. */
export function ArrivalBox() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const go = useNavigate()
  const [waiting, setWaiting] = useState(false)
  const [nothing, setNothing] = useState<string>()
  const [refusal, setRefusal] = useState<AppError>()
  const open = async (code: string) => {
    setWaiting(true)
    setNothing(undefined)
    const input = { direction: 'in', waiting: 'yes', limit: 200 } as const
    setRefusal(undefined)
    try {
      const { items } = await queries.fetchQuery({
        queryKey: [listTransfers.name, input],
        queryFn: () => call(listTransfers, input),
        staleTime: 0,
      })
      const found = items.find((i) => i.code === code)
      if (found) void go(`/trade/${found.sellerId}/${found.transferId}`)
      else setNothing(code)
    } catch (err) {
      setRefusal(err as AppError)
    }
    setWaiting(false)
  }
  return (
    <CodeBox
      label={t('trade.arrival.label')}
      placeholder={t('trade.arrival.placeholder')}
      verb={t('trade.arrival.find')}
      waiting={waiting}
      onCode={(code) => void open(code)}
    >
      <Refusal refusal={refusal} />
      {nothing && (
        <Notice kind="wait">
          {t('trade.arrival.nothing')} <Link to={`/trace/view?code=${nothing}`}>{t('trade.arrival.trace')}</Link>
        </Notice>
      )}
    </CodeBox>
  )
}
