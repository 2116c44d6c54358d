/** Forms of φ, the share of the span from idle to limit, that the power model could have, each with the terms that are fitted. */

export interface Candidate {
  readonly name: string;
  /** Where each fitted term may lie. */
  readonly terms: readonly (readonly [number, number])[];
  readonly phi: (use: number, terms: readonly number[]) => number;
}

type Phi = (use: number, first: number, second: number) => number;

const form = (name: string, terms: Candidate['terms'], phi: Phi): Candidate => ({
  ...{ name, terms },
  phi: (use, [first = 0, second = 0]) => phi(use, first, second),
});

const from = (least: number, most: number): readonly [number, number] => [least, most];
const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** The model's own form; `a` is what a board draws above idle as soon as it clocks up, and is not fitted. */
export const PRESENT = form('0.1 + k·u (the model)', [from(0.3, 3)], (u, k) => clamp(0.1 + k * u));

export const CANDIDATES: readonly Candidate[] = [
  PRESENT,
  form('k·u', [from(0.3, 3)], (u, k) => clamp(k * u)),
  form('k·√u', [from(0.3, 2)], (u, k) => clamp(k * Math.sqrt(u))),
  form('0.1 + k·√u', [from(0.3, 2)], (u, k) => clamp(0.1 + k * Math.sqrt(u))),
  form('1 − exp(−u/h)', [from(0.05, 2)], (u, h) => 1 - Math.exp(-u / h)),
  form('(1 + h)·u/(u + h)', [from(0.02, 6)], (u, h) => clamp(((1 + h) * u) / (u + h))),
  form('a, whatever u', [from(0.1, 1.2)], (_, a) => a),
  form('a + k·u', [from(0, 0.9), from(0, 3)], (u, a, k) => clamp(a + k * u)),
  form('a + k·√u', [from(-0.4, 0.7), from(0, 2)], (u, a, k) => clamp(a + k * Math.sqrt(u))),
  form('k·u^p', [from(0.3, 2), from(0, 1.5)], (u, k, p) => clamp(k * u ** p)),
  form('0.1 + k·u, at most c', [from(0.3, 3), from(0.5, 1.2)], (u, k, c) => Math.min(0.1 + k * u, c)),
];
