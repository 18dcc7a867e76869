import type { Problem, Vocabulary, VocabularyElement } from './model.ts'
import { at, problem } from './reasons.ts'

type Fields = Record<string, unknown>
const isObject = (v: unknown): v is Fields => typeof v === 'object' && v !== null && !Array.isArray(v)

/** Every entry of a list with its path; a value that is no list is a problem. */
function* entries(list: unknown, path: string, problems: Problem[]): Generator<[Fields, string]> {
  if (list === undefined) return
  if (!Array.isArray(list)) {
    problems.push(problem(path, 'vocabulary_malformed'))
    return
  }
  for (const [i, entry] of list.entries()) {
    const here = at(path, i)
    if (isObject(entry)) yield [entry, here]
    else problems.push(problem(here, 'vocabulary_malformed'))
  }
}

/**
 * Master data of a header or of query results (EPCIS 2.0 §9.4, JSON form): `vocabularyList` with the elements of each
 * vocabulary, their attributes and children. What has no id is left out and is a problem.
 */
export function readVocabularies(list: unknown, path: string, problems: Problem[]): Vocabulary[] {
  const vocabularies: Vocabulary[] = []
  for (const [v, here] of entries(list, path, problems)) {
    if (typeof v['type'] !== 'string') problems.push(problem(at(here, 'type'), 'vocabulary_malformed'))
    else
      vocabularies.push({
        type: v['type'],
        elements: readElements(v['vocabularyElementList'], at(here, 'vocabularyElementList'), problems),
      })
  }
  return vocabularies
}

function readElements(list: unknown, path: string, problems: Problem[]): VocabularyElement[] {
  const elements: VocabularyElement[] = []
  for (const [e, here] of entries(list, path, problems)) {
    if (typeof e['id'] !== 'string') {
      problems.push(problem(at(here, 'id'), 'vocabulary_malformed'))
      continue
    }
    const attributes: VocabularyElement['attributes'] = []
    for (const [a, there] of entries(e['attributes'], at(here, 'attributes'), problems))
      if (typeof a['id'] === 'string') attributes.push({ id: a['id'], attribute: a['attribute'] })
      else problems.push(problem(at(there, 'id'), 'vocabulary_malformed'))
    const children = e['children'] ?? []
    if (!Array.isArray(children) || children.some((c) => typeof c !== 'string'))
      problems.push(problem(at(here, 'children'), 'vocabulary_malformed'))
    elements.push({
      id: e['id'],
      attributes,
      children: Array.isArray(children) ? children.filter((c): c is string => typeof c === 'string') : [],
    })
  }
  return elements
}
