import { Button } from 'antd'

type RecentProps<V> = {
  values: readonly V[]
  text: (value: V) => string
  onPick: (value: V) => void
}

/** What was given last, one touch each. */
export function Recent<V>({ values, text, onPick }: RecentProps<V>) {
  if (values.length === 0) return null
  return (
    <div className="ui-chips profile-recent">
      {values.map((v) => (
        <Button key={text(v)} onClick={() => onPick(v)}>
          {text(v)}
        </Button>
      ))}
    </div>
  )
}
