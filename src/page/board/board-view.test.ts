/** The room of the board as it is drawn: whether there is a board, its rows, its states, and texts that strangers wrote. */
import { describe, expect, it } from 'vitest';
import { entry, figure, result } from '../../../test/fixtures/result';
import type { BoardView as View } from './address';
import {
  cohort,
  COHORTS,
  energy,
  filters,
  gpuNamed,
  gpuPage,
  INT4_WRITING,
  latest,
  ranking,
  run,
  slices,
  support,
  workloads,
} from '../fixtures/board-answers';
import { drawnBoard as view, here } from '../fixtures/drawn-board';

const error = { code: 'network', message: 'The board did not answer.', where: '', remedy: 'Try again.' } as const;

/** The text of each row, its cells apart. */
const rows = (html: string): readonly string[] =>
  [...html.matchAll(/<tr role="row" data-testid="board-row">(.*?)<\/tr>/gs)].map(([, row = '']) =>
    row.replace(/<\/t[dh]>/g, '|').replace(/<[^>]*>/g, ''),
  );

describe('the ranking', () => {
  const html = view({ ranking: here(ranking()), workloads: here(workloads()), filters: here(filters()) });

  it('has units first, then a row for each GPU with place, figure, interval and how many sent it', () => {
    expect(html).toMatch(/<h2 id="board-title-of-view"[^>]*>INT4 writing: tokens per second<\/h2>/);
    expect(html).toContain('>tokens per second</th>');
    expect(rows(html)).toHaveLength(COHORTS.length);
    expect(rows(html)[0]).toMatch(
      /^1place 1\|NVIDIA GeForce RTX 5090desktop\|212 tok\/s204 to 220\|\|41 runs14 devices, 12 confirmed/,
    );
  });

  it('gives those that are not clearly apart one place, and has the confirmed first', () => {
    expect(rows(html)[1]).toMatch(/^=2place 2, shared by 2\|/);
    expect(rows(html)[2]).toMatch(/^=2place 2, shared by 2\|/);
    const [confirmed = '', others = ''] = html.slice(html.indexOf('Confirmed:')).split('Not confirmed yet:');
    expect(confirmed).toContain('Apple M4 Max');
    expect(others).toContain('Apple M2');
  });

  it('claims neither a place nor an interval of fewer than five devices', () => {
    expect(rows(html).at(-1)).toMatch(
      /^–no place: fewer than five devices\|Intel Iris Xeintegrated · changed shaders\|11\.7 tok\/s\|/,
    );
  });

  it('says a warning beside its row, and that names are what their owners say', () => {
    expect(rows(html)[4]).toContain('Warning: Two drivers of this GPU differ');
    expect(html).toContain('GPU, as its owners say');
  });

  it('says how far to believe it, what it cannot catch, and what happens to what people send', () => {
    expect(html).toContain('A borrowed or rented faster GPU under the name of a slower one');
    expect(html).toContain('Software adapters are no GPUs');
    expect(html).toContain('What happens to what you send');
  });

  it('leads to the same as CSV and JSON, to an address of its own at the server, and to the files of all runs', () => {
    expect(html).toMatch(/href="api\/cohorts\?as=csv".*href="api\/cohorts".*href="board".*href="api\/dumps"/s);
    expect(view({ place: here({ board: 'none' }) })).not.toContain('api/dumps');
  });

  it('begins the next page behind the last row of this one', () => {
    const first = view({ ranking: here(ranking({ next: 'WzFd' })) }, { see: 'ranking', query: { kind: 'phone' } });
    expect(first).toContain('href="#/board?kind=phone&amp;after=WzFd"');
    const second = view({ ranking: here(ranking()) }, { see: 'ranking', query: { kind: 'phone', after: 'WzFd' } });
    expect(second).toMatch(/href="#\/board\?kind=phone">First page/);
    expect(view({ ranking: here(ranking()) })).not.toContain('First page');
  });

  it('stamps a suite that was withdrawn, and one that is not today’s', () => {
    const withdrawn = { id: 'tokamark-1', withdrawn: { at: '2026-10-02T00:00:00.000Z', why: 'a fault in its clock' } };
    expect(view({ ranking: here(ranking({ suite: withdrawn })) })).toContain(
      'Suite tokamark-1 was withdrawn on 2 Oct 2026: a fault in its clock.',
    );
    expect(view({ ranking: here(ranking({ suite: { ...withdrawn, withdrawn: null } })) })).toContain('is an older one');
  });

  it('says of a sample how far off it may be', () => {
    const sampled = cohort('Apple M2', 60, { error: { share: 0.03, level: 0.95, devices: 4000, devicesError: 0.1 } });
    const said = view({
      ranking: here(
        ranking({
          cohorts: [sampled],
          sampling: { method: 'sample of devices', runs: 50_000, share: 0.12, isFirst: false },
        }),
      ),
    });
    expect(said).toContain('a sample of 12 % of the devices');
    expect(rows(said)[0]).toContain('from a sample, ± 3 %');
    expect(said).not.toContain('made at once');
    const first = { method: 'sample of devices', runs: 900, share: 0.01, isFirst: true } as const;
    expect(view({ ranking: here(ranking({ cohorts: [sampled], sampling: first })) })).toContain('made at once');
  });

  it('shows speed against energy where runs have it, measured ones apart from estimates', () => {
    expect(html).not.toContain('Speed against energy');
    const drawn = view({ ranking: here(ranking()), energy: here(energy()) });
    expect(drawn).toContain('The least energy per token here: Qualcomm Adreno 830, 0.140 J');
  });
});

describe('the filters', () => {
  it('offer what there is, and what the address says also where nobody has it', () => {
    const query = { browser: 'Ladybird 1', kind: 'phone' };
    const html = view({ ranking: here(ranking()), filters: here(filters()) }, { see: 'ranking', query });
    expect(html).toMatch(
      /<select[^>]* id="board-browser"[^>]*>.*?<option value="Ladybird 1" selected>.*?Chrome 156.*?<\/select>/s,
    );
    expect(html).toContain('More filters (2 set)');
    expect(html).toMatch(/href="#\/board" id="board-clear"/);
  });

  it('have a time to the first token only of what is read', () => {
    expect(view({ ranking: here(ranking()) })).not.toContain('Time to first token');
    expect(view({}, { see: 'ranking', query: { test: 'pp512' } })).toContain('Time to first token');
  });
});

describe('where the visitor would stand', () => {
  const model = { name: INT4_WRITING.shape, weights: 'synthetic' as const, parameters: 1e9 };
  const OWN = entry({ format: 'int4', phase: 'decode', test: 'tg64', model, tokensPerSecond: figure(120) });
  const own = (over: Parameters<typeof result>[0] = {}) =>
    result({
      startedAt: '2026-11-29T12:00:00.000Z',
      results: [OWN],
      ...over,
    });
  const adapter = (software: boolean) => ({ ...result().adapter, software });

  it('is a row of the same table, worked out here and seen by nobody else', () => {
    const html = view({ ranking: here(ranking()), own: [own({ adapter: adapter(false) })] });
    expect(html).toMatch(/data-testid="board-own-row".*?Your machine.*?120.*?seen by you alone/s);
    expect(html).toContain('Of the 9 rows of this page, 4 are clearly faster and 3 clearly slower.');
    expect(html).toMatch(/and sends nothing\..*href="#\/board\?see=send">Send a run of this machine/s);
  });

  it('is none of a software adapter', () => {
    const html = view({ ranking: here(ranking()), own: [own({ adapter: adapter(true) })] });
    expect(html).toContain('never ranks them');
    expect(html).not.toContain('clearly faster');
  });

  it('is not said among rows of another suite, which measures otherwise', () => {
    const older = ranking({ suite: { ...ranking().suite, id: 'tokamark-1' } });
    expect(view({ ranking: here(older), own: [own()] })).not.toContain('board-own-row');
  });

  it('is not said where no run of this browser has measured it', () => {
    expect(view({ ranking: here(ranking()), own: [own({ results: [{ ...OWN, test: 'tg128' }] })] })).not.toContain(
      'board-own-row',
    );
  });
});

describe('a state without rows', () => {
  it('of a workload that nobody has sent says what a row means and how to be the first', () => {
    const html = view({ ranking: here(ranking({ cohorts: [], total: 0 })) });
    expect(html).toMatch(
      /Nobody has sent this in yet.*From five devices on.*How to be the first.*href="#\/board\?see=send".*Send a run.*href="#\/">See first how fast this machine is/s,
    );
    expect(html).not.toContain('<table class="board-table"');
  });

  it('of filters that nothing passes leads to all runs', () => {
    const html = view(
      { ranking: here(ranking({ cohorts: [], total: 0 })) },
      { see: 'ranking', query: { kind: 'phone' } },
    );
    expect(html).toMatch(/No run passes these filters.*href="#\/board">All runs again/s);
  });

  it('waits, and keeps what was there', () => {
    expect(view({ ranking: { kind: 'asking', before: null } })).toContain('Asking the board …');
    const html = view({ ranking: { kind: 'asking', before: ranking() } });
    expect(rows(html)).toHaveLength(COHORTS.length);
    expect(html).toMatch(/aria-busy(="true")?[^>]*data-old/);
  });

  it('says what went wrong and what to do, beside what was there', () => {
    const html = view({ ranking: { kind: 'failed', error, before: ranking() } });
    expect(html).toMatch(/The board did not answer.*Try again\..*Ask again/s);
    expect(rows(html)).toHaveLength(COHORTS.length);
    expect(view({ place: { kind: 'failed', error, before: null } })).toContain('Ask again');
  });

  it('says that the browser is offline, and not that the board failed', () => {
    const html = view({ online: false, ranking: { kind: 'failed', error, before: ranking() } });
    expect(html).toContain('What is shown is what came last');
    expect(html).not.toContain('The board did not answer');
    expect(view({ online: false, place: { kind: 'failed', error, before: null } })).toContain('Connect again');
  });
});

describe('a page without a board', () => {
  it('says so, and what can be done', () => {
    const html = view({ place: here({ board: 'none' }) });
    expect(html).toMatch(/This page has no board.*href="#\/compare".*<code>npm start<\/code>/s);
    expect(html).toContain('How far to believe this');
  });

  it('names a board elsewhere, with the same view there', () => {
    const html = view(
      { place: here({ board: 'elsewhere', address: 'https://board.example/x' }) },
      {
        ...{ see: 'ranking', query: { kind: 'phone' } },
      },
    );
    expect(html).toMatch(/href="https:\/\/board\.example\/x\/board\?kind=phone"[^>]*><bdi>board\.example/);
  });
});

describe('sending', () => {
  it('says what leaves the page and what happens to it before its code is here', () => {
    const html = view({}, { see: 'send' });
    expect(html).toMatch(/Send a run of this machine.*Nothing else leaves this page until you have seen it and press/s);
    expect(html).toContain('hashes of what is measured, which tell nothing without the run');
    expect(html).not.toContain('How far to believe this</h2>');
  });

  it('has no button where there is no board, and says what can be done instead', () => {
    const discussions = 'https://github.com/someone/results/discussions/new?category=results';
    const html = view({ place: here({ board: 'none', discussions }), send: 'SEND' }, { see: 'send' });
    expect(html).toMatch(
      /This page has no board.*Send a run as a discussion at github\.com: after a run in this browser/s,
    );
    expect(html).not.toContain('SEND');
    const elsewhere = view({ place: here({ board: 'elsewhere', address: 'https://board.example/' }) }, { see: 'send' });
    expect(elsewhere).toContain('href="https://board.example/board?see=send"');
  });
});

describe('one GPU', () => {
  const see: View = { see: 'gpu', gpu: 'nvidia-geforce-rtx-5090', query: {} };

  it('has all that was measured on it, and one workload put apart by browser with what that makes', () => {
    const html = view({ gpu: here(gpuPage()), slices: here(slices()) }, see);
    expect(html).toMatch(/INT4 writing.*212.*FP16 reading/s);
    expect(html).toContain('INT4 writing by browser');
    expect(html).toContain('Firefox 150: 0.760 ± 0.020 times Chrome 156.');
  });

  it('has it over time, and says where nothing differs or nobody has sent it', () => {
    expect(view({ slices: here(slices('month')) }, see)).toContain('INT4 writing over time');
    expect(view({ slices: here({ ...slices(), slices: [] }) }, see)).toContain('Nobody has sent this workload in');
  });
});

describe('a run', () => {
  const see: View = { see: 'run', run: run().id };

  it('says what it is, who says so, and its place among runs sent in', () => {
    const html = view({ run: here(run()) }, see);
    expect(html).toContain('A run of NVIDIA GeForce RTX 4060 Laptop GPU');
    expect(html).toMatch(/GPU, as its owner says.*rtx-4060-laptop.*GPU, as the browser says.*nvidia lovelace/s);
    expect(html).toContain('better than 61 % of 41 runs sent in by 14 devices; place 5 to 7 of 14 devices');
    expect(html).toMatch(/href="#receipt=1[^"]*">Run the same here/);
  });

  it('has no percentile of fewer than five devices', () => {
    const few = {
      cohort: 7,
      devices: 3,
      runs: 4,
      worse: 1,
      equal: 1,
      percentile: null,
      rank: { from: 1, to: 3 },
      warning: null,
    };
    const one = run();
    const html = view({ run: here({ ...one, figures: one.figures.map((each) => ({ ...each, place: few })) }) }, see);
    expect(html).toContain('4 runs sent in: too few to say');
    expect(html).not.toContain('better than');
  });

  it('says what no GPU made, what the checks found, and what did not run', () => {
    const html = view(
      {
        run: here(
          run({
            ...{ software: true, state: 'practice', receipt: null },
            reasons: [{ code: 'software-adapter', says: 'No GPU worked.', remedy: 'Run it on a GPU.' }],
            formats: [{ format: 'fp16', code: 'device-lost' }],
          }),
        ),
      },
      see,
    );
    expect(html).toMatch(/Software adapter, not a GPU.*Practice.*No GPU worked\..*FP16 ended with device-lost/s);
    expect(html).not.toContain('Run the same here');
  });

  it('says why a practice run has no figures here, and where its owner finds them', () => {
    const html = view({ run: here(run({ state: 'practice', figures: [] })) }, see);
    expect(html).toMatch(/What it measured.*no figures here: the board keeps those of its ranked workloads alone/s);
    expect(html).toContain('open the room Compare in that browser');
    const failed = view({ run: here(run({ state: 'failed', figures: [] })) }, see);
    expect(failed).toContain('measured none of them to its end');
    expect(failed).not.toContain('room Compare');
    expect(view({ run: here(run()) }, see)).not.toContain('no figures here');
  });

  it('follows no receipt that is none', () => {
    const html = view({ run: here(run({ receipt: { text: 'receipt=1"><img src=x>' } })) }, see);
    expect(html).not.toContain('Run the same here');
  });
});

describe('lists', () => {
  it('of the latest runs lead to each', () => {
    const html = view({ latest: here(latest()) }, { see: 'latest', after: null });
    expect(html).toMatch(/href="#\/board\?run=[A-Za-z0-9_-]{22}"><bdi>NVIDIA GeForce RTX 5090/);
    expect(html).toContain('INT4 tg64: 212');
  });

  it('of what runs where say what failed', () => {
    const html = view({ support: here(support()) }, { see: 'support' });
    expect(html).toContain('From the latest 210 runs since 1 Sept 2026, failed ones too.');
    expect(html).toContain('device-lost × 4');
  });
});

describe('texts of strangers', () => {
  const HOSTILE = '\u202eevil<img src=x onerror=alert(1)>"\u0007\n\u200b';

  it('stand escaped, on one line, without what turns or hides others', () => {
    const bad = cohort(HOSTILE, 100, { gpu: { ...gpuNamed(HOSTILE), id: 'x' }, engine: HOSTILE, warning: HOSTILE });
    const one = run({
      declaredGpu: HOSTILE,
      adapter: HOSTILE,
      machine: HOSTILE,
      os: HOSTILE,
      browser: HOSTILE,
      gpu: null,
    });
    const pages = [
      view({ ranking: here(ranking({ cohorts: [bad] })), filters: here({ ...filters(), engines: [HOSTILE] }) }),
      view({ run: here(one) }, { see: 'run', run: one.id }),
      view(
        { slices: here({ ...slices(), slices: slices().slices.map((each) => ({ ...each, label: HOSTILE })) }) },
        {
          ...{ see: 'gpu', gpu: 'x', query: {} },
        },
      ),
      view(
        { support: here({ ...support(), cells: support().cells.map((each) => ({ ...each, browser: HOSTILE })) }) },
        {
          see: 'support',
        },
      ),
    ];
    for (const html of pages) {
      expect(html).toContain('evil&lt;img src=x');
      // A choice's value is what the API takes, and is read by nobody.
      expect(html.replace(/ value="[^"]*"/g, '')).not.toMatch(/<img|[\u202a-\u202e\u2066-\u2069\u0007\u200b]/);
    }
  });

  it('are not longer than their place', () => {
    const long = cohort('GPU', 100, { gpu: { ...gpuNamed('GPU'), name: 'x'.repeat(500) } });
    expect(view({ ranking: here(ranking({ cohorts: [long] })) })).not.toMatch(/x{81}/);
  });
});
