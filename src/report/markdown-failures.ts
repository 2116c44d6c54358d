/** Why formats have no speed, each reason once, with what to do: beside the table that says `failed`. */
import { inMarkdown } from './outside-text';
import type { Result } from './schema';

export function failureSection({ results }: Result): string {
  const tests = new Map<string, string[]>();
  for (const { error, format, test } of results) {
    if (error === null) continue;
    const why = `${format.toUpperCase()} TESTS: ${inMarkdown(error.message)} ${inMarkdown(error.remedy)}`;
    tests.set(why, [...(tests.get(why) ?? []), inMarkdown(test)]);
  }
  return [...tests].map(([why, of]) => `- ${why.replace('TESTS', () => of.join(', '))}`).join('\n');
}
