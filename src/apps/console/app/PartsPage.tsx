import { Button } from 'antd'
import { useState } from 'react'
import { Choices } from '../../../ui/Choices.tsx'
import { CodeBox } from '../../../ui/CodeBox.tsx'
import { CodeField } from '../../../ui/CodeField.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { DataList } from '../../../ui/DataList.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Facts, Page, Section } from '../../../ui/Page.tsx'
import { QrCode } from '../../../ui/QrCode.tsx'
import { State } from '../../../ui/State.tsx'
import { Amount, Code, When } from '../../../ui/values.tsx'
import { Waiting } from '../../../ui/Waiting.tsx'

const rows = [
  { id: 'a', name: 'Mango 芒果', quantity: '1234.5', at: '2026-11-20T08:00:00Z' },
  { id: 'b', name: 'Pak choi 小白菜', quantity: '80', at: '2026-11-21T08:00:00Z' },
]

/** Every part of src/ui on one page, for those who build screens: what there is, before another is made. */
export function PartsPage() {
  const [asking, setAsking] = useState(false)
  const [code, setCode] = useState('')
  const [one, setOne] = useState<string>()
  const [several, setSeveral] = useState<string[]>(['b'])
  return (
    <Page title="Parts" state={<State kind="info">Page, state</State>} action={<Button type="primary">action</Button>}>
      <Facts
        items={[
          { label: 'Amount', value: <Amount value="1234567.50" unit="kg" /> },
          { label: 'When', value: <When at={new Date(Date.now() - 3 * 3600_000).toISOString()} /> },
          { label: 'When, a day', value: <When at="2026-11-22" /> },
          { label: 'Code', value: <Code value="10000000000000000017" copy /> },
        ]}
      />
      <Section title="State">
        <div className="ui-chips">
          {(['good', 'wait', 'stop', 'info', 'plain'] as const).map((k) => (
            <State key={k} kind={k}>
              {k}
            </State>
          ))}
        </div>
      </Section>
      <Section title="Notice">
        {(['good', 'wait', 'stop', 'info'] as const).map((k) => (
          <Notice key={k} kind={k}>
            {k}
          </Notice>
        ))}
      </Section>
      <Section title="DataList">
        <DataList
          label="DataList"
          rows={rows}
          rowKey={(r) => r.id}
          open={(r) => `?row=${r.id}`}
          columns={[
            { key: 'name', title: 'Name', render: (r) => r.name },
            { key: 'state', title: 'State', render: () => <State kind="good">good</State>, phone: 'state' },
            { key: 'quantity', title: 'Quantity (kg)', numeric: true, render: (r) => <Amount value={r.quantity} /> },
            { key: 'at', title: 'Made', render: (r) => <When at={r.at} /> },
          ]}
        />
      </Section>
      <Section title="Choices">
        <Choices
          label="Choices, one"
          clearable
          options={rows.map((r) => ({ value: r.id, label: r.name }))}
          value={one}
          onChange={(v) => setOne(v as string | undefined)}
        />
        <Choices
          label="Choices, several, with notes"
          rows
          multiple
          options={rows.map((r) => ({ value: r.id, label: r.name, note: `${r.quantity} kg` }))}
          value={several}
          onChange={(v) => setSeveral(v as string[])}
        />
      </Section>
      <Section title="CodeField">
        <CodeField label="CodeField" value={code} onChange={setCode} />
      </Section>
      <Section title="CodeBox, QrCode">
        <CodeBox label="CodeBox" verb="go" onCode={setCode} />
        <div style={{ width: 128 }}>
          <QrCode text={`${location.origin}/s/${code || '10000000000000000017'}`} label="QrCode" />
        </div>
      </Section>
      <Section title="ConfirmDialog">
        <Button danger onClick={() => setAsking(true)}>
          open
        </Button>
        <ConfirmDialog
          open={asking}
          title="ConfirmDialog"
          consequence="17 items at 5 operators stop being saleable."
          verb="do it"
          danger
          reason
          canned={['one', 'two']}
          waiting={false}
          onConfirm={() => setAsking(false)}
          onClose={() => setAsking(false)}
        />
      </Section>
      <Section title="Waiting, Empty">
        <div data-sample>
          <Waiting rows={3} />
        </div>
        <Empty text="One sentence that says why." action={<Button>one action</Button>} />
      </Section>
    </Page>
  )
}
