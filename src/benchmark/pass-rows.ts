/** The rows of one pass of a test, for timing its parts: their positions, and the rows that choose a next token. Runs nothing. */
import { run, type Row } from '../kernels/rows';
import { sequencesOf, tokensInAll, type Test } from './workload';

export interface PassRows {
  readonly rows: readonly Row[];
  /** Indices of those that need logits, at most one for each sequence of the test. */
  readonly last: readonly number[];
  /** Of each sequence, one behind the other. */
  readonly each: number;
}

/** In decode a row of each sequence; in prefill a chunk of the prompts, one behind the other. Of each, `position` is the first. */
export function passRows(test: Test, chunk: number, position: number): PassRows {
  const { phase, tokens, batch } = test;
  const decode = phase === 'decode';
  const each = decode ? 1 : Math.min(chunk, tokens);
  const most = decode ? batch : Math.min(chunk, tokensInAll(test));
  const rows = sequencesOf(test)
    .flatMap((sequence) => run(position, each, sequence))
    .slice(0, most);
  return { rows, last: [...rows.keys()].slice(-batch), each };
}
