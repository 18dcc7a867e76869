import { useTranslation } from 'react-i18next'
import { type PrintRun, printRunPdf } from '../../../modules/label/schema.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Code } from '../../../ui/values.tsx'
import { PdfButtons } from './PdfButtons.tsx'

/** The files of print runs that were just made. */
export function PrintedRuns({ runs }: { runs: readonly PrintRun[] }) {
  const { t } = useTranslation()
  return runs.map((r) => (
    <Notice key={r.runId} kind="good">
      <p>
        <strong>{t('label.ready', { copies: r.copies, product: r.productName })}</strong>
      </p>
      <p className="ui-quiet">
        <Code value={r.batchCode} />
      </p>
      <div className="ui-chips label-ready">
        <PdfButtons
          endpoint={printRunPdf}
          input={{ runId: r.runId }}
          name={`labels-${r.batchCode}.pdf`}
          print={t('label.open_to_print')}
          type="primary"
        />
      </div>
    </Notice>
  ))
}
