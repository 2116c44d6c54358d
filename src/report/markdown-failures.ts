/** Why formats have no speed, each reason once, with what to do: beside the table that says `failed`. */
import { contestantName } from '../benchmark/whose';
import { inMarkdown } from './outside-text';
import type { Result } from './schema';
import { modelPrefix } from './several-models';

export function failureSection({ results }: Result): string {
  const modelOf = modelPrefix(results);
  const failures = new Map<string, { readonly name: string; readonly tests: string[]; readonly why: string }>();
  for (const entry of results) {
    const { error, test } = entry;
    if (error === null) continue;
    const why = inMarkdown(`${error.message} ${error.remedy}`);
    const name = inMarkdown(`${modelOf(entry)}${contestantName(entry)}`);
    const one = failures.get(`${name} ${why}`) ?? { name, tests: [], why };
    one.tests.push(inMarkdown(test));
    failures.set(`${name} ${why}`, one);
  }
  return [...failures.values()].map(({ name, tests, why }) => `- ${name} ${tests.join(', ')}: ${why}`).join('\n');
}
