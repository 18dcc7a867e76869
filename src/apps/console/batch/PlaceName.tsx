import { listPlots } from '../../../modules/registry/site/schema.ts'
import { useMay } from '../app/session.tsx'
import { useAll } from '../production/profile-form/index.ts'

const isId = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** Where goods are or came into being: the name of the plot that a harvest names, else the place as it was written. */
export function PlaceName({ place, partyId }: { place: string; partyId: string }) {
  if (!isId(place)) return place
  return <PlotPlace plotId={place} partyId={partyId} />
}

function PlotPlace({ plotId, partyId }: { plotId: string; partyId: string }) {
  return useMay()(listPlots) ? <NamedPlot plotId={plotId} partyId={partyId} /> : '—'
}

function NamedPlot({ plotId, partyId }: { plotId: string; partyId: string }) {
  const plot = useAll(listPlots, { partyId }).rows.find((p) => p.plotId === plotId)
  return plot ? `${plot.siteName} ${plot.name}` : '—'
}
