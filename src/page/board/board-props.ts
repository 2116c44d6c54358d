/** All that the room draws: what its address asks for, and what has come of it. */
import type { ComponentChildren } from 'preact';
import type { Cohorts, Workloads } from '../../../server/board/src/contract/reads/cohorts';
import type { BoardEnergy } from '../../../server/board/src/contract/reads/energy';
import type { GpuPage, Slices } from '../../../server/board/src/contract/reads/gpus';
import type { BoardRun, Runs } from '../../../server/board/src/contract/reads/runs';
import type { Filters, Support } from '../../../server/board/src/contract/reads/support';
import type { Suites } from '../../../server/board/src/contract/reads/suites';
import type { BoardPlace } from '../../../server/board/src/contract/place';
import type { Result } from '../../report/schema';
import type { Base, BoardView } from './address';
import type { Brought, Taken } from './brought';
import type { Loaded } from './slot';

export interface BoardActs {
  readonly onGo: (view: BoardView) => void;
  /** Asks once more for what failed; null where no code is there that could. */
  readonly onAgain: (() => void) | null;
}

export interface BoardProps {
  readonly view: BoardView;
  readonly base: Base;
  /** Whether there is a board, and where. */
  readonly place: Loaded<BoardPlace>;
  /** Of the browser. */
  readonly online: boolean;
  readonly ranking: Loaded<Cohorts>;
  readonly workloads: Loaded<Workloads>;
  readonly filters: Loaded<Filters>;
  readonly suites: Loaded<Suites>;
  readonly energy: Loaded<BoardEnergy>;
  readonly gpu: Loaded<GpuPage>;
  readonly slices: Loaded<Slices>;
  readonly run: Loaded<BoardRun>;
  readonly latest: Loaded<Runs>;
  readonly support: Loaded<Support>;
  /** Runs of this browser, the latest first. */
  readonly own: readonly Result[];
  /** The latest of them, as a link to a board elsewhere takes it along. */
  readonly taken: Taken | null;
  /** A run that the address has brought from a page elsewhere. */
  readonly brought: Brought | null;
  /** Of a run that can be taken on: the fragment of its duel. */
  readonly duel: string | null;
  /** What sends a run, drawn; null until its code is here. */
  readonly send: ComponentChildren;
  readonly acts: BoardActs;
}

/** Of the room before anything is known. */
export const NOTHING_LOADED: Omit<BoardProps, 'view' | 'base' | 'acts'> = {
  place: { kind: 'unasked' },
  online: true,
  ranking: { kind: 'unasked' },
  workloads: { kind: 'unasked' },
  filters: { kind: 'unasked' },
  suites: { kind: 'unasked' },
  energy: { kind: 'unasked' },
  gpu: { kind: 'unasked' },
  slices: { kind: 'unasked' },
  run: { kind: 'unasked' },
  latest: { kind: 'unasked' },
  support: { kind: 'unasked' },
  own: [],
  taken: null,
  brought: null,
  duel: null,
  send: null,
};
