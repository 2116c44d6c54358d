/** A run that a link brings to the board from a page elsewhere: what the link holds, what is shown of it, and what is refused. */
import { describe, expect, it } from 'vitest';
import { measured } from '../../../test/fixtures/duel';
import { rejection } from '../../../test/fixtures/thrown';
import { asTokamarkError } from '../../foundation/errors';
import { duelOf, type Duel } from '../../report/links/duel';
import { holdsDuel } from '../../report/links/holds-duel';
import { packText } from '../../report/links/packed';
import { ranking } from '../fixtures/board-answers';
import { drawnBoard, here } from '../fixtures/drawn-board';
import { settledAddress } from '../rooms/settled-address';
import { settledPath } from '../rooms/settled-path';
import { OPENING, parseBoard, type BoardView } from './address';
import { broughtIn, linkToBoard, openBrought, takenOf, type Taken } from './brought';
import type { Loaded } from './slot';

const BOARD = 'https://board.example/x/';
const RESULT = measured({ rate: 38.1 });
const taken: Taken = (await takenOf([RESULT])) ?? expect.fail('no link');
const link = (view: BoardView = OPENING): URL => new URL(linkToBoard(BOARD, view, taken));

const ignore = (): void => undefined;
const shown = (loaded: Loaded<Duel>, answer = ranking()): string =>
  drawnBoard({ ranking: here(answer), brought: { loaded, onForget: ignore } });

describe('a link to a board elsewhere', () => {
  it('has the run behind the #, and opens the ranking that it has a figure of', async () => {
    const { pathname, search, hash } = link({ see: 'ranking', query: { format: 'fp16', kind: 'phone' } });
    expect(`${pathname}${search}`).toBe('/x/board?format=fp16&kind=phone');
    // As the page of the board reads it, once the path is its own.
    const settled = new URL(settledPath({ pathname, search, hash }) ?? '', BOARD).hash;
    expect(settledAddress(settled)).toBe(hash);
    expect(parseBoard(hash)).toEqual({ see: 'ranking', query: { format: 'fp16', kind: 'phone' } });
    const duel = await openBrought(broughtIn(hash) ?? '');
    expect(duel).toMatchObject({ machine: taken.duel.machine, date: taken.duel.date, receipt: taken.duel.receipt });
  });

  it('leads from any other view to the ranking of its first figure', () => {
    for (const view of [
      { see: 'send' },
      { see: 'ranking', query: { format: 'w4a8' } },
      { see: 'ranking', query: { metric: 'joulesPerToken' } },
    ] satisfies BoardView[]) {
      expect(parseBoard(link(view).hash)).toEqual(OPENING);
      expect(link(view).pathname).toBe('/x/board');
    }
  });

  it('leads to the first ranking where boards rank none of it', async () => {
    const small = measured({ rate: 38.1 }, {}, { shape: 'Fable' });
    const other = (await takenOf([small])) ?? expect.fail('no link');
    const { pathname, search, hash } = new URL(
      linkToBoard(BOARD, { see: 'ranking', query: { format: 'fp16' } }, other),
    );
    expect([`${pathname}${search}`, parseBoard(hash)]).toEqual(['/x/board', OPENING]);
    const html = shown(here({ ...other.duel, machine: { ...other.duel.machine, software: true } }));
    expect(html).toMatch(/no figure of what is ranked below\. It has:.*FP16 tg64: .*never ranks them/s);
    expect(html).not.toContain('href="#/board?format=fp16"');
  });

  it('is no challenge to the benchmark, and other addresses bring nothing', () => {
    expect(holdsDuel(link().hash)).toBe(false);
    expect(broughtIn('#/board?kind=phone')).toBeNull();
    expect(broughtIn('#/compare?result=1.x.end')).toBeNull();
  });

  it('takes the latest run that fits into one', async () => {
    const none = { ...RESULT, receipt: null };
    expect((await takenOf([none, RESULT]))?.packed).toBe(taken.packed);
    expect(await takenOf([none])).toBeNull();
  });
});

describe('a page elsewhere', () => {
  const place = here({ board: 'elsewhere' as const, address: 'https://board.example/x' });

  it('links to the board with the run, and says that no server hears of it', () => {
    const html = drawnBoard({ place, taken });
    expect(html).toMatch(
      /id="board-take-along" href="https:\/\/board\.example\/x\/board#\/board\?result=1\.[\w-]+\.end"/,
    );
    expect(html).toMatch(/See where your run would stand there.*INT4 tg64.*no server hears/s);
  });

  it('says before a run that there will be such a link', () => {
    expect(drawnBoard({ place })).toMatch(/After a run in this browser, a link stands here/);
  });
});

describe('the run of a link', () => {
  const whole = { ...taken.duel, machine: { ...taken.duel.machine, name: 'Apple M3' } };

  it('stands among the rows, as measured on another page and not sent, with the way to take part', () => {
    const html = shown(here(whole));
    expect(html).toMatch(
      /Apple M3.*measured on another page.*nobody has verified it.*It measured \d.*tokens per second/s,
    );
    expect(html).toMatch(/Of the 9 rows of this page, \d .* clearly faster and \d clearly slower/);
    expect(html).toMatch(/It is not sent.*under a challenge of this board.*href="#\/board\?see=send"/s);
    expect(html).toMatch(/data-testid="board-own-row".*?The run of your link.*?not sent, seen by you alone/s);
  });

  it('stands beside the one of this browser', () => {
    const html = drawnBoard({
      ...{ ranking: here(ranking()), own: [RESULT] },
      brought: { loaded: here(whole), onForget: ignore },
    });
    expect(html.match(/data-testid="board-own-row"/g)).toHaveLength(2);
  });

  it('leads to what it has measured where that is not ranked here', () => {
    const { workload } = ranking();
    const html = shown(here(whole), ranking({ workload: { ...workload, test: 'tg64 @ d2048' } }));
    expect(html).toMatch(/no figure of what is ranked below.*href="#\/board\?format=fp16">FP16 tg64/s);
    expect(html).not.toContain('board-own-row');
  });

  it('stands among no rows of another suite', () => {
    const html = shown(here(whole), ranking({ suite: { ...ranking().suite, id: 'tokamark-1' } }));
    expect(html).toContain('no figure of what is ranked below');
    expect(html).not.toContain('board-own-row');
  });

  it('of a software adapter is never ranked', () => {
    const html = shown(here({ ...whole, machine: { ...whole.machine, software: true } }));
    expect(html).toContain('never ranks them');
    expect(html).not.toContain('clearly faster');
  });

  it('is nothing where the address brings none', () => {
    expect(shown({ kind: 'unasked' })).not.toContain('board-brought');
  });
});

describe('a hostile link', () => {
  it('is refused as a duel is, by its schema', async () => {
    const fields = { n: 'x', b: 'y', d: '2026-11-22', u: 'tokamark-2', r: 'receipt=1', f: [] };
    const packed = async (document: unknown) => `1.${await packText(JSON.stringify(document))}.end`;
    for (const [text, why] of [
      ['', /version/],
      ['<img src=x>', /version/],
      ['9.x.end', /newer Tokamark/],
      [taken.packed.slice(0, -6), /cut off/],
      [`1.${'A'.repeat(5000)}.end`, /more than 1800 characters/],
      [`1.${await packText('x'.repeat(20_000))}.end`, /more than a result has/],
      [await packed(fields), /figures is not valid/],
    ] as const) {
      const error = asTokamarkError(await rejection(openBrought(text)));
      expect(error.code, text.slice(0, 40)).toBe('link');
      expect(error.message).toMatch(why);
    }
  });

  it('says what is wrong above the ranking, which stays', async () => {
    const error = asTokamarkError(await rejection(openBrought('1.x'))).toData();
    const html = shown({ kind: 'failed', error, before: null });
    expect(html).toMatch(/This link holds no result that can be read\..*Set it aside.*data-testid="board-row"/s);
  });

  it('that passes has its names escaped', () => {
    const name = '\u202e<img src=x onerror=alert(1)>';
    const html = shown(here(duelOf(RESULT, name)));
    expect(html).toContain('&lt;img src=x');
    expect(html).not.toMatch(/<img|\u202e/);
  });
});
