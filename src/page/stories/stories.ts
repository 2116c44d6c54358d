/** Draws Fable's texts: while a run goes on as far as they are, and afterwards the card of them. Nothing where there are none. */
import { h, render } from 'preact';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { pacedTexts } from './pace-model';
import { PacedTexts } from './paced-texts';
import { storiesCard } from './stories-model';
import { Stories } from './stories-view';

export function createStories(): View {
  const [host, paced] = [find('stories-card'), find('paced-texts')];
  const drawPaced: View = (state) => render(h(PacedTexts, { texts: pacedTexts(state) }), paced);
  const drawCard: View = whenChanged(
    ({ run: { record } }, { formats }) => [record.stories, formats.join()],
    (state, options) => {
      const card = storiesCard(state, options);
      render(card === null ? null : h(Stories, card), host);
    },
  );
  return (state, options) => {
    drawPaced(state, options);
    drawCard(state, options);
  };
}
