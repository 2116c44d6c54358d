/** From nodes to instructions for the matcher: four numbers each. Which state needs what to be remembered is the matcher's. */

import type { CodePoints } from '../unicode/code-points';
import { UnreadableRegex, type Assertion, type Node } from './node';

/** What the first number of an instruction says, and what the other three are. */
export const OP = {
  match: 0,
  /** set */
  set: 1,
  /** set, min, max (-1: none): as many as there are, then fewer */
  greedyRun: 2,
  lazyRun: 3,
  possessiveRun: 4,
  /** first, then */
  split: 5,
  /** target */
  jump: 6,
  /** index into ASSERTIONS */
  assertion: 7,
  /** negative (0, 1), characters back (-1: look ahead), where it goes on; the body follows */
  look: 8,
  /** where it goes on; the body follows */
  atomic: 9,
} as const;

export const ASSERTIONS: readonly Assertion[] = [
  'text-start',
  'text-end',
  'last-line-end',
  'line-start',
  'line-end',
  'word-boundary',
  'no-word-boundary',
];

export const SIZE = 4;
const MOST_INSTRUCTIONS = 20_000;

export interface Program {
  readonly code: Int32Array;
  readonly sets: readonly CodePoints[];
}

/** @throws UnreadableRegex where it would become too long */
export function compileRegex(root: Node): Program {
  const code: number[] = [];
  const sets: CodePoints[] = [];

  const add = (op: number, a = 0, b = 0, c = 0): number => {
    if (code.length > SIZE * MOST_INSTRUCTIONS) throw new UnreadableRegex('its repetitions are too many');
    return code.push(op, a, b, c) / SIZE - 1;
  };
  const here = () => code.length / SIZE;
  const patch = (at: number, field: 1 | 2 | 3, value: number) => (code[at * SIZE + field] = value);
  const setIndex = (set: CodePoints): number => {
    const known = sets.indexOf(set);
    return known >= 0 ? known : sets.push(set) - 1;
  };

  function emit(node: Node): void {
    switch (node.kind) {
      case 'set':
        add(OP.set, setIndex(node.set));
        return;
      case 'sequence':
        node.items.forEach(emit);
        return;
      case 'choice':
        emitChoice(node.options);
        return;
      case 'repeat':
        emitRepeat(node);
        return;
      case 'assertion':
        add(OP.assertion, ASSERTIONS.indexOf(node.what));
        return;
      case 'atomic':
        emitInner(add(OP.atomic), 1, node.body);
        return;
      case 'ahead':
        emitInner(add(OP.look, node.negative ? 1 : 0, -1), 3, node.body);
        return;
      case 'behind':
        emitInner(add(OP.look, node.negative ? 1 : 0, node.width), 3, node.body);
        return;
    }
  }

  function emitInner(at: number, field: 1 | 3, body: Node): void {
    emit(body);
    add(OP.match);
    patch(at, field, here());
  }

  function emitChoice(options: readonly Node[]): void {
    const ends: number[] = [];
    options.forEach((option, index) => {
      if (index === options.length - 1) {
        emit(option);
        return;
      }
      const split = add(OP.split, here() + 1);
      emit(option);
      ends.push(add(OP.jump));
      patch(split, 2, here());
    });
    for (const end of ends) patch(end, 1, here());
  }

  function emitRepeat(node: Node & { kind: 'repeat' }): void {
    const { body, min, max, mode } = node;
    if (body.kind === 'set') {
      const op = { greedy: OP.greedyRun, lazy: OP.lazyRun, possessive: OP.possessiveRun }[mode];
      add(op, setIndex(body.set), min, max === Infinity ? -1 : max);
      return;
    }
    if (mode === 'possessive') {
      emitInner(add(OP.atomic), 1, { ...node, mode: 'greedy' });
      return;
    }
    for (let i = 0; i < min; i += 1) emit(body);
    if (max === Infinity) {
      const split = add(OP.split);
      emit(body);
      add(OP.jump, split);
      branch(split, mode, here());
      return;
    }
    const splits: number[] = [];
    for (let i = min; i < max; i += 1) {
      splits.push(add(OP.split));
      emit(body);
    }
    for (const split of splits) branch(split, mode, here());
  }

  function branch(split: number, mode: 'greedy' | 'lazy', end: number): void {
    patch(split, mode === 'greedy' ? 1 : 2, split + 1);
    patch(split, mode === 'greedy' ? 2 : 1, end);
  }

  emit(root);
  add(OP.match);
  return { code: Int32Array.from(code), sets };
}
