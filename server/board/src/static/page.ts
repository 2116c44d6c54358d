/** The static board as a person reads it: one page without scripts, every text escaped by the template. */
import { html } from 'hono/html';
import { PROMPT_RULE, SEEDED_RULE } from '../../../../src/benchmark/workload';
import { showInterval } from '../../../../src/report/digits';
import { plainName } from '../../../../src/report/outside-text';
import type { RunState } from '../contract/answers';
import type { StaticRow, StaticTable } from './board';
import { DEVICE_EXAMPLE, DEVICE_FILE } from './device-file';
import type { JudgedFile } from './judge-file';

export interface StaticPage {
  readonly tables: readonly StaticTable[];
  readonly files: readonly JudgedFile[];
  /** Where results are taken in; null: it is not said. */
  readonly sendTo: string | null;
}

const STATES: Readonly<Record<RunState, string>> = {
  ranked: 'ranked',
  practice: 'practice: never ranked',
  pending: 'waits: too little is known of its GPU',
  quarantined: 'in doubt: not ranked',
  failed: 'ended early: not ranked',
  rejected: 'not accepted',
};

export const STYLE = `:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; min-width: 100%; }
caption, th, td { text-align: left; padding: 0.3rem 0.8rem 0.3rem 0; vertical-align: top; }
caption { font-weight: 600; }
td.figure, th.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tbody tr { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
.note { border-left: 3px solid currentColor; padding-left: 0.8rem; }
td.path { overflow-wrap: anywhere; }
`;

/** Without a date, so that the same files make the same page. */
export async function pageText({ tables, files, sendTo }: StaticPage): Promise<string> {
  const counted = files.filter(({ state }) => state === 'ranked').length;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
        />
        <title>A board of Tokamark</title>
        <link rel="stylesheet" href="style.css" />
      </head>
      <body>
        <main>
          <h1>A board of Tokamark</h1>
          <p>
            Tokens per second of language models on GPUs, as people measured and sent them in. ${files.length}
            ${files.length === 1 ? 'file was' : 'files were'} judged, ${counted} of them ranked.
          </p>
          <p class="note">
            This board was made from files, without a server beside the runs. So it is not checked that a run was asked
            for, when it was measured, whether its times fill the time that passed, and whether the device can write
            what a model writes. Nobody can verify a time from outside. What a document says by itself was checked: that
            it agrees with itself, that its repetitions fit one after the other, that it is within what its GPU can do,
            not too regular, and no copy of another file here. Which GPU that is, the sender says wherever the run does
            not name it.
          </p>
          <p>
            A median is of one value for each voice. A device is a voice by its key. Results without a key are one voice
            for each folder at the top, with all that lies below it; beside the folders, all from machines that look
            alike are one. Nothing here shows that two folders or two keys are of two people: whoever took them in had
            to look.
          </p>
          ${sendTo === null ? '' : html`<p><a href="${sendTo}">Send a result</a>: the JSON that Tokamark exports, in a folder with your name; and where your browser does not say which GPU it is, a file ${DEVICE_FILE} beside it that does: ${DEVICE_EXAMPLE}.</p>`}
          <p>The same as data: <a href="board.json">board.json</a>, <a href="board.csv">board.csv</a>.</p>
          <h2>Ranked</h2>
          ${tables.length === 0 ? html`<p>No cohort yet: no file here is a run that can be ranked.</p>` : tables.map(tableOf)}
          <h2>Files</h2>
          <div class="wide">
            <table>
              <thead>
                <tr>
                  <th scope="col">File</th>
                  <th scope="col">GPU</th>
                  <th scope="col">State</th>
                  <th scope="col">Why</th>
                </tr>
              </thead>
              <tbody>
                ${files.map(fileRow)}
              </tbody>
            </table>
          </div>
        </main>
      </body>
    </html>`;
  // Some of its parts may be promises; none is here.
  return `${String(await page)}\n`;
}

const PROMPTS: Readonly<Record<StaticTable['promptRule'], string>> = {
  [PROMPT_RULE]: 'prompts that everybody has',
  [SEEDED_RULE]: 'prompts of a seed, as a board’s server gives it',
};

const tableOf = ({ suite, format, test, promptRule, rows }: StaticTable) =>
  html`<div class="wide">
    <table>
      <caption>
        ${format} ${test}, suite ${suite}, ${PROMPTS[promptRule]}
      </caption>
      <thead>
        <tr>
          <th scope="col">Place</th>
          <th scope="col">GPU</th>
          <th scope="col" class="figure">Tokens per second</th>
          <th scope="col">95 % of the median</th>
          <th scope="col" class="figure">Voices</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(rowOf)}
      </tbody>
    </table>
  </div>`;

function rowOf({ gpu, engine, modified, figure, rank, sharedBy }: StaticRow) {
  const { median, bounds, n } = figure;
  const shown = showInterval({ median, low: bounds?.low ?? median, high: bounds?.high ?? median });
  return html`<tr>
    <td>${rank === null ? 'too few voices' : sharedBy > 1 ? `${rank}, shared by ${sharedBy}` : rank}</td>
    <td>${gpu.name}${engine === 'tokamark' ? '' : `, ${engine}`}${modified ? ', modified' : ''}</td>
    <td class="figure">${shown.median}</td>
    <td>${bounds === null ? 'of fewer than five voices none' : `${shown.low} to ${shown.high}`}</td>
    <td class="figure">${n}</td>
  </tr>`;
}

/** More than any path here has. */
const PATH_LETTERS = 1000;

const fileRow = ({ path, state, reasons, run }: JudgedFile) =>
  html`<tr>
    <td class="path"><bdi>${plainName(path, PATH_LETTERS)}</bdi></td>
    <td>${run === null ? '' : (run.gpu?.name ?? run.gpuRaw)}</td>
    <td>${STATES[state]}</td>
    <td>${reasons.join(' ')}</td>
  </tr>`;
