import { useTranslation } from 'react-i18next'
import { getBatch } from '../../../modules/trace/schema.ts'
import type { TransferDetail } from '../../../modules/trade/schema.ts'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { useAsk } from '../app/call.ts'
import { useMay, useSession } from '../app/session.tsx'

/** The batch that these goods are in the reader's own stock: the seller's that went out, the buyer's that came in. */
export function MyBatch({ transfer }: { transfer: TransferDetail }) {
  const { t } = useTranslation()
  const { party } = useSession()
  const isSeller = party?.partyId === transfer.sellerId
  const isBuyer = party?.partyId === transfer.buyerId
  const may = useMay()(getBatch)
  const came = isBuyer && transfer.received !== '0'
  const asked = useAsk(getBatch, { code: transfer.code ?? '' }, { enabled: may && came && transfer.code !== null })
  const mine = isSeller ? transfer.holdingId : asked.data?.holdings.find((h) => h.partyId === party?.partyId)?.holdingId
  if (!may || !mine) return null
  return <LinkButton to={`/batches/${mine}`}>{t('trade.to_batch')}</LinkButton>
}
