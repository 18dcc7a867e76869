import { useTranslation } from 'react-i18next'
import type { Language } from '../../../../platform/i18n.ts'

/** The laws that profiles name as their sources, as they are called in English: their own translations where one exists. */
const laws: Readonly<Record<string, string>> = {
  农产品质量安全法: 'Agricultural Product Quality and Safety Law',
  农药管理条例: 'Pesticide Regulation',
  兽药管理条例: 'Veterinary Drug Regulation',
  饲料和饲料添加剂管理条例: 'Feed Regulation',
  种子法: 'Seed Law',
  生猪屠宰管理条例: 'Pig Slaughter Regulation',
  食品安全法: 'Food Safety Law',
  食品安全法实施条例: 'Implementing Regulation of the Food Safety Law',
  乳品质量安全监督管理条例: 'Dairy Regulation',
  药品管理法: 'Drug Administration Law',
  药品管理法实施条例: 'Implementing Regulation of the Drug Administration Law',
  疫苗管理法: 'Vaccine Administration Law',
  中医药法: 'Traditional Chinese Medicine Law',
  特种设备安全法: 'Special Equipment Safety Law',
  特种设备安全监察条例: 'Special Equipment Supervision Regulation',
  民用爆炸物品安全管理条例: 'Civil Explosives Regulation',
  烟花爆竹安全管理条例: 'Fireworks Regulation',
}
/** Who must keep records of production. */
export const recordsArticle = '农产品质量安全法 第27条'
const numerals = '一二三四五六七八九十'

/** A law and what of it, as a source names them. */
export type Article = { law: string; article: string; item?: string }

/**
 * The articles of law in a source (`食品安全法 第34条第(十)项、第54条`); what is no article of these laws (a practice, our
 * own design, a remark) is left out.
 */
export const articlesIn = (source: string): Article[] =>
  source.split(/[,，;；]\s*/).flatMap((part) => {
    const [, law = '', places = ''] = /^(\S+?)\s*(第.+)$/.exec(part.trim()) ?? []
    if (!Object.hasOwn(laws, law)) return []
    return [...places.matchAll(/第([\d、]+)条(?:第\((.)\)项)?/g)].map(([, article = '', item]) => ({
      ...{ law, article },
      ...(item ? { item } : {}),
    }))
  })

/** The articles of law that a profile names as its source, in the reader's language. */
export function useLawText(): (source: string | undefined) => string {
  const { t, i18n } = useTranslation()
  const language = i18n.language as Language
  const zh = language === 'zh'
  return (source = '') =>
    articlesIn(source)
      .map(({ law, article, item }) => {
        const values = { law: zh ? law : laws[law], article: zh ? article : article.replaceAll('、', ', ') }
        return item
          ? t('production.law.item', { ...values, item: zh ? item : numerals.indexOf(item) + 1 })
          : t('production.law.article', values)
      })
      .join(zh ? '、' : '; ')
}
