/** Why formats have no speed, each reason once, with what to do: beside the table that says `failed`. */
import { contestantName } from '../benchmark/whose';
import { inMarkdown } from './outside-text';
import type { Result } from './schema';

export function failureSection({ results }: Result): string {
  const failures = new Map<string, { readonly format: string; readonly tests: string[]; readonly why: string }>();
  for (const entry of results) {
    const { error, test } = entry;
    if (error === null) continue;
    const why = inMarkdown(`${error.message} ${error.remedy}`);
    const name = inMarkdown(contestantName(entry));
    const one = failures.get(`${name} ${why}`) ?? { format: name, tests: [], why };
    one.tests.push(inMarkdown(test));
    failures.set(`${name} ${why}`, one);
  }
  return [...failures.values()].map(({ format, tests, why }) => `- ${format} ${tests.join(', ')}: ${why}`).join('\n');
}
