/**
 * The coefficients of the power model, and the bands on top of it. Published with the catalogue (energy-constants.json,
 * `powerModel`, which a test holds against these): here as code, so that the model needs nothing to be loaded.
 */
import type { DeviceClass } from '../../hardware/catalogue';

/** Decode: φ = clamp(a + k·u, a, 1). */
export const DECODE = {
  low: { a: 0.1, k: 0.75 },
  central: { a: 0.1, k: 1.1 },
  high: { a: 0.15, k: 1.6 },
} as const;

/**
 * Prefill: φ = 0.10 + 0.85·b. The band is given for a GPU that is always busy (b = 1), 0.65 to 1.0, by judgement; below that
 * it closes in on 0.10 in proportion to b.
 */
export const PREFILL = {
  base: 0.1,
  low: 0.55,
  central: 0.85,
  high: 0.9,
} as const;

export interface Widening {
  readonly down: number;
  readonly up: number;
}

/** ±35 % where the board and its limit are known. */
const BOARD: Widening = { down: 0.65, up: 1.35 };
/** Times or divided by two where maker, cooling or battery set another limit. */
const PACKAGE: Widening = { down: 0.5, up: 2 };

/** On top of the model's own band. The specification has none for data-centre boards: as for a known desktop board. */
export const WIDENING: Readonly<Record<DeviceClass | 'unknown', Widening>> = {
  desktop: BOARD,
  datacentre: BOARD,
  laptop: PACKAGE,
  integrated: PACKAGE,
  phone: PACKAGE,
  unknown: PACKAGE,
};
