/** The other engines that ran beside ours, and how many times as fast ours is. */
import { isTie } from '../../statistics/ratio';
import { contestantName } from '../../benchmark/whose';
import { showInterval } from '../digits';
import { acrossEngines, ratioBasis, ratioOfFormats, type RatioOfFormats } from '../format-ratio';
import { inMarkdown } from '../outside-text';
import type { Result, ResultEntry } from '../schema';
import { left, right, sheetMarkdown, sheetOf, softwareMark } from '../table';
import type { ResultPart } from './part';

interface Row {
  readonly of: ResultEntry;
  readonly than: ResultEntry;
  readonly ratio: RatioOfFormats;
}

const COLUMNS = [
  left<Row>('test', ({ of }) => of.test),
  left<Row>('ours', ({ of }) => contestantName(of)),
  left<Row>('against', ({ than }) => contestantName(than)),
  right<Row>('bits/weight, ours and theirs', ({ of, than }) => `${bits(of)} and ${bits(than)}`),
  right<Row>('times as fast', ({ ratio }) => {
    const { median, low, high } = showInterval(ratio);
    return `${median} × (${low} to ${high}), ${ratioBasis(ratio)}`;
  }),
  left<Row>('faster', ({ ratio }) => verdict(ratio)),
];

const bits = ({ bitsPerWeight }: ResultEntry): string => String(Number(bitsPerWeight.toFixed(2)));

function verdict(ratio: RatioOfFormats): string {
  if (!ratio.enough) return 'too few repetitions to say';
  if (isTie(ratio)) return 'tie';
  return ratio.median > 1 ? 'ours' : 'theirs';
}

function section({ engines, results, adapter }: Result): string {
  if (engines.length === 0) return '';
  const rows = acrossEngines(results).flatMap(({ of, than }) => {
    const ratio = ratioOfFormats(of, than, 'tokensPerSecond');
    return ratio === null ? [] : [{ of, than, ratio }];
  });
  return [
    '## Other engines',
    `${ABOUT}${softwareMark(adapter)}`,
    ...engines.map(({ id, version, settings }) =>
      `**${inMarkdown(id)}**: ${inMarkdown(version)}. ${settings.map(inMarkdown).join(' ')}`.trim(),
    ),
    ...(rows.length === 0 ? [] : [sheetMarkdown(sheetOf(COLUMNS, rows), inMarkdown)]),
  ].join('\n\n');
}

const ABOUT =
  'All ran in the same rounds on this machine. A row compares weights of the same width, not of the same format: embedding, scales and arithmetic differ as the engines say below. Streamed decode gives each token back before the next, of all of them; decode that is called batched reads nothing back before its end. Kernels of other engines are not checked here.';

export const engines: ResultPart<'engines'> = { markdown: section };
