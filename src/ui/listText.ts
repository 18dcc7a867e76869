/** Several things in one line, as the language writes them: 甲、乙和丙 · a, b and c. */
export const listText = (items: readonly string[], language: string): string =>
  new Intl.ListFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { type: 'conjunction' }).format(items)
