/** Draws the card that passes a result on, and does what it offers. What goes into a link or a picture is loaded when somebody asks. */
import { h, render } from 'preact';
import { asTokamarkError } from '../../foundation/errors';
import { adapterName } from '../../report/adapter-name';
import type { Result } from '../../report/schema';
import { copyText, download } from '../dom/clipboard';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { isBusy } from '../state/page-state';
import { NOTHING_SAID, type SaidAt } from '../state/said';
import { errorMessage } from '../view/messages';
import { PassOnView, type PassOnActs } from './pass-on-view';
import { pngOf } from './png';

/** @param page the address that links begin with; null where others could not open it */
export function createPassOn(page: string | null, say: (at: SaidAt, text: string) => void): View {
  const [card, problem] = [find('pass-on-card'), find('pass-on-problem')];
  let result: Result | null = null;
  let ready = false;
  let [name, place] = ['', ''];
  let said = NOTHING_SAID['passed-on'];

  const draw = (): void => render(h(PassOnView, { name, place, local: page === null, ready, said, acts }), card);
  const pass = async (act: (given: Result) => Promise<string>): Promise<void> => {
    if (result === null) return;
    problem.replaceChildren();
    try {
      say('passed-on', await act(result));
    } catch (thrown) {
      problem.replaceChildren(errorMessage(asTokamarkError(thrown).toData()));
    }
  };
  const acts: PassOnActs = {
    onName: (text) => (name = text),
    onPlace: (text) => (place = text),
    onChallenge: () =>
      void pass(async (given) => {
        const { challengeText, duelOf } = await import('./links');
        return (await copyText(await challengeText(duelOf(given, name), page))) ? 'Copied' : '';
      }),
    onCard: () =>
      void pass(async (given) => {
        const { cardExtras, cardOf, cardSvg, CARD_HEIGHT, CARD_WIDTH, duelOf } = await import('./links');
        const duel = duelOf(given, name);
        const svg = cardSvg(cardOf(duel, page, cardExtras(given, duel, place)));
        download(await pngOf(svg, CARD_WIDTH, CARD_HEIGHT), `tokamark-${given.startedAt.slice(0, 10)}.png`);
        return 'Card saved';
      }),
  };

  return whenChanged(
    ({ run, said: { 'passed-on': latest } }) => [run.answer.result, isBusy(run), latest],
    ({ run, said: { 'passed-on': now } }) => {
      const { result: latest } = run.answer;
      if (latest === null) return;
      ready = !isBusy(run);
      if (latest !== result) {
        // What the person wrote stays for the next run.
        if (result === null || name === adapterName(result.adapter)) name = adapterName(latest.adapter);
        problem.replaceChildren();
      }
      result = latest;
      said = now;
      draw();
    },
  );
}
