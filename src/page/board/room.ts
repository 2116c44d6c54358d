/** The room `#/board`, loaded when it is first entered: reads the address, asks the board for what that shows, and draws. */
import './board.css';
import { h, render, type ComponentChildren } from 'preact';
import type { z } from 'zod';
import { cohortsSchema, workloadsSchema } from '../../../server/board/src/contract/reads/cohorts';
import { energySchema } from '../../../server/board/src/contract/reads/energy';
import { gpuPageSchema, slicesSchema } from '../../../server/board/src/contract/reads/gpus';
import { runSchema, runsSchema, type BoardRun } from '../../../server/board/src/contract/reads/runs';
import { suitesSchema } from '../../../server/board/src/contract/reads/suites';
import { filtersSchema, supportSchema } from '../../../server/board/src/contract/reads/support';
import { PLACE_FILE, placeHere } from '../../../server/board/src/contract/place';
import { asTokamarkError } from '../../foundation/errors';
import { loaded } from '../../foundation/lazy';
import type { PageState } from '../state/page-state';
import {
  addressOfView,
  apiOf,
  energyApiOf,
  gpuApiOf,
  holdsBoard,
  OPENING,
  parseBoard,
  SUITES_API,
  workloadsApiOf,
  type BoardView as View,
} from './address';
import { askPlace, boardAnswer } from './ask';
import { followFirst } from './better-answer';
import type { BoardActs, BoardProps } from './board-props';
import { BoardView } from './board-view';
import { broughtIn, openBrought, takenOf, type Taken } from './brought';
import { linkOfRun } from './duel-of-run';
import { Failed } from './frame';
import { FIRST_ATTRIBUTE, firstSchema } from './first-rows';
import type { SendParts, Sending } from './send/sending';
import { createSlot, shownOf, type Load, type Slot } from './slot';
import { pageShown, time } from './time';

function give<T>(slot: Slot<T>, handed: { readonly address: string; readonly value: T } | undefined): void {
  if (handed !== undefined) slot.give(handed.address, handed.value);
}

export function createBoardRoom(place: HTMLElement, parts: SendParts) {
  let given: PageState | null = null;
  let sending: Sending | 'asked' | 'failed' | null = null;
  /** Instead of it, where its code did not come. */
  let unsendable: ComponentChildren = null;
  let view: View = OPENING;
  let taken: { readonly own: PageState['own']; readonly taken: Taken | null } | null = null;
  let duel: { readonly run: BoardRun; readonly fragment: string | null } | null = null;
  const page = new URL('.', location.href).href;
  const host = { ask: (...asked: Parameters<typeof fetch>) => fetch(...asked), page };
  const slotOf = <T>(load: Load<T>) => createSlot(load, () => draw());
  const answerOf = <T>(schema: z.ZodType<T>) => slotOf(boardAnswer(host, schema));
  const slots = {
    place: slotOf((_, signal) => askPlace(host, signal)),
    ranking: answerOf(cohortsSchema),
    workloads: answerOf(workloadsSchema),
    filters: answerOf(filtersSchema),
    suites: answerOf(suitesSchema),
    energy: answerOf(energySchema),
    gpu: answerOf(gpuPageSchema),
    slices: answerOf(slicesSchema),
    run: answerOf(runSchema),
    latest: answerOf(runsSchema),
    support: answerOf(supportSchema),
  };
  /** It stays while the person looks at other rankings, and is not asked for again: its letters are all that there is. */
  const brought = slotOf(openBrought);
  const waiting = (see: View['see']) => ({
    ...{ wait: time.wait, shown: pageShown, isWanted: () => given?.room === 'board' && view.see === see },
  });
  const follow = [
    followFirst(slots.ranking, waiting('ranking')),
    followFirst(slots.energy, waiting('ranking')),
    followFirst(slots.slices, waiting('gpu')),
  ];
  const title = (): HTMLElement | null => place.querySelector<HTMLElement>('#board-title-of-view');
  takeFirstRows();

  const again = (): void => {
    for (const slot of Object.values(slots)) if (slot.loaded().kind === 'failed') slot.again();
    if (sending !== 'failed') return;
    sending = null;
    draw();
  };
  const acts: BoardActs = {
    onGo: (to) => {
      location.hash = addressOfView(to);
    },
    onAgain: again,
  };

  /** What a server has drawn before any of this code ran, it hands over with the answer that it drew: nothing is asked twice. */
  function takeFirstRows(): void {
    const text = place.getAttribute(FIRST_ATTRIBUTE);
    if (text === null) return;
    place.removeAttribute(FIRST_ATTRIBUTE);
    const { success, data } = firstSchema.safeParse(JSON.parse(text));
    if (!success) return;
    slots.place.give(PLACE_FILE, placeHere(data.contact));
    give(slots.ranking, data.ranking);
    give(slots.gpu, data.gpu);
    give(slots.slices, data.slices);
    give(slots.run, data.run);
    give(slots.latest, data.latest);
    give(slots.support, data.support);
    give(slots.suites, data.suites);
  }

  /** Each slot its address: what the view does not need is not asked for, and what it needs once. */
  function want(): void {
    slots.place.want(PLACE_FILE);
    if (view.see === 'about') return;
    if (shownOf(slots.place.loaded())?.board !== 'here') return;
    if (view.see === 'send') {
      if (sending === null) void askSending();
      return;
    }
    const api = apiOf(view);
    const of = (see: View['see'], address: string): string | null => (view.see === see ? address : null);
    slots.ranking.want(of('ranking', api));
    slots.slices.want(of('gpu', api));
    slots.run.want(of('run', api));
    slots.latest.want(of('latest', api));
    slots.support.want(of('support', api));
    slots.gpu.want(view.see === 'gpu' ? gpuApiOf(view) : null);
    if (view.see === 'ranking' || view.see === 'gpu') slots.suites.want(SUITES_API);
    if (view.see !== 'ranking') {
      slots.energy.want(null);
      return;
    }
    slots.workloads.want(workloadsApiOf(view.query));
    slots.filters.want('api/filters');
    // It is made of all runs when it is asked for: not before there are rows.
    if (slots.ranking.loaded().kind === 'here') slots.energy.want(energyApiOf(view.query));
  }

  function draw(): void {
    if (given?.room !== 'board') return;
    want();
    for (const one of follow) one();
    challenge();
    takeAlong();
    const props: BoardProps = {
      ...{ view, base: '#/board', online: navigator.onLine, own: given.own, acts },
      place: slots.place.loaded(),
      ranking: slots.ranking.loaded(),
      workloads: slots.workloads.loaded(),
      filters: slots.filters.loaded(),
      suites: slots.suites.loaded(),
      energy: slots.energy.loaded(),
      gpu: slots.gpu.loaded(),
      slices: slots.slices.loaded(),
      run: slots.run.loaded(),
      latest: slots.latest.loaded(),
      support: slots.support.loaded(),
      taken: taken?.taken ?? null,
      brought: { loaded: brought.loaded(), onForget: forget },
      duel: duel?.fragment ?? null,
      send: typeof sending === 'object' && sending !== null ? sending.drawn() : unsendable,
    };
    const before = title();
    const isAtTitle = before !== null && document.activeElement === before;
    render(h(BoardView, props), place);
    // What has come in the place of what was awaited has a heading of its own.
    if (isAtTitle && title() !== before) title()?.focus({ preventScroll: true });
  }

  /** What sends a run comes when somebody goes to send one. */
  async function askSending(): Promise<void> {
    sending = 'asked';
    unsendable = null;
    try {
      const { createSending } = await loaded('What sends a run to the board', () => import('./send/sending'));
      sending = createSending(parts, {
        changed: () => draw(),
        focus: (id) => place.querySelector<HTMLElement>(`#${id}`)?.focus(),
      });
    } catch (thrown) {
      sending = 'failed';
      unsendable = h(Failed, { error: asTokamarkError(thrown).toData(), acts });
    }
    draw();
  }

  /** A link takes time to be packed. */
  function challenge(): void {
    const run = shownOf(slots.run.loaded());
    if (run === null || run === duel?.run) return;
    duel = { run, fragment: null };
    void linkOfRun(run).then((fragment) => {
      if (duel?.run !== run) return;
      duel = { run, fragment };
      draw();
    });
  }

  /** To a board elsewhere. */
  function takeAlong(): void {
    const own = given?.own;
    if (own === undefined || own === taken?.own || shownOf(slots.place.loaded())?.board !== 'elsewhere') return;
    taken = { own, taken: null };
    void takenOf(own).then((found) => {
      if (taken?.own !== own || found === null) return;
      taken = { own, taken: found };
      draw();
    });
  }

  function forget(): void {
    brought.want(null);
    history.replaceState(null, '', addressOfView(view));
    draw();
    title()?.focus();
  }

  const read = (): void => {
    if (!holdsBoard(location.hash)) return;
    view = parseBoard(location.hash);
    const packed = broughtIn(location.hash);
    if (packed !== null) brought.want(packed);
  };
  window.addEventListener('hashchange', () => {
    const before = view;
    read();
    draw();
    if (given?.room !== 'board' || !isElsewhere(before, view)) return;
    // The link that led here is gone with what was shown.
    title()?.focus();
  });
  window.addEventListener('offline', () => draw());
  window.addEventListener('online', () => {
    again();
    draw();
  });

  /** Another view, or another page of a list; a filter changes what is in sight. */
  function isElsewhere(before: View, now: View): boolean {
    if (before.see === 'ranking' && now.see === 'ranking') return before.query.after !== now.query.after;
    if (before.see === 'gpu' && now.see === 'gpu') return before.gpu !== now.gpu;
    return addressOfView(before) !== addressOfView(now);
  }

  return (state: PageState): void => {
    const entered = given?.room !== 'board' && state.room === 'board';
    const learnt = given?.own !== state.own;
    given = state;
    if (typeof sending === 'object') sending?.update();
    if (entered) read();
    if (entered || learnt || view.see === 'send') draw();
  };
}
