import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../../ui/Notice.tsx'

/** Of several plots: that each gets its own record, with what that means for the amount. */
export function EachPlot() {
  const { t } = useTranslation()
  const plot = Form.useWatch(['fields', 'plot']) as string | string[] | undefined
  const count = [plot ?? []].flat().length
  if (count < 2) return null
  return (
    <div className="production-form-gap">
      <Notice>{t('production.each_plot', { count })}</Notice>
    </div>
  )
}
