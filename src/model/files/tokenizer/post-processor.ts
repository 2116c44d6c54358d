/**
 * Which ids the post-processor of a tokenizer.json puts before and after one text: BOS and EOS, where it says so. Whether they
 * are wanted is the caller's; `encode` adds none. tokenizer_config.json is not asked: the reference follows tokenizer.json alone.
 */

import { z } from 'zod';
import { inside, read, refusal, type Part } from './refused';
import { tokenId } from './token-id';

export interface Surroundings {
  readonly prefix: readonly number[];
  readonly suffix: readonly number[];
}

const NONE: Surroundings = { prefix: [], suffix: [] };

const typed = z.looseObject({ type: z.string() });

const byteLevel = z.strictObject({
  type: z.literal('ByteLevel'),
  // They move offsets, which nothing here gives.
  add_prefix_space: z.boolean().optional(),
  trim_offsets: z.boolean().optional(),
  use_regex: z.boolean().optional(),
});

const named = z.tuple([z.string(), tokenId]);

const around = z.strictObject({
  type: z.enum(['BertProcessing', 'RobertaProcessing']),
  sep: named,
  cls: named,
  trim_offsets: z.boolean().optional(),
  add_prefix_space: z.boolean().optional(),
});

const piece = z.union([
  z.strictObject({ Sequence: z.strictObject({ id: z.enum(['A', 'B']), type_id: z.number() }) }),
  z.strictObject({ SpecialToken: z.strictObject({ id: z.string(), type_id: z.number() }) }),
]);

const template = z.strictObject({
  type: z.literal('TemplateProcessing'),
  single: z.array(piece),
  pair: z.array(piece),
  special_tokens: z.record(
    z.string(),
    z.strictObject({ id: z.string(), ids: z.array(tokenId), tokens: z.array(z.string()) }),
  ),
});

const sequence = z.strictObject({ type: z.literal('Sequence'), processors: z.array(z.unknown()).max(8) });

/** @throws TokamarkError `tokenizer` for a post-processor that does anything else to one text */
export function readPostProcessor(value: unknown, file: string): Surroundings {
  const part: Part = { value, file, where: 'post_processor' };
  if (value === null || value === undefined) return NONE;
  const { type } = read(typed, part);
  if (type !== 'Sequence') return readOne(type, part);
  const { processors } = read(sequence, part);
  const all = processors.map((one, index) => {
    const inner = inside(inside(part, 'processors', processors), index, one);
    return readOne(read(typed, inner).type, inner);
  });
  const adding = all.filter(({ prefix, suffix }) => prefix.length + suffix.length > 0);
  // A template behind another sees the first one's ids as texts of their own.
  if (adding.length > 1) throw refusal(part, 'Tokamark reads one processor that adds ids, and ByteLevel beside it');
  return adding[0] ?? NONE;
}

function readOne(type: string, part: Part): Surroundings {
  switch (type) {
    case 'ByteLevel':
      read(byteLevel, part);
      return NONE;
    case 'BertProcessing':
    case 'RobertaProcessing': {
      const { cls, sep } = read(around, part);
      return { prefix: [cls[1]], suffix: [sep[1]] };
    }
    case 'TemplateProcessing':
      return readTemplate(part);
    default:
      throw refusal(
        inside(part, 'type', type),
        'Tokamark reads TemplateProcessing, RobertaProcessing, BertProcessing, ByteLevel and a Sequence of these',
      );
  }
}

function readTemplate(part: Part): Surroundings {
  const { single, special_tokens: special } = read(template, part);
  const prefix: number[] = [];
  const suffix: number[] = [];
  let texts = 0;
  for (const [index, item] of single.entries()) {
    const place = inside(inside(part, 'single', single), index, item);
    if ('Sequence' in item) {
      if (item.Sequence.id !== 'A') throw refusal(place, 'one text has no second');
      texts += 1;
    } else {
      const ids = new Map(Object.entries(special)).get(item.SpecialToken.id)?.ids;
      if (ids === undefined) throw refusal(place, 'special_tokens has no such token');
      for (const id of ids) (texts === 0 ? prefix : suffix).push(id);
    }
  }
  if (texts !== 1) throw refusal(inside(part, 'single', single), 'Tokamark reads a template that holds the text once');
  return { prefix, suffix };
}
