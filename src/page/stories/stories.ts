/** Draws Fable's texts: on the first screen while a run goes on, as far as they are, and afterwards in a card. Nothing where there are none. */
import { h, render } from 'preact';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { pacedTexts } from './pace-model';
import { PacedTexts } from './paced-texts';
import { storiesCard } from './stories-model';
import { Stories } from './stories-view';

/** Gone in the very frame in which the findings come: both above the same place. */
export function createPacedTexts(): View {
  const host = find('paced-texts');
  return (state) => render(h(PacedTexts, { texts: pacedTexts(state) }), host);
}

export function createStories(): View {
  const host = find('stories-card');
  return whenChanged(
    ({ run: { record } }, { formats }) => [record.stories, formats.join()],
    (state, options) => {
      const card = storiesCard(state, options);
      render(card === null ? null : h(Stories, card), host);
    },
  );
}
