/** Holds what adapters have answered against the reference. Pure but for the time it takes. */
import type { ProofReference } from '../../server/board/src/proof/reference';
import { PROOF_FORMATS, type ProofFormat } from '../../server/board/src/contract/proof';
import { gapsOf } from '../../server/board/src/proof/verdict';
import type { AnswerLine, JudgementLine } from './kept';

export const judgementKey = ({ place, seed, written, asked }: Omit<JudgementLine, 'gap' | 'error'>): string =>
  `${place} ${seed} ${written} ${asked}`;

/** What is to be judged: each answer in its own format; those of one place also as if each other format had been asked for. */
export interface Task {
  readonly asked: ProofFormat;
  readonly answer: AnswerLine;
}

/** Answers with the same tokens follow one another: they share a pass. @param others of the first so many seeds of a format */
export function tasksOf(answers: readonly AnswerLine[], others: number): readonly Task[] {
  const own = answers.map((answer) => ({ asked: answer.format, answer }));
  const first = PROOF_FORMATS.flatMap((format) =>
    answers.filter((one) => one.place === 'node' && one.format === format).slice(0, others),
  );
  const mistaken = first.flatMap((answer) =>
    PROOF_FORMATS.filter((format) => format !== answer.format).map((asked) => ({ asked, answer })),
  );
  return [...own, ...mistaken].toSorted((a, b) => compare(textKey(a), textKey(b)));
}

const textKey = ({ asked, answer }: Task): string => `${asked} ${answer.seed} ${answer.tokens.join(' ')}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export class Judge {
  /** Milliseconds of processor time that each pass took. */
  readonly passes: number[] = [];
  private last: { readonly key: string; readonly logits: Float32Array } | null = null;

  constructor(private readonly reference: Pick<ProofReference, 'logits'>) {}

  judge(task: Task): JudgementLine {
    const { asked, answer } = task;
    const { place, seed, format: written, tokens } = answer;
    const logits = this.logits(task);
    const gap = Math.max(...gapsOf(logits, tokens));
    return { place, seed, written, asked, gap, error: asked === written ? largestError(answer, logits) : null };
  }

  private logits(task: Task): Float32Array {
    const key = textKey(task);
    const { asked, answer } = task;
    if (this.last?.key === key) return this.last.logits;
    const before = process.cpuUsage();
    const logits = this.reference.logits(asked, answer.seed, answer.tokens);
    const { user, system } = process.cpuUsage(before);
    this.passes.push((user + system) / 1000);
    this.last = { key, logits };
    return logits;
  }
}

function largestError({ tokens, top }: AnswerLine, logits: Float32Array): number {
  const vocabSize = logits.length / tokens.length;
  const errors = top.flatMap((likeliest, i) => {
    const own = likeliest[0]?.[1] ?? NaN;
    const at = (token: number): number => logits[i * vocabSize + token] ?? NaN;
    return likeliest.map(([id, logit]) => Math.abs(logit - own - (at(id) - at(tokens[i] ?? -1))));
  });
  return Math.max(...errors);
}
