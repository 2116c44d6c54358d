/** Forms of φ, the share of the span from idle to limit, that the power model could have, each with the terms that are fitted. */

export interface Candidate {
  readonly name: string;
  /** Where each fitted term may lie. */
  readonly terms: readonly (readonly [number, number])[];
  readonly phi: (use: number, terms: readonly number[]) => number;
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
const term = (terms: readonly number[], index: number): number => terms[index] ?? 0;

/** The model's own form; `a` is what a board draws above idle as soon as it clocks up, and is not fitted. */
export const PRESENT: Candidate = {
  name: '0.1 + k·u (the model)',
  terms: [[0.3, 3]],
  phi: (u, terms) => clamp(0.1 + term(terms, 0) * u),
};

export const CANDIDATES: readonly Candidate[] = [
  PRESENT,
  { name: 'k·u', terms: [[0.3, 3]], phi: (u, terms) => clamp(term(terms, 0) * u) },
  { name: 'k·√u', terms: [[0.3, 2]], phi: (u, terms) => clamp(term(terms, 0) * Math.sqrt(u)) },
  { name: '0.1 + k·√u', terms: [[0.3, 2]], phi: (u, terms) => clamp(0.1 + term(terms, 0) * Math.sqrt(u)) },
  { name: '1 − exp(−u/h)', terms: [[0.05, 2]], phi: (u, terms) => 1 - Math.exp(-u / term(terms, 0)) },
  {
    name: '(1 + h)·u/(u + h)',
    terms: [[0.02, 6]],
    phi: (u, terms) => clamp(((1 + term(terms, 0)) * u) / (u + term(terms, 0))),
  },
  { name: 'a, whatever u', terms: [[0.1, 1.2]], phi: (_, terms) => term(terms, 0) },
  {
    name: 'a + k·u',
    terms: [
      [0, 0.9],
      [0, 3],
    ],
    phi: (u, terms) => clamp(term(terms, 0) + term(terms, 1) * u),
  },
  {
    name: 'a + k·√u',
    terms: [
      [-0.4, 0.7],
      [0, 2],
    ],
    phi: (u, terms) => clamp(term(terms, 0) + term(terms, 1) * Math.sqrt(u)),
  },
  {
    name: 'k·u^p',
    terms: [
      [0.3, 2],
      [0, 1.5],
    ],
    phi: (u, terms) => clamp(term(terms, 0) * u ** term(terms, 1)),
  },
  {
    name: '0.1 + k·u, at most c',
    terms: [
      [0.3, 3],
      [0.5, 1.2],
    ],
    phi: (u, terms) => Math.min(0.1 + term(terms, 0) * u, term(terms, 1)),
  },
];
