/** The one error class of the project: what was wrong, where, and what to do now. As data it crosses the worker boundary. */

export const ERROR_CODES = [
  'no-webgpu',
  'no-adapter',
  'no-device',
  'device-lost',
  'out-of-memory',
  'too-large',
  'shader',
  'kernel-check',
  'tuning',
  'config',
  'weights',
  'range',
  'tokenizer',
  'option',
  'output',
  'import',
  'energy',
  'receipt',
  'link',
  'history',
  'network',
  /** Another engine failed, or did not answer. */
  'peer',
  'cancelled',
  /** Whoever ran it was gone before it was over. */
  'unfinished',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error as plain data: survives structured clone, JSON and comlink. */
export interface ErrorData {
  readonly code: ErrorCode;
  /** What was wrong, one sentence, in our own words. */
  readonly message: string;
  /** The file, field, option, kernel or buffer concerned; empty where the message says it all. */
  readonly where: string;
  /** What the person can do now, one sentence. */
  readonly remedy: string;
  /** What a compiler, driver or runtime said, for whoever looks into it; absent where nothing did. Never part of the message. */
  readonly details?: string | undefined;
}

export class TokamarkError extends Error implements ErrorData {
  override readonly name = 'TokamarkError';
  readonly code: ErrorCode;
  readonly where: string;
  readonly remedy: string;
  readonly details: string;

  /** Without `data.details`, they are what `options.cause` says; a cause of our own hands on its details. */
  constructor(data: ErrorData, options?: { cause?: unknown }) {
    super(data.message, options);
    this.code = data.code;
    this.where = data.where;
    this.remedy = data.remedy;
    this.details = data.details ?? detailsOf(options?.cause);
  }

  toData(): ErrorData {
    const { code, message, where, remedy, details } = this;
    return { code, message, where, remedy, ...(details === '' ? {} : { details }) };
  }
}

/** Whatever was thrown, as a TokamarkError; an unexpected one becomes `internal`, and what it says its details. */
export function asTokamarkError(thrown: unknown): TokamarkError {
  if (thrown instanceof TokamarkError) return thrown;
  const kind = thrown instanceof Error ? thrown.name : typeof thrown;
  return new TokamarkError(
    {
      code: 'internal',
      message: `Something unexpected went wrong in Tokamark (${kind}).`,
      where: '',
      remedy: 'This is a bug in Tokamark: please report it with the command or page that led here.',
      details: detailsOf(thrown, 'with stack'),
    },
    { cause: thrown },
  );
}

/** Beyond this a compiler repeats itself. */
const MOST_DETAILS = 4000;

/**
 * What something that was thrown says of itself and of its causes, cut to a length that a result can hold. Folders of this
 * machine are left out: a result may be published.
 */
export function detailsOf(thrown: unknown, stack?: 'with stack'): string {
  const said: string[] = [];
  for (
    let at = thrown;
    at !== undefined && at !== null && said.length < 5;
    at = at instanceof Error ? at.cause : null
  ) {
    if (at instanceof TokamarkError) {
      said.push(at.details);
      break;
    }
    if (at instanceof Error) said.push(stack === undefined ? wordsOf(at) : withStack(at));
    else said.push(typeof at === 'string' ? at : typeof at);
  }
  return withoutFolders(said.filter((text) => text !== '').join('\n')).slice(0, MOST_DETAILS);
}

const wordsOf = ({ name, message }: Error): string => `${name}: ${message}`;

/** Firefox and Safari have no words in it. */
const withStack = (error: Error): string => {
  const { stack = '', message } = error;
  return stack.includes(message) && message !== '' ? stack : `${wordsOf(error)}\n${stack}`;
};

/** `/home/ada/x/tokamark.js:3:1` and `file:///C:/x/tokamark.js:3:1` as `tokamark.js:3:1`. */
const withoutFolders = (text: string): string => text.replaceAll(DRIVE_FOLDER, '').replaceAll(FOLDER, '');
const DRIVE_FOLDER = /(?:file:\/\/\/)?\b[A-Za-z]:[\\/](?:[^\r\n()'"<>:]*[\\/])?/g;
/** An absolute one, or an address; `../../third_party/dawn/src/x.cpp` stays. A scheme is short, or each word of a long text is tried to its end. */
const FOLDER = /(?:\b[a-z][a-z+.-]{0,30}:\/\/|(?<![\w.\\/])\/)(?:[^\s()'"<>]*\/)?(?=[^\s()'"<>/])/g;
