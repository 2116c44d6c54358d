/**
 * Which ids the post-processor of a tokenizer.json puts before and after one text: BOS and EOS, where it says so. Whether they
 * are wanted is the caller's; `encode` adds none. tokenizer_config.json is not asked: the reference follows tokenizer.json alone.
 */

import { z } from 'zod';
import { component, readComponent, readParts, type Component } from './component';
import { inside, refusal, type Part } from './refused';
import { tokenId } from './token-id';

export interface Surroundings {
  readonly prefix: readonly number[];
  readonly suffix: readonly number[];
}

const NONE: Surroundings = { prefix: [], suffix: [] };

/** They move offsets, which nothing here gives. */
const offsets = { add_prefix_space: z.boolean().optional(), trim_offsets: z.boolean().optional() };

const named = z.tuple([z.string(), tokenId]);

const around = component({ sep: named, cls: named, ...offsets }, ({ cls, sep }): Surroundings => ({
  prefix: [cls[1]],
  suffix: [sep[1]],
}));

const piece = z.union([
  z.strictObject({ Sequence: z.strictObject({ id: z.enum(['A', 'B']), type_id: z.number() }) }),
  z.strictObject({ SpecialToken: z.strictObject({ id: z.string(), type_id: z.number() }) }),
]);

const special = z.strictObject({ id: z.string(), ids: z.array(tokenId), tokens: z.array(z.string()) });

const PROCESSORS: Readonly<Record<string, Component<Surroundings>>> = {
  TemplateProcessing: component(
    { single: z.array(piece), pair: z.array(piece), special_tokens: z.record(z.string(), special) },
    ({ single, special_tokens: known }, part) => readTemplate(single, new Map(Object.entries(known)), part),
  ),
  RobertaProcessing: around,
  BertProcessing: around,
  ByteLevel: component({ ...offsets, use_regex: z.boolean().optional() }, () => NONE),
};

const WITH_SEQUENCE: typeof PROCESSORS = {
  ...PROCESSORS,
  Sequence: component({ processors: z.array(z.unknown()).max(8) }, ({ processors }, part, depth) => {
    const all = readParts(PROCESSORS, processors, inside(part, 'processors', processors), depth);
    const adding = all.filter(({ prefix, suffix }) => prefix.length + suffix.length > 0);
    // A template behind another sees the first one's ids as texts of their own.
    if (adding.length > 1) throw refusal(part, 'Tokamark reads one processor that adds ids, and ByteLevel beside it');
    return adding[0] ?? NONE;
  }),
};

/** @throws TokamarkError `tokenizer` for a post-processor that does anything else to one text */
export function readPostProcessor(value: unknown, file: string): Surroundings {
  if (value === null || value === undefined) return NONE;
  return readComponent(WITH_SEQUENCE, { value, file, where: 'post_processor' });
}

function readTemplate(
  single: readonly z.infer<typeof piece>[],
  known: ReadonlyMap<string, z.infer<typeof special>>,
  part: Part,
): Surroundings {
  const prefix: number[] = [];
  const suffix: number[] = [];
  let texts = 0;
  for (const [index, item] of single.entries()) {
    const place = inside(inside(part, 'single', single), index, item);
    if ('Sequence' in item) {
      if (item.Sequence.id !== 'A') throw refusal(place, 'one text has no second');
      texts += 1;
    } else {
      const ids = known.get(item.SpecialToken.id)?.ids;
      if (ids === undefined) throw refusal(place, 'special_tokens has no such token');
      // Not spread into arguments, of which there are at most some 100,000.
      for (const id of ids) (texts === 0 ? prefix : suffix).push(id);
    }
  }
  if (texts !== 1) throw refusal(inside(part, 'single', single), 'Tokamark reads a template that holds the text once');
  return { prefix, suffix };
}
