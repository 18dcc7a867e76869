import { RightOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

/** One line of the first page: what it is, beside it its age or state; the whole line opens it. */
export function Todo({ to, children, beside }: { to: string; children: ReactNode; beside?: ReactNode }) {
  return (
    <li>
      <Link to={to} className="home-line">
        <span className="home-what">{children}</span>
        {beside && <span className="home-beside">{beside}</span>}
        <RightOutlined aria-hidden />
      </Link>
    </li>
  )
}
