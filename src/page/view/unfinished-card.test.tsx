/** What an earlier tab left unfinished, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { entry, result } from '../fixtures/results';
import { INITIAL_STATE } from '../state/page-state';
import { reduce } from '../state/reduce';
import { UnfinishedCard } from './unfinished-card';

const ignore = (): void => undefined;
const acts = { onCopy: ignore, onDownload: ignore, onDismiss: ignore };
const drawn = (...runs: Parameters<typeof UnfinishedCard>[0]['runs']): string =>
  renderToString(<UnfinishedCard runs={runs} now={new Date('2026-01-02T03:04:05Z')} acts={acts} />);

it('a run that did not finish is shown with its figures, and can be taken along', () => {
  const html = drawn(result([entry('int4', 'decode', 171)], 'cancelled'));
  expect(html).toContain('did not finish');
  expect(html).toContain('171');
  expect(html.match(/<button/g)).toHaveLength(4);
});

it('one that cannot be read is said to be kept aside, and can only be dismissed', () => {
  expect(drawn(null)).toContain('cannot be read');
  expect(drawn(null).match(/<button/g)).toHaveLength(1);
});

it('nothing is shown where everything finished, or was dismissed', () => {
  expect(drawn()).toBe('');
  const found = reduce(INITIAL_STATE, { type: 'unfinished-changed', runs: [null] });
  expect(found.unfinished).toEqual([null]);
  expect(reduce(found, { type: 'unfinished-changed', runs: [] }).unfinished).toEqual([]);
});
