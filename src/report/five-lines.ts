/** What a person remembers of a result, a line each, and five of them for the end of a terminal. All else is in the report. */
import { contestantName, isOurs } from '../benchmark/whose';
import { testInWords } from '../benchmark/workload';
import { isTie } from '../statistics/ratio';
import { adapterName } from './adapter-name';
import { basisBehind, rangeOf, type Ranged } from './between-runs';
import { boundsBehind, showDuration, showFigure, showInterval } from './digits';
import { ratioNote, ratioOfFormats } from './format-ratio';
import { ofHeadline } from './headline';
import { lineInShort } from './line-words';
import { oneLine } from './outside-text';
import { failureText } from './parts/failure';
import { showShare } from './roofs';
import type { Result, ResultEntry } from './schema';
import { modelWords } from './which-model';
import { whyLowText } from './why-low';

/** Empty strings where the run knows nothing of it. */
export interface KeyLines {
  readonly early: string;
  readonly speed: string;
  readonly ratio: string;
  /** B and t0, or the share of the bandwidth. */
  readonly line: string;
  readonly firstToken: string;
}

export function keyLines(result: Result): KeyLines {
  const decode = ownOf(result, 'decode');
  return {
    early: failureText(result),
    speed: decode === null ? 'No speed was measured.' : speedLine(decode, result),
    ratio: ratioLine(result),
    line: lineLine(decode?.entry ?? null, result),
    firstToken: firstTokenLine(result),
  };
}

/**
 * Speed with its interval and the GPU; INT4 beside FP16; B and t0; time to first token; why it may be low, or else where all figures are.
 * A line of which the run knows nothing is left out; one of a run that ended early says so first.
 * @param where all figures are, as a sentence
 */
export function fiveLines(result: Result, where: string): readonly string[] {
  const { early, speed, ratio, line, firstToken } = keyLines(result);
  return [early, speed, ratio, line, firstToken, whyLowText(result) || where]
    .map(oneLine)
    .filter((text) => text !== '');
}

interface Told {
  readonly entry: ResultEntry;
  readonly found: Ranged;
}

/** Ours, of the headline: INT4 where it has a speed, else the first format that has one. */
function ownOf({ results, betweenRuns }: Result, phase: ResultEntry['phase']): Told | null {
  const measure = phase === 'decode' ? 'tokensPerSecond' : 'ttftSeconds';
  const all = ofHeadline(results.filter((entry) => entry.phase === phase && isOurs(entry))).flatMap((entry): Told[] => {
    const found = rangeOf(entry, measure, betweenRuns);
    return found === null ? [] : [{ entry, found }];
  });
  return all.find(({ entry }) => entry.format === 'int4') ?? all[0] ?? null;
}

function speedLine({ entry, found }: Told, { adapter, plan }: Result): string {
  const { model, batch } = entry;
  const name = adapterName(adapter);
  const on = adapter.software ? `SOFTWARE ADAPTER (${name})` : name;
  const weights = model.weights === 'synthetic' ? ', synthetic weights' : '';
  const together = batch > 1 ? ` for ${batch} sequences together` : '';
  return `${showFigure(found.interval)} tokens/s${together}${basisBehind(found)}, ${testInWords(entry)} at ${contestantName(entry)} on ${on}: ${modelWords(model, plan)}${weights}.`;
}

/** Of the same test at the same model. */
function ratioLine({ results, betweenRuns }: Result): string {
  const decodes = ofHeadline(results.filter((entry) => entry.phase === 'decode' && isOurs(entry)));
  const int4 = decodes.find(({ format }) => format === 'int4');
  const fp16 = decodes.find(({ format, test }) => format === 'fp16' && test === int4?.test);
  const ratio = int4 === undefined || fp16 === undefined ? null : ratioOfFormats(int4, fp16, 'tokensPerSecond');
  const beside = fp16 === undefined ? null : rangeOf(fp16, 'tokensPerSecond', betweenRuns);
  const found = int4 === undefined ? null : rangeOf(int4, 'tokensPerSecond', betweenRuns);
  if (ratio === null || beside === null) return '';
  const shown = showInterval(ratio);
  const verdict = !ratio.enough ? ', of too few repetitions to say more' : isTie(ratio) ? ', a tie' : '';
  const note = found === null ? '' : ratioNote(ratio, found.interval, beside.interval);
  return `INT4 : FP16 is ${shown.median} ×${boundsBehind(shown)}${note}${verdict}; FP16 writes ${showFigure(beside.interval)} tokens/s.`;
}

/** B and t0 of the line of INT4, or of the first; without a line, the share of the bandwidth. */
function lineLine(entry: ResultEntry | null, { lines, roofs }: Result): string {
  const own = lines.filter(isOurs);
  const line = own.find(({ format }) => format === 'int4') ?? own[0];
  if (line !== undefined) return `${lineInShort(line, roofs)}.`;
  const share = entry?.footprintShare ?? entry?.bandwidthShare ?? null;
  return share === null ? '' : `Decode reads its weights at ${showShare(share).value} of the measured bandwidth.`;
}

function firstTokenLine(result: Result): string {
  const told = ownOf(result, 'prefill');
  if (told === null) return '';
  const { entry, found } = told;
  return `Time to first token: ${showDuration(found.interval)} after a prompt of ${entry.tokens} tokens (${contestantName(entry)}).`;
}
