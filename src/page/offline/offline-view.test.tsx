/** What is shown of the kept page, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { offlineWords, type OfflineState } from './offline-state';
import { NewerVersion, OfflineView } from './offline-view';

const ignore = (): void => undefined;
const acts = { onKeep: ignore, onForget: ignore, onReload: ignore, onUse: ignore };
const OLD = { version: 'a', label: '1.0.0 (aaaa)' };
const NEW = { version: 'b', label: '1.1.0 <b>' };
const words = (state: OfflineState) => offlineWords(state, { version: 'a', isolatesNext: false });
const outdated = words({ kind: 'known', newest: NEW, kept: OLD, bytes: 13e6 });
const current = words({ kind: 'known', newest: OLD, kept: OLD, bytes: 13e6 });

it('a newer version is offered, as text, where one is there', () => {
  expect(renderToString(<NewerVersion words={outdated} busy={false} acts={acts} />)).toMatch(/1\.1\.0 &lt;b.*Use it/s);
  expect(renderToString(<NewerVersion words={current} busy={false} acts={acts} />)).toBe('');
});

it('no version is offered or changed while a run goes on', () => {
  expect(renderToString(<NewerVersion words={outdated} busy acts={acts} />)).toBe('');
  const html = renderToString(<OfflineView words={outdated} busy acts={acts} />);
  expect(html.match(/<button[^>]* disabled/g)).toHaveLength(2);
});

it('nothing is said where there are no service workers', () => {
  expect(renderToString(<OfflineView words={words({ kind: 'unknown' })} busy={false} acts={acts} />)).toBe('');
});
