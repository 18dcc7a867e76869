import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../platform/errors.ts'
import { exportSome, type Some } from '../app/export.ts'
import { Refusal } from '../app/Refusal.tsx'

/** Saves the selected rows as a spreadsheet. */
export function ExportSelected<R>(some: Some<R>) {
  const { t } = useTranslation()
  const [waiting, setWaiting] = useState(false)
  const [refusal, setRefusal] = useState<AppError>()
  const start = async () => {
    setWaiting(true)
    setRefusal(undefined)
    await exportSome(some).catch(setRefusal)
    setWaiting(false)
  }
  return (
    <>
      <Button icon={<DownloadOutlined />} loading={waiting} onClick={() => void start()}>
        {t('registry.operators.export_selected')}
      </Button>
      <Refusal refusal={refusal} />
    </>
  )
}
