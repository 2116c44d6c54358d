/**
 * Checks the parts of a tokenizer.json that the tokenizer library would take on trust or read differently from the
 * reference. Not a schema of the whole file: normalizers, decoders and the like are checked by the library itself.
 */

import { z } from 'zod';
import { TokamarkError } from '../../foundation/errors';
import { shown, type JsonObject } from './json';

/** Above any vocabulary; a larger id would make the library fill an enormous array. */
const MAX_ID = 4_000_000;

const id = z.number().int().min(0).max(MAX_ID);

const addedTokens = z.array(z.looseObject({ id, content: z.string().min(1), special: z.boolean().optional() }));

const bpe = z.looseObject({
  type: z.literal('BPE'),
  vocab: z.record(z.string(), id),
  merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
});

const unigram = z.looseObject({
  type: z.literal('Unigram'),
  vocab: z.array(z.tuple([z.string(), z.number()])).min(1),
  unk_id: id.nullish(),
});

const MODELS = { BPE: bpe, Unigram: unigram } as const;

/** The parts that old files leave out, as the library wants them. */
const ABSENT = {
  normalizer: null,
  pre_tokenizer: null,
  post_processor: null,
  decoder: null,
  added_tokens: [],
} as const;

/** The file's content, fit for the library; `file` is its name in messages. */
export function checkTokenizerJson(json: JsonObject, file: string): JsonObject {
  const whole: JsonObject = { ...ABSENT, ...json };
  const model = z.record(z.string(), z.unknown()).safeParse(whole['model']);
  if (!model.success) throw refused(file, 'model', whole['model']);
  // Files older than the field hold BPE wherever they hold merges.
  const type = model.data['type'] ?? ('merges' in model.data ? 'BPE' : null);
  if (type !== 'BPE' && type !== 'Unigram') throw refused(file, 'model.type', type, 'Tokamark reads BPE and Unigram');
  const checked = MODELS[type].safeParse({ ...model.data, type });
  if (!checked.success) throw refusedAt(file, 'model', checked.error);
  const added = addedTokens.safeParse(whole['added_tokens']);
  if (!added.success) throw refusedAt(file, 'added_tokens', added.error);
  refuseSplits(whole['pre_tokenizer'], file, 0);
  return { ...whole, model: { ...model.data, type } };
}

const preTokenizer = z.looseObject({ type: z.string(), behavior: z.unknown(), pretokenizers: z.unknown() }).partial();

/** The library treats these three behaviours as Isolated, which would give other tokens without a word. */
const MISREAD_BEHAVIOURS: readonly unknown[] = ['MergedWithPrevious', 'MergedWithNext', 'Contiguous'];

function refuseSplits(value: unknown, file: string, depth: number): void {
  const parsed = preTokenizer.safeParse(value);
  if (!parsed.success || depth > 8) return;
  const { type, behavior, pretokenizers } = parsed.data;
  if (type === 'Split' && MISREAD_BEHAVIOURS.includes(behavior)) {
    throw refused(file, 'pre_tokenizer.behavior', behavior, 'Tokamark reads Isolated and Removed');
  }
  if (Array.isArray(pretokenizers)) for (const inner of pretokenizers) refuseSplits(inner, file, depth + 1);
}

function refusedAt(file: string, part: string, error: z.ZodError): TokamarkError {
  const issue = error.issues[0];
  const where = [part, ...(issue?.path ?? []).map(String)].join('.');
  return refused(file, where, undefined, issue?.message);
}

function refused(file: string, where: string, value: unknown, detail?: string): TokamarkError {
  const found = value === undefined ? 'cannot be used' : `is ${shown(value)}`;
  return new TokamarkError({
    code: 'tokenizer',
    message: `${file}: ${where} ${found}${detail === undefined ? '' : ` (${detail})`}.`,
    where,
    remedy: 'Download tokenizer.json again, or save it again with a current version of transformers.',
  });
}
