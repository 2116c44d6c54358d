/** What the ways to a better figure have in common: what they may ask of the card, and what they show. */
import type { RunState } from '../state/page-state';
import type { Basis, Better } from '../../energy/basis';
import type { EnergyData } from './energy-state';

export interface BetterContext {
  readonly run: RunState;
  readonly basis: Basis;
  readonly data: EnergyData;
}

export interface BetterHost {
  /** Null before the card was drawn. */
  readonly latest: () => BetterContext | null;
  readonly use: (better: Better) => void;
}

export interface BetterPart {
  readonly title: string;
  readonly hint: string;
  readonly content: HTMLElement;
  readonly draw: (context: BetterContext) => void;
}
