/** What a person reads of a run that ended early. */
import { expect, it } from 'vitest';
import { result } from '../../../test/fixtures/result';
import type { ErrorCode } from '../../foundation/errors';
import { toCsv } from '../csv';
import { toMarkdown } from '../markdown';
import { failureText } from './failure';

const ended = (code: ErrorCode, step: string | null) =>
  result({ elapsedSeconds: 12, failure: { code, step, message: 'Why.', where: '', remedy: 'Do this.' } });

it.each([
  ['failed', 'device-lost', 'Tune', 'Failed after 12.0 s, in the step “Tune” (device-lost): Why. Do this.'],
  [
    'is not finished',
    'unfinished',
    'Tune',
    'Not finished after 12.0 s, in the step “Tune” (unfinished): Why. Do this.',
  ],
  ['was cancelled', 'cancelled', null, 'Cancelled after 12.0 s: what was measured before is below.'],
] as const)('says of a run that %s when, where and why it stopped', (_, code, step, text) => {
  const run = ended(code, step);
  expect(failureText(run)).toBe(text);
  expect(toMarkdown(run)).toContain(`**${text}**`);
  const [names = '', first = ''] = toCsv(run).split('\r\n');
  expect(first.split(',')[names.split(',').indexOf('failure')]).toBe(code);
});

it('says that a run was cancelled where nobody says why, and promises no figures where there are none', () => {
  const cancelled = result({ status: 'cancelled', elapsedSeconds: 12 });
  expect(failureText(cancelled)).toBe('Cancelled after 12.0 s: what was measured before is below.');
  expect(toMarkdown({ ...cancelled, results: [] })).toContain('**Cancelled after 12.0 s.**\n\nNothing was measured.');
});

it('says nothing of a run that came to its end', () => {
  expect(failureText(result())).toBe('');
  expect(toMarkdown(result())).not.toMatch(/Failed|Cancelled/);
});
