/** A challenge as the page shows it, without a browser. */
import { renderToString } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { measured } from '../../../test/fixtures/duel';
import { duelOf } from '../../report/links/duel';
import { DuelView } from './duel-view';

const duel = duelOf(measured({ rate: 40 }), 'Apple M3 <b>');

it('a challenge that was answered says who wins, or why there is no verdict', () => {
  expect(renderToString(<DuelView duel={duel} result={measured({ rate: 80 })} />)).toContain('You win: yours writes');
  const soft = measured({ rate: 80 });
  const html = renderToString(
    <DuelView duel={duel} result={{ ...soft, adapter: { ...soft.adapter, software: true } }} />,
  );
  expect(html).toContain('No verdict. Yours is a software adapter and theirs a GPU');
});
