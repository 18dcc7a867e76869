import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listProducts } from '../../../modules/catalogue/schema.ts'
import { listTracedClasses } from '../../../modules/catalogue/traced/schema.ts'
import { listAccounts } from '../../../modules/identity/account/schema.ts'
import { listSites } from '../../../modules/registry/site/schema.ts'
import { Section } from '../../../ui/Page.tsx'
import { useAsk } from '../app/call.ts'
import { useMay } from '../app/session.tsx'

/** More than the page that was asked for; some lists come whole. */
const hasMore = (list: { nextCursor?: string | null } | object): boolean =>
  'nextCursor' in list && Boolean(list.nextCursor)

/** Members, sites, products, and what of the catalogue concerns one: how many, and where they are looked after. */
export function Belongings() {
  const { t } = useTranslation()
  const may = useMay()
  const [members, sites, products] = [may(listAccounts), may(listSites), may(listProducts)]
  const entries = [
    {
      to: '/organisation/members',
      word: 'organisation.members',
      shown: members,
      list: useAsk(listAccounts, most, { enabled: members }),
    },
    {
      to: '/production/sites',
      word: 'organisation.sites',
      shown: sites,
      list: useAsk(listSites, most, { enabled: sites }),
    },
    {
      to: '/production/products',
      word: 'organisation.products',
      shown: products,
      list: useAsk(listProducts, most, { enabled: products }),
    },
    {
      to: '/catalogue',
      word: 'organisation.catalogue',
      shown: true,
      list: useAsk(listTracedClasses, { mine: 'yes' }),
    },
  ]
  return (
    <Section title={t('organisation.belongings')}>
      <ul className="organisation-belongings">
        {entries.map(
          ({ to, word, shown, list }) =>
            shown && (
              <li key={to}>
                <Link to={to}>{t(word)}</Link>
                <span className="ui-quiet">
                  {list.data &&
                    t(hasMore(list.data) ? 'organisation.count_more' : 'organisation.count', {
                      count: list.data.items.length,
                    })}
                </span>
              </li>
            ),
        )}
      </ul>
    </Section>
  )
}
const most = { limit: 200 }
