/** Draws the card of Fable's texts; nothing where there are none. */
import { h, render } from 'preact';
import { find } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { storiesCard } from './stories-model';
import { Stories } from './stories-view';

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
