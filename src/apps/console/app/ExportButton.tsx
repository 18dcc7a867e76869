import { DownloadOutlined } from '@ant-design/icons'
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
    await exportList({ title, endpoint, input, columns, onProgress: setRows, signal: control.signal }).catch(setRefusal)
    setRows(undefined)
  }
  return (
    <>
      {rows === undefined ? (
        <Button icon={<DownloadOutlined />} onClick={() => void start()}>
          {t('list.export')}
        </Button>
      ) : (
        <Button loading onClick={() => stop?.abort()}>
          {t('list.exporting', { count: rows })}
        </Button>
      )}
      <Refusal refusal={refusal} />
    </>
  )
}
