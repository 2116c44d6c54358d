/** What a post-processor puts around one text; the ids are what Python tokenizers 0.23.3 adds to it. */

import { describe, expect, it } from 'vitest';
import { thrown } from '../../../../test/fixtures/thrown';
import { readPostProcessor } from './post-processor';

const text = { Sequence: { id: 'A', type_id: 0 } };
const second = { Sequence: { id: 'B', type_id: 1 } };
const token = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
const special = (id: string, ...ids: number[]) => ({ [id]: { id, ids, tokens: ids.map(() => id) } });

const template = (single: object[], tokens: object) => ({
  type: 'TemplateProcessing',
  single,
  pair: [text, second],
  special_tokens: tokens,
});
const llama3 = {
  type: 'Sequence',
  processors: [
    { type: 'ByteLevel', add_prefix_space: true, trim_offsets: false, use_regex: true },
    template([token('<|begin_of_text|>'), text], special('<|begin_of_text|>', 128_000)),
  ],
};
const roberta = {
  ...{ type: 'RobertaProcessing', sep: ['</s>', 2], cls: ['<s>', 0] },
  ...{ trim_offsets: true, add_prefix_space: false },
};

describe('a post-processor', () => {
  it.each<[string, unknown, number[], number[]]>([
    ['none', null, [], []],
    ['of an old file', undefined, [], []],
    ['ByteLevel', { type: 'ByteLevel', add_prefix_space: true, trim_offsets: false }, [], []],
    ['a template with BOS', template([token('<s>'), text], special('<s>', 1)), [1], []],
    [
      'a template with both',
      template([token('a'), text, token('b')], { ...special('a', 1), ...special('b', 2, 3) }),
      [1],
      [2, 3],
    ],
    ['a template that adds nothing', template([text], {}), [], []],
    ["Llama 3's sequence", llama3, [128_000], []],
    ['Roberta', roberta, [0], [2]],
    ['Bert', { type: 'BertProcessing', sep: ['[SEP]', 102], cls: ['[CLS]', 101] }, [101], [102]],
  ])('%s puts its ids around the text', (_, json, prefix, suffix) => {
    expect(readPostProcessor(json, 'tokenizer.json')).toEqual({ prefix, suffix });
  });

  it('puts there any number of ids', () => {
    const ids = Array.from({ length: 300_000 }, (_, id) => id);
    const many = { many: { id: 'many', ids, tokens: [] } };
    expect(readPostProcessor(template([text, token('many')], many), 'tokenizer.json').suffix).toEqual(ids);
  });

  it.each<[string, unknown, string]>([
    ['an unknown processor', { type: 'Morse' }, 'post_processor.type is "Morse"'],
    [
      'an unknown field',
      { ...roberta, twice: 1 },
      'post_processor.twice is 1: Tokamark knows no such field of RobertaProcessing',
    ],
    ['a token without ids', template([token('x'), text], {}), 'post_processor.single.0'],
    ['a template without the text', template([token('x')], special('x', 1)), 'post_processor.single is'],
    ['a template with the text twice', template([text, text], {}), 'holds the text once'],
    ['a second text', template([text, second], {}), 'post_processor.single.1'],
    ['an id that is none', template([text], special('x', -1)), 'post_processor.special_tokens.x.ids.0 is -1'],
    ['two that add ids', { type: 'Sequence', processors: [roberta, roberta] }, 'one processor that adds ids'],
    ['a sequence in a sequence', { type: 'Sequence', processors: [llama3] }, 'post_processor.processors.0.type'],
  ])('is refused with its place where it is %s', (_, json, said) => {
    const error = thrown(() => readPostProcessor(json, 'a/tokenizer.json'));
    expect(error.code).toBe('tokenizer');
    expect(error.message).toContain(said);
    expect(error.message).toMatch(/^a\/tokenizer\.json: /);
  });
});
