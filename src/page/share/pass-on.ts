/** A result passed on: a challenge as a link, and a card as a picture, under the name that the person gives the GPU. */
import { asTokamarkError } from '../../foundation/errors';
import { adapterName } from '../../report/adapter-name';
import { linkAddress } from '../../report/links/link-address';
import type { Result } from '../../report/schema';
import { copyText, download } from '../dom/clipboard';
import { find, setText } from '../dom/find';
import type { View } from '../dom/view';
import { isBusy, type PageState } from '../state/page-state';
import { hasSpeed } from '../state/partial-result';
import { errorMessage } from '../view/messages';
import { pngOf } from './png';

export function createPassOn(state: () => PageState): View {
  const name = find('pass-on-name', HTMLInputElement);
  const problem = find('pass-on-problem');
  const buttons = [find('challenge', HTMLButtonElement), find('save-card', HTMLButtonElement)] as const;
  const [challenge, saveCard] = buttons;
  const page = linkAddress(location.href);
  find('pass-on-local').hidden = page !== null;

  const pass = async (act: (result: Result) => Promise<string>): Promise<void> => {
    const { result } = state().run.answer;
    if (result === null) return;
    problem.replaceChildren();
    try {
      setText('passed-on', await act(result));
    } catch (thrown) {
      problem.replaceChildren(errorMessage(asTokamarkError(thrown).toData()));
    }
  };
  challenge.addEventListener('click', () => {
    void pass(async (result) => {
      const { challengeText, duelOf } = await import('./links');
      return (await copyText(await challengeText(duelOf(result, name.value), page))) ? 'Copied' : '';
    });
  });
  saveCard.addEventListener('click', () => {
    void pass(async (result) => {
      const { cardOf, cardSvg, CARD_HEIGHT, CARD_WIDTH, duelOf } = await import('./links');
      const svg = cardSvg(cardOf(duelOf(result, name.value), page));
      download(await pngOf(svg, CARD_WIDTH, CARD_HEIGHT), `tokamark-${result.startedAt.slice(0, 10)}.png`);
      return 'Card saved';
    });
  });

  let named: Result | null = null;
  return ({ run }) => {
    const { result } = run.answer;
    for (const button of buttons) button.disabled = result === null || isBusy(run);
    find('pass-on').hidden = result === null || !hasSpeed(run);
    if (result === null || result === named) return;
    // What the person wrote stays for the next run.
    if (named === null || name.value === adapterName(named.adapter)) name.value = adapterName(result.adapter);
    named = result;
    setText('passed-on', '');
    problem.replaceChildren();
  };
}
