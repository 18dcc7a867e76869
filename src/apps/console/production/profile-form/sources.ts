import { useTranslation } from 'react-i18next'

const laws: Record<string, string> = {
  农产品质量安全法: 'production.law.products',
  农药管理条例: 'production.law.pesticides',
  兽药管理条例: 'production.law.veterinary_drugs',
  生猪屠宰管理条例: 'production.law.slaughter',
  食品安全法: 'production.law.food',
}
/** Who must keep records of production. */
export const recordsArticle = '农产品质量安全法 第27条'
const numerals = '一二三四五六七八九'

/**
 * The articles of law that a profile names as its source (`农产品质量安全法 第27条第(一)项`), in the reader's language;
 * what is no article of these laws (a practice, our own design) is left out.
 */
export function useLawText(): (source: string | undefined) => string {
  const { t, i18n } = useTranslation()
  const zh = i18n.language === 'zh'
  return (source = '') =>
    source
      .split(/[,;]\s*/)
      .flatMap((part) => {
        const [, name = '', article = '', item] = /^(\S+?)\s*第([\d、]+)条(?:第\((.)\)项)?$/.exec(part.trim()) ?? []
        const law = laws[name]
        if (!law) return []
        const values = { law: t(law), article: zh ? article : article.replaceAll('、', ', ') }
        return item
          ? t('production.law.item', { ...values, item: zh ? item : numerals.indexOf(item) + 1 })
          : t('production.law.article', values)
      })
      .join(zh ? '、' : '; ')
}
