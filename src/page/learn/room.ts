/** The room `#/learn`, loaded when it is first entered: reads the address, draws the step, and writes the address of what is shown. */
import './learn.css';
import './block/block.css';
import './model.css';
import './wall.css';
import { h, render, type JSX } from 'preact';
import { asTokamarkError } from '../../foundation/errors';
import { loaded } from '../../foundation/lazy';
import { ratesOf } from '../../lab/text';
import { linkAddress } from '../../report/links/link-address';
import { copyText } from '../dom/clipboard';
import { find, setText } from '../dom/find';
import type { LabCalls } from '../lab-calls';
import { showError } from '../view/messages';
import { INITIAL_STATE, isBusy, type PageState } from '../state/page-state';
import { holdsLearn, isPlain, learnFragment, parseLearn } from './address';
import { blockModel, reachIn } from './block/block-model';
import { languageOf } from '../catalogue/languages';
import type { ClassPartProps } from './class/class-part';
import { CATALOGUE } from './catalogue/catalogue';
import { LearnFrame } from './frame';
import { eventOfKey, takesKeys } from './keys';
import { blockedBy } from './limits/blocked';
import { choicesWith, createLimits } from './limits/limits';
import { createReadiness } from './limits/readiness';
import { savesData } from './limits/saves-data';
import { writtenOut, type Job } from './limits/limits-state';
import { ownChoice, reduceLearn, type LearnEvent, type LearnState } from './state';
import { Stage } from './stage';
import { typeScale } from './wall';

/** An address that changes with every pixel of a drag is refused by some browsers. */
const SETTLED_MILLISECONDS = 300;

/** Often enough to see a text grow; each drawing takes a processor from a software adapter that writes it. */
const SOON_MILLISECONDS = 200;

export function createLearnRoom(place: HTMLElement, calls: LabCalls) {
  let shown = parseLearn(location.hash, languageOf(navigator.languages));
  let entered = false;
  let width = 0;
  /** While a weight is dragged, how far its picture reaches. */
  let reach: number | null = null;
  let copied = false;
  let writing: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  let later: ReturnType<typeof setTimeout> | undefined;
  let page: PageState = INITIAL_STATE;
  const readiness = createReadiness(
    (choices, signal) => calls.ready(choices, signal),
    (preparing) => limits.tell({ type: 'preparing', preparing }),
  );
  const limits = createLimits(calls, (when) => (when === 'now' ? ask() : askLater()), undefined, readiness.giveWay);
  let group: ((props: ClassPartProps) => JSX.Element) | null = null;
  let groupAsked = false;

  const loadGroup = async (): Promise<void> => {
    groupAsked = true;
    try {
      const { loadClassPart } = await loaded('The chart of a class', () => import('./class/class-part'));
      group = await loadClassPart();
      ask();
    } catch (thrown) {
      groupAsked = false;
      showError(find('learn-problem'), asTokamarkError(thrown).toData());
    }
  };
  const onList = (codes: string): void => dispatch({ type: 'codes', codes });
  const writeAddress = (): void => {
    clearTimeout(writing);
    writing = setTimeout(() => {
      if (entered) history.replaceState(null, '', learnFragment(shown));
    }, SETTLED_MILLISECONDS);
  };
  const dispatch = (event: LearnEvent): void => {
    const before = shown;
    shown = reduceLearn(shown, event);
    copied = false;
    writeAddress();
    ask();
    if (shown.step !== before.step)
      requestAnimationFrame(() => find('learn-step-title').focus({ preventScroll: true }));
  };
  const onTake = (held: number, value: number | null): void => {
    if (value === null) {
      reach = reachIn(shown.step, blockModel(shown));
      dispatch({ type: 'hold', place: held });
      // Not the place that the picture was drawn with: a quick hand moves before the weight that it took is drawn.
    } else dispatch({ type: 'drag', place: shown.held.place, value });
  };
  const letGo = (): void => {
    if (reach === null) return;
    reach = null;
    ask();
  };
  const onCopy = (): void => {
    const address = linkAddress(location.href) ?? location.href.replace(/#.*$/s, '');
    void copyText(`${address.replace(/#.*$/s, '')}${learnFragment(shown)}`).then((done) => {
      copied = done;
      ask();
    });
  };

  /** At most once a frame, however fast a weight is dragged. */
  function ask(): void {
    frame ||= requestAnimationFrame(draw);
  }
  function askLater(): void {
    later ??= setTimeout(ask, SOON_MILLISECONDS);
  }
  /** The models of the texts, while somebody reads the step that asks them, and nothing else is at work. */
  function prepare(): void {
    const isReading = entered && shown.step === 'limits' && shown.part === 'texts' && !document.hidden;
    const isFree = page.gpu.kind === 'known' && !isBusy(page.run) && limits.state().job === null && !savesData();
    readiness.want(isReading && isFree ? choicesWith(ownChoice(shown)) : null);
  }
  function draw(): void {
    frame = 0;
    clearTimeout(later);
    later = undefined;
    prepare();
    if (!entered) return;
    const words = CATALOGUE[shown.language];
    setText('learn-title', words.title);
    setText('learn-lead', words.lead);
    find('learn-head').lang = shown.language;
    document.body.dataset['projected'] = String(shown.projected);
    const state: LearnState = shown;
    const room = state.projected ? Math.floor(width / typeScale()) : width;
    if (state.codes !== null && !groupAsked) void loadGroup();
    render(
      h(LearnFrame, {
        ...{ state, words, dispatch, copied, onCopy },
        group: state.codes === null || group === null ? null : h(group, groupOf(state.codes)),
        children: h(Stage, { ...{ state, words, reach, dispatch, onTake, page }, width: room, model: modelOf(state) }),
      }),
      place,
    );
  }

  const groupOf = (codes: string): ClassPartProps => ({
    ...{ language: shown.language, texts: ratesOf(writtenOut(limits.state())), initial: codes, onList },
    projected: shown.projected,
    adapter: page.gpu.kind === 'known' ? page.gpu.description.adapter : null,
  });
  const modelOf = ({ language, ...state }: LearnState) => ({
    limits: limits.state(),
    blocked: blockedBy(page, isSecureContext),
    software: page.gpu.kind === 'known' && page.gpu.description.adapter.software,
    tell: limits.tell,
    ask: (job: Job) =>
      limits.ask(job, ownChoice(state), limits.state().prompt ?? CATALOGUE[language].limits.texts.defaultPrompt),
    cancel: limits.cancel,
  });

  new ResizeObserver(([entry]) => {
    const now = Math.floor(entry?.contentRect.width ?? 0);
    if (now === width || now === 0) return;
    width = now;
    ask();
  }).observe(place);
  window.addEventListener('hashchange', () => {
    if (!holdsLearn(location.hash) || location.hash === learnFragment(shown)) return;
    // Who comes back from another room finds what they left.
    if (isPlain(location.hash)) writeAddress();
    else dispatch({ type: 'address', state: parseLearn(location.hash, shown.language) });
  });
  window.addEventListener('resize', () => {
    if (shown.projected) ask();
  });
  document.addEventListener('visibilitychange', prepare);
  for (const pressed of ['pointerdown', 'keydown', 'wheel'] as const)
    window.addEventListener(pressed, () => void readiness.giveWay(), { passive: true, capture: true });
  window.addEventListener('pointerup', letGo);
  window.addEventListener('pointercancel', letGo);
  window.addEventListener('keydown', (event) => {
    if (!entered) return;
    const { key, altKey, ctrlKey, metaKey, target } = event;
    const asked = eventOfKey({ key, modified: altKey || ctrlKey || metaKey, taken: takesKeys(target, key) }, shown);
    if (asked === null) return;
    event.preventDefault();
    dispatch(asked);
  });

  return (state: PageState): void => {
    const now = state.room === 'learn';
    const changed = state.run.phase !== page.run.phase || state.own !== page.own || state.gpu !== page.gpu;
    page = state;
    if (isBusy(page.run)) {
      limits.cancel();
      // Its models take the place of these.
      readiness.forget();
    }
    prepare();
    if (changed) ask();
    if (now === entered) return;
    entered = now;
    if (now) {
      if (isPlain(location.hash)) writeAddress();
      else if (holdsLearn(location.hash))
        shown = { ...parseLearn(location.hash, shown.language), predicted: shown.predicted };
      ask();
    } else {
      prepare();
      delete document.body.dataset['projected'];
    }
  };
}
