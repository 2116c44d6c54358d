/** Draws the card that passes a result on, and does what it offers. What goes into a link or a picture is loaded when somebody asks. */
import { h, render } from 'preact';
import { asTokamarkError } from '../../foundation/errors';
import { adapterName } from '../../report/adapter-name';
import type { Result } from '../../report/schema';
import { copyText, download } from '../dom/clipboard';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { isBusy, type PageEvent, type PageState } from '../state/page-state';
import type { SaidAt } from '../state/said';
import { WORDS } from './catalogue/words';
import type { PassOnState } from './pass-on-state';
import { PassOnView, type PassOnActs } from './pass-on-view';
import { pngOf } from './png';

interface Given {
  readonly state: () => PageState;
  readonly dispatch: (event: PageEvent) => void;
  /** The address that links begin with; null where others could not open it. */
  readonly page: string | null;
  readonly say: (at: SaidAt, text: string) => void;
}

export function createPassOn({ state, dispatch, page, say }: Given): View {
  const card = find('pass-on-card');
  const change = (changed: Partial<PassOnState>): void => dispatch({ type: 'pass-on-changed', changed });
  const pass = async (act: (result: Result, name: string, place: string) => Promise<string>): Promise<void> => {
    const { run, passOn } = state();
    const { result } = run.answer;
    if (result === null) return;
    change({ error: null });
    try {
      say('passed-on', await act(result, passOn.name ?? adapterName(result.adapter), passOn.place));
    } catch (thrown) {
      change({ error: asTokamarkError(thrown).toData() });
    }
  };
  const acts: PassOnActs = {
    onName: (name) => change({ name }),
    onPlace: (place) => change({ place }),
    onChallenge: () =>
      void pass(async (given, name) => {
        const { challengeText, duelOf } = await import('./links');
        return (await copyText(await challengeText(duelOf(given, name), page))) ? WORDS.copied : '';
      }),
    onCard: () =>
      void pass(async (given, name, place) => {
        const { cardExtras, cardOf, cardSvg, CARD_HEIGHT, CARD_WIDTH, duelOf } = await import('./links');
        const duel = duelOf(given, name);
        const svg = cardSvg(cardOf(duel, page, cardExtras(given, duel, place)));
        download(await pngOf(svg, CARD_WIDTH, CARD_HEIGHT), `tokamark-${given.startedAt.slice(0, 10)}.png`);
        return WORDS.cardSaved;
      }),
  };
  return whenChanged(
    ({ run, passOn, said }) => [run.answer.result, isBusy(run), passOn, said],
    ({ run, passOn, said }) => {
      const { result } = run.answer;
      if (result === null) return;
      const shown = { name: passOn.name ?? adapterName(result.adapter), place: passOn.place, error: passOn.error };
      const props = { ...shown, local: page === null, ready: !isBusy(run), said: said['passed-on'], acts };
      render(h(PassOnView, props), card);
    },
  );
}
