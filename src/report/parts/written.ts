/** What each engine wrote after the same prompt, and where it first differs from ours. */
import { contestantName, isOurs } from '../../benchmark/whose';
import { asQuote, inMarkdown } from '../outside-text';
import type { Result, Written } from '../schema';
import type { ResultPart } from './part';

/** What all others are held against: ours at FP16, or the first of ours; null where ours wrote nothing. */
const heldAgainst = (all: readonly Written[]): Written | null =>
  all.find((one) => isOurs(one) && one.format === 'fp16') ?? all.find(isOurs) ?? null;

/** The number, from 1, of the first token that is not `than`'s; null where all that both have are the same. */
export function firstApart(of: Pick<Written, 'tokens'>, than: Pick<Written, 'tokens'>): number | null {
  const both = Math.min(of.tokens.length, than.tokens.length);
  const at = of.tokens.slice(0, both).findIndex((token, i) => token !== than.tokens[i]);
  return at < 0 ? null : at + 1;
}

/** `the same 32 tokens as FP16`, `apart from FP16 from token 7 on`; empty of what the others are held against. */
export function sameness(one: Written, all: readonly Written[], nameOf = contestantName): string {
  const than = heldAgainst(all);
  if (than === null || than === one) return '';
  const apart = firstApart(one, than);
  if (apart !== null) return `apart from ${nameOf(than)} from token ${apart} on`;
  return `the same ${Math.min(one.tokens.length, than.tokens.length)} tokens as ${nameOf(than)}`;
}

function section({ written: told }: Result): string {
  if (told.length === 0) return '';
  const texts = told.map((one) => {
    const same = sameness(one, told);
    const how = [`${one.tokens.length} tokens, greedily`, ...(same === '' ? [] : [same])].join('; ');
    return `**${inMarkdown(contestantName(one))}** (${how})\n\n${asQuote(`${one.prompt}${one.text}`)}`;
  });
  return ['## What each engine wrote', ...texts].join('\n\n');
}

export const written: ResultPart<'written'> = {
  fold: (before, told) => (told.type === 'restarted' ? [] : before),
  markdown: section,
};
