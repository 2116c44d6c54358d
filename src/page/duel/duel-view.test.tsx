/** A challenge as the page shows it, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { measured } from '../../../test/fixtures/duel';
import type { ErrorData } from '../../foundation/errors';
import { duelOf } from '../../report/links/duel';
import { INITIAL_STATE } from '../state/page-state';
import { reduce } from '../state/reduce';
import { DuelAction, DuelBox } from './duel-box';
import { DuelView } from './duel-view';

const challenge = duelOf(measured({ rate: 40 }), 'Apple M3 <b>');
const refused: ErrorData = {
  code: 'config',
  message: 'The link has <img src=x>.',
  where: '',
  remedy: 'Ask for it again.',
};
const drawn = (given: Partial<Parameters<typeof DuelBox>[0]>): string =>
  renderToString(<DuelBox challenge={challenge} refused={null} result={null} Verdict={DuelView} {...given} />);

describe('a challenge', () => {
  it('that was answered says who wins, or why there is no verdict', () => {
    expect(drawn({ result: measured({ rate: 80 }) })).toContain('You win: yours writes');
    const soft = measured({ rate: 80 });
    const html = drawn({ result: { ...soft, adapter: { ...soft.adapter, software: true } } });
    expect(html).toContain('No verdict. Yours is a software adapter and theirs a GPU');
  });

  it('draws no box before it is answered', () => {
    expect(drawn({})).toBe('');
    expect(drawn({ challenge: null, result: measured({ rate: 80 }) })).toBe('');
  });

  it('that cannot run here says why, as text', () => {
    const html = drawn({ challenge: null, refused });
    expect(html).toContain('Ask for it again.');
    expect(html).not.toContain('<img');
  });

  it('is set aside by a button that is there as long as it is, and rests during a run', () => {
    const action = (given: Partial<Parameters<typeof DuelAction>[0]>): string =>
      renderToString(
        <DuelAction challenge={challenge} refused={null} busy={false} onClear={() => undefined} {...given} />,
      );
    expect(action({})).not.toContain('disabled');
    expect(action({ busy: true })).toContain('disabled');
    expect(action({ challenge: null, refused })).toContain('Discard the challenge');
    expect(action({ challenge: null })).toBe('');
  });

  it('is in the state, or why it is not, until another takes its place', () => {
    const wrong = reduce(INITIAL_STATE, { type: 'challenge-changed', challenge: null, refused });
    expect([wrong.challenge, wrong.refused]).toEqual([null, refused]);
    const opened = reduce(wrong, { type: 'challenge-changed', challenge, refused: null });
    expect([opened.challenge, opened.refused]).toEqual([challenge, null]);
  });
});
