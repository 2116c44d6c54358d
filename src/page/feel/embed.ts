/** Entry of feel.html, which stands in a frame of anybody's page: the texts, Play and Pause, and the way to the page itself. */
import '../../foundation/no-eval';
import { h, render } from 'preact';
import { asTokamarkError } from '../../foundation/errors';
import { feelFragment, parseFeel } from '../../report/feel/pace';
import { find } from '../dom/find';
import { showError } from '../view/messages';
import { EmbedView } from './embed-view';
import { longest, panelsOf, TO_BEGIN_WITH, type Shown } from './feel-model';
import { createPlayback, startsByItself } from './playback';

const host = find('feel');
let shown: readonly Shown[] = [];

function draw(): void {
  const page = `${new URL('./', location.href).href}${feelFragment(shown.map(({ pace }) => pace))}`;
  const [elapsed, playing] = [playback.elapsed(), playback.playing()];
  render(h(EmbedView, { panels: panelsOf(shown), elapsed, playing, page, onPlay }), host);
}

const playback = createPlayback(draw, () => longest(shown));

function onPlay(): void {
  if (playback.playing()) playback.pause();
  else playback.play();
}

function read(): void {
  try {
    const linked = parseFeel(location.hash === '' ? '#/feel' : location.hash);
    shown = linked.length > 0 ? linked.map((pace) => ({ pace, about: null })) : [TO_BEGIN_WITH];
    draw();
    if (startsByItself()) playback.play();
  } catch (thrown) {
    showError(host, asTokamarkError(thrown).toData());
  }
}

window.addEventListener('hashchange', () => location.reload());
read();
