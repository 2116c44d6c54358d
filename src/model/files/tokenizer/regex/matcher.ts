/**
 * Runs a program over one text, by backtracking without recursion in the text's length. A run of one class remembers where it
 * ended and which of its ends led nowhere, so that `\s+$` on a long run of spaces is not tried anew from each of them. What
 * still takes too long is refused rather than waited for.
 */

import type { CodePoints } from '../unicode/code-points';
import { WORD } from '../unicode/sets';
import { ASSERTIONS, OP, SIZE, type Program } from './compile';
import type { Assertion } from './node';
import { Backtracks } from './stack';

/** The text makes the expression try too much. */
export class TooManySteps extends Error {
  override readonly name = 'TooManySteps';
}

const STEPS_PER_UNIT = 400;
const STEPS_AT_LEAST = 1_000_000;

/** Kinds of backtracking beside an alternative, in `low` of an entry. */
const ALTERNATIVE = -1;
const RUN_FAILED = -2;
const LAZY = -3;

export class Matcher {
  private readonly stack = new Backtracks();
  private readonly code: Int32Array;
  private readonly sets: readonly CodePoints[];
  /** For each instruction that is a run without a maximum: where the last one began and ended. */
  private readonly ranFrom: Int32Array;
  private readonly ranTo: Int32Array;
  /** From where to where its ends led nowhere. */
  private readonly failedFrom: Int32Array;
  private readonly failedTo: Int32Array;
  private steps = 0;

  private text = '';

  constructor({ code, sets }: Program) {
    this.code = code;
    this.sets = sets;
    const size = code.length / SIZE;
    this.ranFrom = new Int32Array(size);
    this.ranTo = new Int32Array(size);
    this.failedFrom = new Int32Array(size);
    this.failedTo = new Int32Array(size);
  }

  /** From here on, this is the text. What was remembered of another one is forgotten. */
  begin(text: string): void {
    this.text = text;
    for (const remembered of [this.ranFrom, this.ranTo, this.failedFrom, this.failedTo]) remembered.fill(-1);
    this.stack.depth = 0;
    this.steps = STEPS_AT_LEAST + STEPS_PER_UNIT * text.length;
  }

  /** Where a match that starts at `position` ends; -1 where none does. @throws TooManySteps */
  matchAt(position: number): number {
    return this.run(0, position);
  }

  private run(start: number, from: number): number {
    const { stack, code, text } = this;
    const base = stack.depth;
    let at = start;
    let position = from;
    for (;;) {
      this.steps -= 1;
      if (this.steps < 0) throw new TooManySteps();
      const a = code[at * SIZE + 1] ?? 0;
      const b = code[at * SIZE + 2] ?? 0;
      const c = code[at * SIZE + 3] ?? 0;
      /** Where what is tried here ends; below 0: it does not match. */
      let next = position;
      switch (code[at * SIZE]) {
        case OP.match:
          stack.depth = base;
          return position;
        case OP.set:
          next = this.step(a, position);
          at += 1;
          break;
        case OP.greedyRun:
          next = this.greedy(at, position);
          at += 1;
          break;
        case OP.possessiveRun:
          next = this.forward(a, position, b);
          if (next >= 0) next = this.runEnd(at, a, c < 0 ? -1 : c - b, next);
          at += 1;
          break;
        case OP.lazyRun:
          next = this.forward(a, position, b);
          if (next >= 0) stack.push(at, next, LAZY, b);
          at += 1;
          break;
        case OP.split:
          stack.push(b, position, ALTERNATIVE, 0);
          at = a;
          break;
        case OP.jump:
          at = a;
          break;
        case OP.assertion:
          if (!this.holds(ASSERTIONS[a] ?? 'text-start', position)) next = -1;
          at += 1;
          break;
        case OP.look: {
          const begin = b < 0 ? position : this.back(position, b);
          const found = begin >= 0 && this.run(at + 1, begin) >= 0;
          if (found !== (a === 0)) next = -1;
          at = c;
          break;
        }
        case OP.atomic:
          next = this.run(at + 1, position);
          at = a;
          break;
        default:
          throw new Error('no such instruction');
      }
      let good = next >= 0;
      if (good) position = next;
      while (!good) {
        if (stack.depth === base) return -1;
        stack.pop();
        at = stack.field(0);
        position = stack.field(1);
        const low = stack.field(2);
        const high = stack.field(3);
        if (low === ALTERNATIVE) good = true;
        else if (low === RUN_FAILED) this.rememberFailure(at, position, high);
        else if (low === LAZY) {
          const most = code[at * SIZE + 3] ?? 0;
          const next = most >= 0 && high >= most ? -1 : this.step(code[at * SIZE + 1] ?? 0, position);
          if (next >= 0) {
            position = next;
            stack.push(at, position, LAZY, high + 1);
            at += 1;
            good = true;
          }
        } else {
          // A greedy run gives its last character back.
          position -= text.charCodeAt(position - 1) >> 10 === 0x37 ? 2 : 1;
          if (position > low) stack.push(at, position, low, 0);
          at += 1;
          good = true;
        }
      }
    }
  }

  /** The end of a greedy run, its shorter ends noted on the stack; -1 where it is too short or known to lead nowhere. */
  private greedy(at: number, position: number): number {
    const set = this.code[at * SIZE + 1] ?? 0;
    const min = this.code[at * SIZE + 2] ?? 0;
    const max = this.code[at * SIZE + 3] ?? 0;
    const least = this.forward(set, position, min);
    if (least < 0) return -1;
    let end = this.runEnd(at, set, max < 0 ? -1 : max - min, least);
    const failedFrom = this.failedFrom[at] ?? -1;
    if (failedFrom >= 0 && end >= failedFrom && end <= (this.failedTo[at] ?? -1)) {
      if (least >= failedFrom) return -1;
      end = this.back(failedFrom, 1);
    }
    if (end > least) {
      this.stack.push(at, least, RUN_FAILED, end);
      this.stack.push(at, end, least, 0);
    }
    return end;
  }

  private rememberFailure(at: number, from: number, to: number): void {
    const known = this.failedFrom[at] ?? -1;
    const knownTo = this.failedTo[at] ?? -1;
    if (known >= 0 && from <= knownTo && to >= known) {
      this.failedFrom[at] = Math.min(from, known);
      this.failedTo[at] = Math.max(to, knownTo);
    } else {
      this.failedFrom[at] = from;
      this.failedTo[at] = to;
    }
  }

  /** Where a run that goes on at `from` ends, at most `more` characters on (-1: as many as there are). */
  private runEnd(at: number, set: number, more: number, from: number): number {
    if (more >= 0) {
      let position = from;
      for (let i = 0; i < more; i += 1) {
        const next = this.step(set, position);
        if (next < 0) return position;
        position = next;
      }
      return position;
    }
    const ranTo = this.ranTo[at] ?? -1;
    if (from <= ranTo && from >= (this.ranFrom[at] ?? -1)) return ranTo;
    let position = from;
    for (let next = this.step(set, position); next >= 0; next = this.step(set, position)) position = next;
    this.steps -= position - from;
    this.ranFrom[at] = from;
    this.ranTo[at] = position;
    return position;
  }

  /** One character of the set on; -1 where it is none. */
  private step(set: number, position: number): number {
    const point = this.text.codePointAt(position);
    if (point === undefined || this.sets[set]?.has(point) !== true) return -1;
    return position + (point > 0xffff ? 2 : 1);
  }

  private forward(set: number, position: number, count: number): number {
    let found = position;
    for (let i = 0; i < count && found >= 0; i += 1) found = this.step(set, found);
    return found;
  }

  private back(position: number, count: number): number {
    let found = position;
    for (let i = 0; i < count; i += 1) {
      if (found <= 0) return -1;
      found -= this.text.charCodeAt(found - 1) >> 10 === 0x37 ? 2 : 1;
    }
    return found;
  }

  private holds(what: Assertion, position: number): boolean {
    const { text } = this;
    const end = position === text.length;
    switch (what) {
      case 'text-start':
        return position === 0;
      case 'text-end':
        return end;
      case 'last-line-end':
        return end || (position === text.length - 1 && text[position] === '\n');
      case 'line-start':
        return position === 0 || (text[position - 1] === '\n' && !end);
      case 'line-end':
        return end || text[position] === '\n';
      case 'word-boundary':
        return this.wordAt(this.back(position, 1)) !== this.wordAt(position);
      case 'no-word-boundary':
        return this.wordAt(this.back(position, 1)) === this.wordAt(position);
    }
  }

  private wordAt(position: number): boolean {
    const point = position < 0 ? undefined : this.text.codePointAt(position);
    return point !== undefined && WORD.has(point);
  }
}
