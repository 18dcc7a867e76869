/** Refusals of the query language and of named queries. `{parameter}` is the name as it came. */
export const queryWords = {
  'epcis_query.parameter_unknown': {
    zh: '没有名为 {parameter} 的查询参数。请核对拼写;扩展字段的前缀须先声明(GS1-Extensions 或 @context)。',
    en: 'There is no query parameter {parameter}. Check its spelling; the prefix of an extension field must be declared (GS1-Extensions or @context).',
  },
  'epcis_query.value_malformed': {
    zh: '参数 {parameter} 的值不对,应为:{expected}。',
    en: 'The value of {parameter} is wrong; it should be: {expected}.',
  },
  'epcis_query.word_unknown': {
    zh: '参数 {parameter} 的值“{value}”既不是标准词,也不是完整的 URI。请改用标准词或 URI。',
    en: 'The value “{value}” of {parameter} is neither a standard word nor a full URI. Use one of the two.',
  },
  'epcis_query.pattern_malformed': {
    zh: '参数 {parameter} 的模式“{value}”写法不对,例如应为 urn:epc:idpat:sgtin:0614141.107346.*。',
    en: 'The pattern “{value}” of {parameter} is malformed; write it like urn:epc:idpat:sgtin:0614141.107346.*.',
  },
  'epcis_query.too_many_values': {
    zh: '参数 {parameter} 太多,最多 {most} 个。请分几次查询。',
    en: 'Too many for {parameter}: at most {most}. Ask in several queries.',
  },
  'epcis_query.contradictory': {
    zh: '参数 {parameter} 与 {other} 不能同时使用。请去掉其中一个。',
    en: '{parameter} and {other} exclude each other. Leave one of them out.',
  },
  'epcis_query.limit_without_order': {
    zh: '使用 {parameter} 时必须同时给出 orderBy。',
    en: '{parameter} needs orderBy beside it.',
  },
  'epcis_query.too_large': {
    zh: '结果超过 {most} 个事件(maxEventCount)。请缩小查询范围。',
    en: 'There are more than {most} events (maxEventCount). Narrow the query.',
  },
  'epcis_query.too_complex': {
    zh: '这个查询要查看的内容太多(上限 {most})。请增加条件,例如时间范围或标识。',
    en: 'This query would have to look at too much (at most {most}). Add conditions, such as a time range or an identifier.',
  },
  'epcis_query.token_invalid': {
    zh: '参数 {parameter} 不是这个查询的翻页标记。请从第一页重新开始。',
    en: '{parameter} is no page of this query. Begin again with the first page.',
  },
  'epcis_query.token_expired': {
    zh: '参数 {parameter} 已过期。请从第一页重新开始。',
    en: '{parameter} has expired. Begin again with the first page.',
  },
  'epcis_query.name_malformed': {
    zh: '查询名称须为 1 至 100 个字母、数字或 _ . ~ -,并以字母或数字开头。',
    en: 'The name of a query has 1 to 100 letters, digits or _ . ~ - and begins with a letter or digit.',
  },
  'epcis_query.definition_malformed': {
    zh: '请在 query 中给出查询参数(JSON 对象)。',
    en: 'Give the parameters of the query in “query”, a JSON object.',
  },
  'epcis_query.name_taken': {
    zh: '已有名为 {name} 的查询。请换一个名称,或先删除原查询。',
    en: 'There is a query {name} already. Choose another name, or delete that one first.',
  },
  'epcis_query.too_many_queries': {
    zh: '命名查询最多 {most} 个。请先删除不用的。',
    en: 'There can be at most {most} named queries. Delete those that are not used.',
  },
  'epcis_query.not_found': {
    zh: '没有名为 {name} 的查询。',
    en: 'There is no query {name}.',
  },
  'epcis_query.resource_not_found': {
    zh: '没有这个资源,或者您看不到带有它的事件。',
    en: 'There is no such resource, or no event with it that you may see.',
  },
} as const
