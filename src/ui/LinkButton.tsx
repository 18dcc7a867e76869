import { Button, type ButtonProps } from 'antd'
import { useHref, useLinkClickHandler } from 'react-router'

/** A link that looks like a button: opened in a new tab, sent and copied like any link. */
export function LinkButton({ to, ...props }: { to: string } & Omit<ButtonProps, 'href' | 'onClick'>) {
  const href = useHref(to)
  const go = useLinkClickHandler<HTMLElement>(to)
  return <Button {...props} href={href} onClick={(e) => go(e as never)} />
}
