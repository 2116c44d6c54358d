/** What a run says of what runs where: a row for each format, with the code of its end. A run that failed is a result, too. */
import type { ErrorCode } from '../../../../src/foundation/errors';
import { plainName } from '../../../../src/report/outside-text';
import type { Result, ResultEntry } from '../../../../src/report/schema';
import { ownEntries } from './entries';
import type { GpuOfRun } from './gate';

export interface SupportRow {
  readonly format: ResultEntry['format'];
  /** Name and main version; `other` of those that nobody knows. */
  readonly browser: string;
  readonly gpuFamily: string;
  /** Null: it ran to its end. */
  readonly code: ErrorCode | null;
}

const NAME_LETTERS = 60;

/** @param asked the formats of the challenge, for a run that ended before it had tests */
export function supportRows(
  result: Result,
  gpu: GpuOfRun,
  asked: readonly ResultEntry['format'][],
): readonly SupportRow[] {
  const own = ownEntries(result);
  const formats = own.length > 0 ? [...new Set(own.map(({ format }) => format))] : asked;
  const place = { browser: browserOf(result), gpuFamily: familyOf(result, gpu) };
  return formats.map((format) => ({
    ...place,
    format,
    code: codeOf(
      own.filter((one) => one.format === format),
      result,
    ),
  }));
}

function codeOf(entries: readonly ResultEntry[], { failure, status }: Result): ErrorCode | null {
  const failed = entries.find((entry) => entry.status === 'failed');
  if (failed !== undefined) return failed.error?.code ?? 'internal';
  if (entries.length > 0 && entries.every((entry) => entry.status === 'complete')) return null;
  return failure?.code ?? (status === 'complete' ? null : 'unfinished');
}

/** Those that the page and the command tell apart: a name is no place to write to strangers in. */
const BROWSERS: readonly string[] = ['Chrome', 'Edge', 'Firefox', 'Node.js', 'Opera', 'Safari'];

/** As one filters by it. */
export function browserOf({ environment: { name, version } }: Pick<Result, 'environment'>): string {
  if (!BROWSERS.includes(name)) return 'other';
  return `${name} ${/^\d{1,4}(?!\d)/.exec(version)?.[0] ?? ''}`.trim();
}

/** As the catalogue names it, else as the adapter does. */
function familyOf({ adapter }: Result, { preset }: GpuOfRun): string {
  const said = preset?.architecture ?? (adapter.architecture === '' ? adapter.vendor : adapter.architecture);
  const name = plainName(said, NAME_LETTERS);
  return name === '' ? 'unknown' : name;
}
