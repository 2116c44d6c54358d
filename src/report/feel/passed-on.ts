/** What is copied of paces: a link, or the figures where there is none that others could open, and a frame for somebody's own page. */
import { NO_LINK } from '../links/link-address';
import { feelFragment, type Basis, type Pace } from './pace';

/** The file beside the page that is made to stand in a frame. */
const FRAME_FILE = 'feel.html';

const WORDS: Readonly<Record<Basis, string>> = {
  measured: 'measured',
  software: 'measured on a software adapter',
  expected: 'expected',
  chosen: 'chosen',
};

/** @param page of links; null where others could not open it */
export function feelLink(paces: readonly Pace[], page: string | null): string {
  if (page !== null) return `${page}${feelFragment(paces)}`;
  return [...paces.map(said), NO_LINK].join('\n');
}

const said = ({ name, rate, basis }: Pace): string => `${name}: ${rate} tokens per second (${WORDS[basis]})`;

/** An `<iframe>` of its own height, for any page. */
export function feelFrame(paces: readonly Pace[], page: string): string {
  const address = `${new URL(FRAME_FILE, page).href}${feelFragment(paces)}`;
  const title = `Text typed at ${paces.map(({ name, rate }) => `${rate} tokens per second (${name})`).join(', ')}`;
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="420" loading="lazy"></iframe>`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter);
