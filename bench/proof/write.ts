/** From answers and judgements to the board's measured.json. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deltaOf, measuredSchema, mostFalseRejects, type Measured } from '../../server/board/src/proof/allowed';
import { PROOF_FORMATS, PROOF_RULE } from '../../server/board/src/contract/proof';
import { FABLE_FOLDER } from '../fable-folder';
import { ADAPTERS, type AnswerLine, type JudgementLine } from './kept';

const FILE = join('server', 'board', 'src', 'proof', 'measured.json');

export function writeMeasured(answers: readonly AnswerLine[], judgements: readonly JudgementLine[]): void {
  const weights = createHash('sha256')
    .update(readFileSync(join(FABLE_FOLDER, 'model.safetensors')))
    .digest('hex');
  const measured = measuredSchema.parse({ rule: PROOF_RULE, weights, ...measuredBy(answers, judgements) });
  writeFileSync(FILE, `${JSON.stringify(measured, null, 2)}\n`);
  process.stdout.write(tableOf(measured));
}

/** As Markdown. */
export function tableOf({ adapters, mistaken }: Measured): string {
  const rows = PROOF_FORMATS.map((format) => {
    const own = adapters.flatMap(({ formats }) => formats.filter((row) => row.format === format));
    const each = (of: (row: (typeof own)[number]) => string | number): string => own.map(of).join(', ');
    const accepted = mistaken.filter(({ asked }) => asked === format);
    return [
      ...[format.toUpperCase(), each(({ prompts }) => prompts), each(({ withGap }) => withGap)],
      ...[each(({ largestGap }) => largestGap.toFixed(4)), each(({ largestError }) => largestError.toFixed(4))],
      deltaOf(format, { adapters }).toFixed(4),
      `${(100 * mostFalseRejects(format, { adapters })).toFixed(1)} %`,
      accepted.map((one) => `${one.written.toUpperCase()} ${one.accepted} of ${one.prompts}`).join(', '),
    ];
  });
  const head = [
    'asked',
    'prompts',
    'with a gap',
    'largest gap',
    'largest error',
    'δ',
    'honest refused',
    'accepted though written in',
  ];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Only what was judged. */
export function measuredBy(
  answers: readonly AnswerLine[],
  judgements: readonly JudgementLine[],
): Pick<Measured, 'adapters' | 'mistaken'> {
  const adapters = ADAPTERS.flatMap((name) => {
    const last = answers.findLast(({ place }) => place === name);
    const own = judgements.filter(({ place, written, asked }) => place === name && written === asked);
    if (last === undefined || own.length === 0) return [];
    const { adapter, engine, date } = last;
    return [{ adapter, engine, date: date.slice(0, 10), formats: PROOF_FORMATS.map((format) => rowOf(format, own)) }];
  });
  return { adapters, mistaken: mistakenBy(answers, judgements, { adapters }) };
}

function rowOf(format: Measured['mistaken'][number]['asked'], judgements: readonly JudgementLine[]) {
  const own = judgements.filter(({ asked }) => asked === format);
  return {
    format,
    prompts: own.length,
    withGap: own.filter(({ gap }) => gap > 0).length,
    largestGap: Math.max(0, ...own.map(({ gap }) => gap)),
    largestError: Math.max(0, ...own.map(({ error }) => error ?? 0)),
  };
}

function mistakenBy(
  answers: readonly AnswerLine[],
  judgements: readonly JudgementLine[],
  measured: Pick<Measured, 'adapters'>,
): Measured['mistaken'] {
  const texts = new Map(
    answers.map(({ place, format, seed, tokens }) => [`${place} ${format} ${seed}`, tokens.join(' ')]),
  );
  const pairs = PROOF_FORMATS.flatMap((asked) => PROOF_FORMATS.map((written) => ({ asked, written })));
  return pairs.flatMap(({ asked, written }) => {
    const those = judgements.filter((one) => one.written === written && one.asked === asked);
    if (asked === written || those.length === 0) return [];
    const isSame = ({ place, seed }: JudgementLine): boolean =>
      texts.get(`${place} ${asked} ${seed}`) === texts.get(`${place} ${written} ${seed}`);
    const delta = deltaOf(asked, measured);
    return [
      {
        ...{ written, asked, prompts: those.length, same: those.filter(isSame).length },
        accepted: those.filter(({ gap }) => gap <= delta).length,
      },
    ];
  });
}
