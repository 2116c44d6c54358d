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
  'tokenizer',
  'option',
  'import',
  'energy',
  'receipt',
  'history',
  'network',
  'cancelled',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error as plain data: survives structured clone, JSON and comlink. */
export interface ErrorData {
  readonly code: ErrorCode;
  /** What was wrong, one sentence. */
  readonly message: string;
  /** The file, field, option, kernel or buffer concerned; empty where the message says it all. */
  readonly where: string;
  /** What the person can do now, one sentence. */
  readonly remedy: string;
}

export class TokamarkError extends Error implements ErrorData {
  override readonly name = 'TokamarkError';
  readonly code: ErrorCode;
  readonly where: string;
  readonly remedy: string;

  constructor(data: ErrorData, options?: { cause?: unknown }) {
    super(data.message, options);
    this.code = data.code;
    this.where = data.where;
    this.remedy = data.remedy;
  }

  toData(): ErrorData {
    return { code: this.code, message: this.message, where: this.where, remedy: this.remedy };
  }
}

/** Whatever was thrown, as a TokamarkError; an unexpected one keeps its message and becomes `internal`. */
export function asTokamarkError(thrown: unknown): TokamarkError {
  if (thrown instanceof TokamarkError) return thrown;
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new TokamarkError(
    {
      code: 'internal',
      message,
      where: '',
      remedy: 'This is a defect of Tokamark: please report it with the command or page that led here.',
    },
    { cause: thrown },
  );
}
