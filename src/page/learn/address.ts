/** The address of what the lab shows, so that a teacher can pass on any of it. What comes in is hostile: what it does not say well is left as it is at first. */
import { choiceFrom, choiceText } from '../../lab/choice';
import { REAL_BLOCKS } from './block/fable-blocks';
import { LANGUAGES, type Language } from '../catalogue/languages';
import { LIMITS_PARTS } from './limits/limits-parts';
import { FARTHEST, opening, placeWithin, STEPS, type LearnState } from './state';

const ROUTE = '#/learn';
/** A class of a hundred takes 2.9 kB. */
const LONGEST = 4000;
const CODES = /^[0-9A-Z.]*$/;

export const holdsLearn = (fragment: string): boolean => fragment === ROUTE || fragment.startsWith(`${ROUTE}?`);

/** Of who comes by the head of the page: it says nothing of what is to be shown. */
export const isPlain = (fragment: string): boolean => fragment === ROUTE;

/** `#/learn?step=3&w=4e32&b=6&o=5:0.8&lang=de&show=wall`: only what is not as at first. */
export function learnFragment(state: LearnState): string {
  const first = opening(state.language);
  const query = new URLSearchParams();
  const step = STEPS.indexOf(state.step);
  if (step > 0) query.set('step', String(step + 1));
  if (choiceText(state.choice) !== choiceText(first.choice)) query.set('w', choiceText(state.choice));
  if (state.own !== null) query.set('own', choiceText(state.own));
  if (state.block !== first.block) query.set('b', String(state.block + 1));
  const { place, value } = state.held;
  if (value !== null) query.set('o', `${place}:${value}`);
  if (state.part !== first.part) query.set('part', state.part);
  if (state.codes !== null) query.set('c', state.codes);
  query.set('lang', state.language);
  if (state.projected) query.set('show', 'wall');
  return `${ROUTE}?${query.toString()}`;
}

/** @param language of the person, where the address names none */
export function parseLearn(fragment: string, language: Language): LearnState {
  if (!holdsLearn(fragment) || fragment.length > LONGEST) return opening(language);
  const query = new URLSearchParams(fragment.slice(ROUTE.length + 1));
  const named = (name: string): string => query.get(name) ?? '';
  const first = opening(LANGUAGES.find((one) => one === named('lang')) ?? language);
  const [, place = '', value = ''] = /^(\d{1,2}):(-?\d(?:\.\d{1,3})?)$/.exec(named('o')) ?? [];
  const dragged = value === '' ? null : Math.min(FARTHEST, Math.max(-FARTHEST, Number(value)));
  return {
    ...first,
    step: STEPS.find((_, i) => String(i + 1) === named('step')) ?? first.step,
    choice: choiceFrom(named('w')) ?? first.choice,
    own: choiceFrom(named('own')),
    block: REAL_BLOCKS.findIndex((_, i) => String(i + 1) === named('b')) >= 0 ? Number(named('b')) - 1 : first.block,
    held: { place: placeWithin(Number(place)), value: dragged },
    part: LIMITS_PARTS.find((one) => one === named('part')) ?? first.part,
    codes: query.has('c') && CODES.test(named('c')) ? named('c') : null,
    projected: named('show') === 'wall',
  };
}
