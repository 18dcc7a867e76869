import { DownloadOutlined, LoadingOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Endpoint } from '../../../platform/endpoint.ts'
import type { AppError } from '../../../platform/errors.ts'
import type { Column } from '../../../ui/DataList.tsx'
import { exportList } from './export.ts'
import { Refusal } from './Refusal.tsx'

type ExportButtonProps<R> = { title: string; endpoint: Endpoint; input: object; columns: readonly Column<R>[] }

/** Writes what the list shows, to its end, as a spreadsheet; says how far it is and can be stopped. */
export function ExportButton<R>({ title, endpoint, input, columns }: ExportButtonProps<R>) {
  const { t } = useTranslation()
  const [rows, setRows] = useState<number>()
  const [stop, setStop] = useState<AbortController>()
  const [refusal, setRefusal] = useState<AppError>()
  // who leaves the list has done with it
  useEffect(() => () => stop?.abort(), [stop])
  const start = async () => {
    const control = new AbortController()
    setStop(control)
    setRows(0)
    setRefusal(undefined)
    const order = { title, endpoint, input, columns, signal: control.signal }
    const onProgress = (count: number) => control.signal.aborted || setRows(count)
    await exportList({ ...order, onProgress }).catch((err: AppError) => control.signal.aborted || setRefusal(err))
    if (!control.signal.aborted) setRows(undefined)
  }
  if (!columns.some((c) => c.text)) return null
  return (
    <>
      {rows === undefined ? (
        <Button icon={<DownloadOutlined />} onClick={() => void start()}>
          {t('list.export')}
        </Button>
      ) : (
        // not `loading`: such a button cannot be pressed
        <Button
          icon={<LoadingOutlined spin />}
          onClick={() => {
            stop?.abort()
            setRows(undefined)
          }}
        >
          {t('list.exporting', { count: rows })}
        </Button>
      )}
      <Refusal refusal={refusal} />
    </>
  )
}
