/** The card that passes a result on, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { PROFILES } from '../../benchmark/suite/suite';
import { settingsOfProfile } from '../../options/settings';
import { INITIAL_STATE } from '../state/page-state';
import { reduce } from '../state/reduce';
import { NOTHING_SAID } from '../state/said';
import { PassOnView } from './pass-on-view';

const ignore = (): void => undefined;
const acts = { onName: ignore, onPlace: ignore, onChallenge: ignore, onCard: ignore };
const given = {
  name: 'Apple "M3" <b>',
  place: '',
  local: false,
  ready: true,
  said: NOTHING_SAID['passed-on'],
  error: null,
  acts,
};

it('a result is passed on under the name that the person confirms, and the way to feel it is there', () => {
  const html = renderToString(<PassOnView {...given} />);
  expect(html).toContain('value="Apple &quot;M3&quot; ');
  expect(html).not.toContain('<b>');
  expect(html).toContain('href="#/feel"');
  expect(html).not.toContain('disabled');
  expect(html).not.toContain('Others cannot reach');
});

it('nothing is passed on while a run goes on, and a page of this machine alone says so', () => {
  const html = renderToString(<PassOnView {...given} ready={false} local />);
  expect(html.match(/<button[^>]*disabled/g)).toHaveLength(2);
  expect(html).toContain('Others cannot reach this page');
});

it('what went wrong is said with its remedy, and goes with the next run, while what the person wrote stays', () => {
  const error = {
    code: 'output',
    message: 'The browser did not draw the PNG.',
    where: 'PNG',
    remedy: 'Allow it.',
  } as const;
  expect(renderToString(<PassOnView {...given} error={error} />)).toContain('<p>Allow it.</p>');
  const failed = reduce(INITIAL_STATE, { type: 'pass-on-changed', changed: { name: 'Mine', place: 'Home', error } });
  const options = { ...settingsOfProfile(PROFILES.quick), receipt: null };
  const asked = reduce(failed, { type: 'run-asked', id: 1, options, waitingFor: '' });
  expect(asked.passOn).toEqual({ name: 'Mine', place: 'Home', error: null });
});
