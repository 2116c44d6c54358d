/**
 * A receipt as the fragment of a link, readable by a person, and back: `#receipt=1&protocol=tokamark-1&shape=...`. A fragment
 * never reaches a server. What comes from outside is checked field by field; nothing in it is carried out.
 */
import { z } from 'zod';
import { PROFILES } from '../../benchmark/suite/suite';
import { PROTOCOL } from '../../benchmark/workload';
import { TokamarkError } from '../../foundation/errors';
import { seconds } from '../../foundation/units';
import { MODEL_FORMATS } from '../../kernels/recipe';
import { ownOptions } from '../../options/run-options';
import { ownOptionsOf, ownTextsOf, textsOf } from '../../options/settings';
import { onOrOff } from '../../options/values';
import { plainName } from '../outside-text';
import type { Receipt } from './receipt';
import { readTests, testsText } from './tests';

/** Of the fields below; another number means another set of them. */
const RECEIPT_VERSION = '1';
/** Characters; six formats and twenty tests take about 700, and their batches hardly more. */
export const LONGEST_LINK = 4000;

/** The fragment without its `#`. */
export function receiptText(receipt: Receipt): string {
  const { model, sustained, implementation, promptSeed } = receipt;
  const { repetitions, seed, roofs, waterfalls, ...newer } = ownTextsOf(receipt);
  const fields: [string, string | number][] = [
    ['receipt', RECEIPT_VERSION],
    ['protocol', receipt.protocol],
    'shape' in model ? ['shape', model.shape] : ['weights', model.sha256],
    ['formats', receipt.formats.join(',')],
    ['tests', testsText(receipt.tests)],
    ['repetitions', repetitions],
    ...(sustained === null ? [] : [['sustain', `${sustained.format}:${sustained.seconds}`] satisfies [string, string]]),
    ['seed', seed],
    ...(promptSeed === undefined ? [] : [['prompts', promptSeed] satisfies [string, number]]),
    ['tune', receipt.tuned ? 1 : 0],
    ['roofs', roofs],
    ['waterfalls', waterfalls],
    ['fidelity', receipt.fidelity?.windows ?? 0],
    ...Object.entries<string>(newer).filter(([name, text]) => text !== NEWER.get(name)),
    ['workloads', receipt.workloads],
    ['engine', [implementation.name, implementation.version, implementation.commit].join(':')],
    ['shaders', implementation.shaderHash],
  ];
  return fields.map(([name, value]) => `${name}=${readable(String(value))}`).join('&');
}

/** Options that the first receipts do not name: their text in a receipt that says nothing of them. */
const FIRST: readonly string[] = ['repetitions', 'seed', 'roofs', 'waterfalls'];
const NEWER: ReadonlyMap<string, string> = new Map(
  Object.entries(textsOf(PROFILES.quick)).filter(([name]) => name in ownOptions.shape && !FIRST.includes(name)),
);

/** Escaped for a link, but for what is plain in a fragment and easier to read. */
const readable = (value: string): string => encodeURIComponent(value).replace(/%(?:2C|3A|40)/g, decodeURIComponent);

/** @param page any address of the page */
export const receiptLink = (text: string, page: string): string => `${page.replace(/#.*$/s, '')}#${text}`;

/** Runs it in a terminal; quoted, since shells read `&` and `#`. What else they read is in no sound receipt. */
export const receiptCommand = (text: string): string => `tokamark run --receipt "#${text}"`;

/** The text of a receipt as a result from outside has it: null where anything in it could be more than a receipt, to a shell or in a report. */
export const soundText = (receipt: { readonly text: string } | null): string | null =>
  receipt !== null && receipt.text.length <= LONGEST_LINK && /^receipt=[\w.,:@%&=~-]+$/.test(receipt.text)
    ? receipt.text
    : null;

/** Whether an address claims to hold a receipt. */
export const holdsReceipt = (address: string): boolean => /[#?&]receipt=/.test(address);

/**
 * Reads a link, or its fragment or query alone.
 * @throws TokamarkError `receipt` that names the field and the reason
 */
export function parseReceipt(address: string): Receipt {
  if (address.length > LONGEST_LINK)
    throw refused(`A receipt has at most ${LONGEST_LINK} characters, this has more.`, '');
  const fields = fieldsOf(address.trim());
  assertVersions(fields);
  const parsed = schema.safeParse({ ...Object.fromEntries(NEWER), ...fields });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = String(issue?.path[0] ?? '');
    const message =
      issue?.code === 'unrecognized_keys'
        ? `has no field ${plainName(issue.keys.join(', '), 80)}`
        : `${where}: ${plainName(issue?.message ?? 'is not valid', 200)}`;
    throw refused(`This receipt is not valid: ${message}.`, where);
  }
  const { shape, weights, sustain, tune, prompts, fidelity, engine, shaders } = parsed.data;
  if ((shape === undefined) === (weights === undefined)) {
    throw refused('A receipt names either a shape or the digest of weights.', 'shape');
  }
  const { protocol, formats, tests, workloads } = parsed.data;
  return {
    ...ownOptionsOf(parsed.data),
    ...{ protocol, formats, tests, workloads },
    ...(prompts === undefined ? {} : { promptSeed: prompts }),
    fidelity: fidelity === 0 ? null : { windows: fidelity },
    model: shape === undefined ? { sha256: weights ?? '' } : { shape },
    sustained: sustain ?? null,
    tuned: tune,
    implementation: { ...engine, shaderHash: shaders },
  };
}

function fieldsOf(address: string): Record<string, string> {
  const text = address.includes('#') ? address.slice(address.indexOf('#') + 1) : address.replace(/^[^?]*\?/s, '');
  const fields: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    if (Object.hasOwn(fields, name))
      throw refused(`The field ${plainName(name, 40)} stands twice.`, plainName(name, 40));
    Object.defineProperty(fields, name, { value, enumerable: true });
  }
  return fields;
}

/** First of all, so that the reason is the version and not some field that it changed. */
function assertVersions({ receipt, protocol }: Record<string, string>): void {
  if (receipt === undefined) throw refused('This is not a receipt: it has no field receipt.', 'receipt');
  if (receipt !== RECEIPT_VERSION) {
    const said = plainName(receipt, 20);
    throw refused(
      `This receipt has version ${said}; this version of Tokamark reads ${RECEIPT_VERSION}.`,
      'receipt',
      UPDATE,
    );
  }
  if (protocol !== undefined && protocol !== PROTOCOL) {
    const said = plainName(protocol, 40);
    throw refused(
      `This receipt uses the protocol ${said}; this version uses ${PROTOCOL}, whose workloads differ.`,
      'protocol',
      UPDATE,
    );
  }
}

const UPDATE = 'Replay it with the version of Tokamark that made it.';

function refused(
  message: string,
  where: string,
  remedy = 'Copy the whole link again from a result of Tokamark.',
): TokamarkError {
  return new TokamarkError({ code: 'receipt', message, where, remedy });
}

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be from ${least} to ${most}`);

const format = z.enum(MODEL_FORMATS, `must be of ${MODEL_FORMATS.join(', ')}`);

/** Parts between commas, each once. */
const list = <T>(item: z.ZodType<T, string>, most: number) =>
  z
    .string()
    .transform((text) => text.split(','))
    .refine((items) => items.length <= most, `must be at most ${most}`)
    .refine((items) => new Set(items).size === items.length, 'must name each once')
    .pipe(z.array(item));

const tests = z.string().transform((text, context) => {
  const read = readTests(text);
  if ('tests' in read) return [...read.tests];
  context.addIssue({ code: 'custom', message: read.refused });
  return z.NEVER;
});

const sustained = z.string().transform((text, context) => {
  const [name, length, ...more] = text.split(':');
  const parsed = z.tuple([format, whole(1, 3600)]).safeParse([name, length]);
  if (parsed.success && more.length === 0) return { format: parsed.data[0], seconds: seconds(parsed.data[1]) };
  context.addIssue({ code: 'custom', message: 'must be a format and seconds, such as int4:300' });
  return z.NEVER;
});

const engine = z
  .string()
  .regex(/^[\w.+-]{1,40}:[\w.+-]{1,40}:[\w.+-]{1,60}$/, 'must be a name, a version and a commit')
  .transform((text) => {
    const [name = '', version = '', commit = ''] = text.split(':');
    return { name, version, commit };
  });

const schema = z.strictObject({
  receipt: z.literal(RECEIPT_VERSION),
  protocol: z.literal(PROTOCOL),
  shape: z
    .string()
    .regex(/^[\w.-]{1,60}$/, 'must be the name of a shape')
    .optional(),
  weights: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be a sha-256')
    .optional(),
  formats: list(format, MODEL_FORMATS.length),
  tests,
  sustain: sustained.optional(),
  tune: onOrOff,
  /** The seed of the prompts. */
  prompts: whole(0, 2 ** 32 - 1).optional(),
  ...ownOptions.shape,
  fidelity: whole(0, 32),
  workloads: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits'),
  engine,
  shaders: z.string().regex(/^[0-9a-f]{8,64}$/, 'must be the digest of the shaders'),
});
