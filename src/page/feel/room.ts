/** The room `#/feel`, loaded when it is first entered: reads the address, draws, and writes the address of what is shown. */
import './feel.css';
import { h, render } from 'preact';
import { asTokamarkError, type ErrorData } from '../../foundation/errors';
import { loadCatalogue } from '../../hardware/catalogue';
import { loadPublishedModels } from '../../predict/published-models';
import { feelFragment, holdsFeel, MOST_PACES, paceOf, parseFeel, type Pace } from '../../report/feel/pace';
import { feelFrame, feelLink } from '../../report/feel/passed-on';
import { linkAddress } from '../../report/links/link-address';
import { copyText } from '../dom/clipboard';
import { isBusy, type PageState } from '../state/page-state';
import { showError } from '../view/messages';
import { groupsOf, placed, shownAtFirst, type Known } from './beside';
import { ROOM_WORDS } from './catalogue/room-words';
import { longest, panelsOf, TO_BEGIN_WITH, type Shown } from './feel-model';
import { FeelView, type FeelActs } from './feel-view';
import type { OfferGroup } from './offer-list';
import { createPlayback, startsByItself } from './playback';

type Given = Pick<PageState, 'room' | 'run' | 'own' | 'challenge'>;

export function createFeelRoom(place: Element, problem: Element) {
  let given: Given | null = null;
  let known: Known = { presets: [], models: [], model: 'Llama-3.2-1B' };
  /** What can be added. Worked out when something is learnt, and not for every frame of what is typed. */
  let groups: readonly OfferGroup[] = [];
  /** Of the models that are known. */
  let names: readonly string[] = [];
  let shown: readonly Shown[] | null = null;
  /** Of the address; none until somebody names or changes one, and then what is shown is theirs. */
  let named: readonly Pace[] = [];
  /** Where the slider stands. */
  let chosen: number = TO_BEGIN_WITH.pace.rate;
  /** Of the offers that are looked for. */
  let filter = '';
  let said = '';
  const page = linkAddress(location.href);
  const playback = createPlayback(draw, () => longest(shown ?? []));
  const paces = (): readonly Pace[] => (shown ?? []).map(({ pace }) => pace);

  const show = (next: readonly Shown[], settled = true): void => {
    shown = next;
    said = '';
    named = paces();
    if (settled) writeAddress(feelFragment(paces()));
    draw();
  };
  const acts: FeelActs = {
    onPlay: () => {
      if (given === null || isBusy(given.run)) return;
      if (playback.playing()) playback.pause();
      else playback.play();
    },
    onRewind: () => {
      if (given !== null && !isBusy(given.run)) playback.rewind();
    },
    onRemove: (index) => {
      show((shown ?? []).filter((_, i) => i !== index));
      focusAfterRemoval(place, index);
    },
    onChoose: (rate, settled) => {
      if (!Number.isFinite(rate) || rate <= 0) return;
      const own: Shown = { pace: paceOf(ROOM_WORDS.ownChoice, rate, 'chosen'), about: null };
      chosen = own.pace.rate;
      const at = (shown ?? []).findIndex(({ pace }) => pace.basis === 'chosen');
      if (at >= 0) show((shown ?? []).with(at, own), settled);
      else show([...(shown ?? []).slice(0, MOST_PACES - 1), own], settled);
    },
    onAdd: (offer) => {
      if (paces().length < MOST_PACES) show([...(shown ?? []), offer]);
    },
    onFilter: (text) => {
      filter = text;
      draw();
    },
    onModel: (model) => {
      known = { ...known, model };
      if (given !== null) groups = groupsOf(given, known);
      draw();
    },
    onCopy: (what) => {
      const text = what === 'frame' && page !== null ? feelFrame(paces(), page) : feelLink(paces(), page);
      void copyText(text).then((copied) => {
        said = copied ? ROOM_WORDS.passOn.copied : '';
        draw();
      });
    },
  };

  function draw(): void {
    if (given === null || shown === null) return;
    const props = {
      ...{ panels: panelsOf(shown), elapsed: playback.elapsed(), playing: playback.playing(), busy: isBusy(given.run) },
      ...{ chosen, groups, filter, models: names, model: known.model },
      passOn: { frame: page === null ? null : feelFrame(paces(), page), said },
      acts,
    };
    render(h(FeelView, props), place);
  }

  const say = (error: ErrorData | null): void => showError(problem, error);
  /** The address comes from outside: from a link, or from a person. */
  const read = (state: Given): void => {
    if (!holdsFeel(location.hash)) return;
    try {
      const linked = parseFeel(location.hash);
      if (linked.length > 0) named = linked;
      say(null);
    } catch (thrown) {
      say(asTokamarkError(thrown).toData());
    }
    look(state);
  };
  /** What is known of paces comes later than they do: kept runs, a challenge, the catalogue. */
  const look = (state: Given): void => {
    groups = groupsOf(state, known);
    const removed = shown?.length === 0;
    if (named.length > 0) shown = placed(named, groups);
    else if (!removed) shown = shownAtFirst(state);
    chosen = shown?.find(({ pace }) => pace.basis === 'chosen')?.pace.rate ?? chosen;
  };
  const begin = (): void => {
    if (given === null || isBusy(given.run) || !startsByItself()) return;
    playback.rewind();
    playback.play();
  };
  window.addEventListener('hashchange', () => {
    if (given === null || !holdsFeel(location.hash)) return;
    read(given);
    draw();
  });
  void Promise.all([loadCatalogue(), loadPublishedModels()]).then(([{ presets }, { models }]) => {
    known = { ...known, presets, models };
    names = models.map(({ name }) => name);
    if (given !== null) look(given);
    draw();
  });

  return (state: Given): void => {
    const entered = given?.room !== 'feel' && state.room === 'feel';
    const learnt = [
      given?.own !== state.own,
      given?.challenge !== state.challenge,
      given?.run.answer !== state.run.answer,
    ];
    given = state;
    if (entered) {
      read(state);
      begin();
    } else if (learnt.includes(true)) look(state);
    // Nothing of the page's moves while a run times.
    if (state.room !== 'feel' || isBusy(state.run)) playback.pause();
    if (state.room === 'feel') draw();
  };
}

/** A browser may refuse an address that changes often, as while a key is held on a slider; the next change brings it. */
function writeAddress(fragment: string): void {
  try {
    history.replaceState(null, '', fragment);
  } catch (thrown) {
    if (!(thrown instanceof DOMException)) throw thrown;
  }
}

/** The button that removed a pace is gone with it: the focus goes to the one that took its place, or the last, or to Play. */
function focusAfterRemoval(place: Element, index: number): void {
  const left = [...place.querySelectorAll<HTMLElement>('.pace-remove')];
  (left[index] ?? left.at(-1) ?? place.querySelector<HTMLElement>('#feel-play'))?.focus();
}
