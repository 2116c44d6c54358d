/**
 * Tokens as a unit: what a text that a person pastes is in tokens, and what a thousand of its words cost.
 *
 *   countText(text, tokenizers, language?): TextCount[]      one a tokenizer: { tokenizer, characters, words, tokens,
 *                                                            charactersPerToken, tokensPerThousandWords | null };
 *                                                            throws TokamarkError `option` for an empty or overlong text
 *     tokenizers: { name, encode(text): number[] }[]         e.g. { name: 'Fable', encode: tokenizer.encode }
 *   costPerThousandWords(tokensPerThousandWords, price)      Band, in the currency of `price` (Band<PerMillionTokens>)
 *   textTable(counts, price | null, currency | null)         Markdown
 */
export { costPerThousandWords, countText, type NamedTokenizer, type TextCount } from './measure';
export { textTable } from './table';
