/** Draws the first screen of the benchmark, and announces in every room what a run has come to. */
import { h, render } from 'preact';
import { find, setText } from '../dom/find';
import { whenChanged, type View } from '../dom/view';
import { announcement } from './announcement';
import { HeroFacts, HeroWords } from './hero-words';
import { Notes } from './notes';
import { heroOf } from './hero-model';
import { Ring } from './ring';

export function createHero(): View {
  const [ring, words, facts, notes] = [find('hero-ring'), find('hero-words'), find('hero-facts'), find('run-notes')];
  return whenChanged(
    ({ gpu, run, fable, challenge }, { formats, shape, budgetSeconds, sustained }) => [
      ...[challenge, gpu, fable, run.phase, run.record, run.answer],
      ...[run.progress.planned, formats.join(), shape, budgetSeconds, sustained?.seconds],
    ],
    (state, options) => {
      const hero = heroOf(state, options);
      render(h(Ring, { hero }), ring);
      render(h(HeroWords, { hero }), words);
      render(h(HeroFacts, { hero }), facts);
      // Others than before: what stands above them may be gone.
      render(h(Notes, { key: hero.phase, ...hero.notes }), notes);
    },
  );
}

export const announce: View = (state) => setText('announcement', announcement(state));
