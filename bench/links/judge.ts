/** What a link did to this version: refused with a typed error, or read; and whether anything that it would display is unsafe. */
import { TokamarkError } from '../../src/foundation/errors';
import { cardOf } from '../../src/report/links/card';
import { cardSvg } from '../../src/report/links/card-scene';
import { claimOf } from '../../src/report/links/claim';
import type { Duel } from '../../src/report/links/duel';
import { decodeDuel, encodeDuel } from '../../src/report/links/duel-link';
import { duelVerdict } from '../../src/report/links/duel-verdict';
import type { Result } from '../../src/report/schema';

export interface Judged {
  /** The code of the error it was refused with, `read`, or `crash`. */
  readonly outcome: string;
  /** Why it must not be so; empty where all is well. */
  readonly wrong: string;
  readonly milliseconds: number;
}

/** @param mine the result that a link is held against */
export async function judged(address: string, mine: Result): Promise<Judged> {
  const began = performance.now();
  const found = await opened(address, mine);
  return { ...found, milliseconds: performance.now() - began };
}

async function opened(address: string, mine: Result): Promise<Omit<Judged, 'milliseconds'>> {
  let duel: Duel;
  try {
    duel = await decodeDuel(address);
  } catch (thrown) {
    return thrown instanceof TokamarkError ? refused(thrown) : crashed(thrown);
  }
  try {
    return { outcome: 'read', wrong: await wrongIn(duel, mine) };
  } catch (thrown) {
    return crashed(thrown);
  }
}

const crashed = (thrown: unknown) => ({
  outcome: 'crash',
  wrong: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
});

function refused({ code, message, where, remedy }: TokamarkError): Omit<Judged, 'milliseconds'> {
  const said = [message, where, remedy].map((text) => unsafe(text, 400)).find((why) => why !== '') ?? '';
  const expected = code === 'link' || code === 'receipt';
  return { outcome: code, wrong: expected ? said : `the code ${code}` };
}

/** Controls, turns of direction, what is no character, and what ends a line. */
const UNSAFE = /[\p{C}\u2028\u2029]/u;

function unsafe(text: string, most: number): string {
  if (text.length > most) return `a text of ${text.length} characters: ${text.slice(0, 80)}`;
  const found = UNSAFE.exec(text);
  return found === null ? '' : `U+${(found[0].codePointAt(0) ?? 0).toString(16)} in ${JSON.stringify(text)}`;
}

/** Everything that page, message and card show of a duel. */
async function wrongIn(duel: Duel, mine: Result): Promise<string> {
  const verdict = duelVerdict(duel, mine);
  const said = verdict.kind === 'refused' ? [verdict.reason] : [verdict.sentence, ...verdict.notes];
  const { machine, date, suite, figures } = duel;
  const numbers = figures.flatMap(({ speed, share }) =>
    [speed, share ?? speed].flatMap(({ median, low, high }) => [median, low, high]),
  );
  if (!numbers.every((value) => Number.isFinite(value) && value > 0)) return `the numbers ${numbers.join(', ')}`;
  for (const text of [machine.name, machine.runtime, date, suite, claimOf(duel), ...said]) {
    const why = unsafe(text, 500);
    if (why !== '') return why;
  }
  // Whoever got it may pass it on: what that throws is a crash.
  await encodeDuel(duel);
  return unsafeMarkup(cardSvg(cardOf(duel, 'https://example.org/tokamark/')));
}

/** Elements and attributes that a card has; anything else was put there. */
const ELEMENT =
  /<(?:\/(?:svg|title|desc|text|path)|(?:svg|title|desc|text|path|rect)(?: [a-z-]+(?::[a-z]+)?="[^"<>]*")*\/?)>/gi;
const HANDLER = /<[^>]*\s(?:on\w+|href|style|xlink:href)=/i;

function unsafeMarkup(svg: string): string {
  const left = svg.replace(ELEMENT, '');
  if (/[<>]/.test(left)) return `markup that no card has: ${left.slice(left.search(/[<>]/)).slice(0, 200)}`;
  if (HANDLER.test(svg)) return 'an attribute that no card has';
  const stray = /&(?!(?:amp|lt|gt|quot|#39);)/.exec(left);
  if (stray !== null) return `an ampersand that is not escaped: ${left.slice(stray.index, stray.index + 40)}`;
  const control = /(?!\n)[\p{Cc}\ufffe\uffff]/u.exec(svg);
  return control === null ? '' : 'a control character in a card';
}
