import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { retirePlot, retireSite } from '../../../modules/registry/site/schema.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { useDo } from '../app/call.ts'
import { Refusal } from '../app/Refusal.tsx'

type RetireButtonProps = {
  endpoint: typeof retireSite | typeof retirePlot
  input: { siteId: string } | { plotId: string }
  name: string
  consequence: string
}

/** Takes a site or plot out of use, after saying what that means. */
export function RetireButton({ endpoint, input, name, consequence }: RetireButtonProps) {
  const { t } = useTranslation()
  const go = useNavigate()
  const [asking, setAsking] = useState(false)
  const retire = useDo(endpoint, { refresh: ['listSites', 'listPlots'] })
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        {t('sites.retire')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('sites.retire_title', { name })}
        consequence={consequence}
        verb={t('sites.retire')}
        danger
        waiting={retire.waiting}
        refusal={<Refusal refusal={retire.refusal} />}
        onConfirm={async () => {
          if (await retire.run(input as never)) void go('/production/sites')
        }}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
