/** `tokamark submit`: measures under a board's challenge, shows what is sent, asks, and sends it; or does so with a run that was kept. */
import { resolve } from 'node:path';
import { sendKept } from '../../../server/board/src/client/send-kept';
import type { RunAnswer } from '../../../server/board/src/contract/answers';
import { TokamarkError } from '../../foundation/errors';
import { answerText } from '../board/answer-text';
import type { KeptSubmission } from '../board/kept-submissions';
import { listText } from '../board/list-text';
import { SUBMIT_OPTIONS, submitCommand } from '../board/submit-options';
import { underChallenge } from '../board/under-challenge';
import { hostOf } from '../../peers/server/asked';
import { command } from '../command';
import { checkWritable, saveDocument, type Destination } from '../destination';
import { EXIT, type ExitCode } from '../exit-codes';
import { reportFailure } from '../failure';
import type { Given } from '../given';
import { SUBMIT_HELP } from '../help';
import type { CliHost } from '../host';
import { toRun } from '../read-run';
import { measureRun } from './run';

export const submit = command({
  name: 'submit',
  description: 'measure for a board and send the result, once you have seen it and agree',
  help: SUBMIT_HELP,
  args: [['[RUN]', 'a kept run to send, check or delete: its id, the beginning of one, or its file (see --list)']],
  options: SUBMIT_OPTIONS,
  read: toSubmit,
  run: async (options, host) => {
    await checkWritable(options.answer, '--answer');
    if (options.action === 'list') {
      host.streams.stdout.write(listText(await host.board.kept.list()));
      return EXIT.ok;
    }
    if (options.action === 'run') return measureAndOffer(options, host);
    const kept = await keptRun(options.kept ?? '', host);
    if (options.action === 'delete') return remove(kept, host);
    return options.action === 'check' ? check(kept, options, host) : offer(kept, options, host);
  },
});

type SubmitOptions = ReturnType<typeof toSubmit>;

function toSubmit(given: Given) {
  const { check: asks, delete: deletes, list, ...read } = given.table(submitCommand);
  const [kept = null] = given.args;
  const flags = [asks && 'check', deletes && 'delete', list && 'list'] as const;
  const asked = flags.filter((name) => name !== false);
  if (asked.length > 1) throw given.refusal(`--${asked.join(' and --')} exclude each other.`, `--${asked[1] ?? ''}`);
  const action = asked[0] ?? (kept === null ? 'run' : 'send');
  const needsRun = action === 'check' || action === 'delete';
  if (needsRun && kept === null)
    throw given.refusal(`--${action} needs a run: see tokamark submit --list.`, `--${action}`);
  if (action === 'list' && kept !== null) throw given.refusal('--list takes no run.', '--list');
  // Texts of Fable are no part of what is ranked.
  return { ...read, action, kept, run: { ...toRun(given), story: false } };
}

async function measureAndOffer(options: SubmitOptions, host: CliHost): Promise<ExitCode> {
  const { gpuName, powerSource, publicName, run } = options;
  const board = options.board ?? host.board.usual;
  if (board === null) throw NO_BOARD;
  const declared = { gpuName, powerSource, publicName };
  if (board.startsWith('http:') && hostOf(board) === 'another machine') {
    host.streams.stderr.write(
      `warning: ${board} is not https: others on the way can read what is sent, and what deletes it.\n`,
    );
  }
  const kept: KeptSubmission[] = [];
  const companion = underChallenge({ board, declared, power: run.on.preference }, host, (one) => kept.push(one));
  const code = await measureRun(run, host, companion);
  const [own] = kept;
  if (own === undefined) return code;
  const sent = await offer(own, options, host);
  return code === EXIT.ok ? sent : code;
}

const NO_BOARD = new TokamarkError({
  code: 'option',
  message: 'There is no board to send to.',
  where: '--board',
  remedy: 'Name one by --board URL, or in the variable TOKAMARK_BOARD.',
});

/** @throws TokamarkError `history` of none, or of several */
async function keptRun(name: string, { board }: CliHost): Promise<KeptSubmission> {
  const all = await board.kept.list();
  const found = all.filter(
    ({ id, path, about }) => id.startsWith(name) || path === resolve(name) || about.sent?.id === name,
  );
  const [one] = found;
  if (one !== undefined && found.length === 1) return one;
  const message =
    one === undefined
      ? `No run under a challenge is kept here as ${JSON.stringify(name)}.`
      : `${found.length} kept runs begin with ${JSON.stringify(name)}.`;
  throw new TokamarkError({ code: 'history', message, where: name, remedy: 'See `tokamark submit --list`.' });
}

/** The board gets all of it, and stores nothing: who says --check asks for that. */
async function check(kept: KeptSubmission, { answer }: SubmitOptions, host: CliHost): Promise<ExitCode> {
  const found = await host.board.client(kept.about.board).check(await host.board.kept.textOf(kept));
  await say(answerText(found, 'asked'), found, [answer], host);
  return found.state === 'rejected' ? EXIT.failed : EXIT.ok;
}

/** Shows what would be sent, asks, and sends it. What is not sent stays where it is. */
async function offer(kept: KeptSubmission, { yes, answer, run }: SubmitOptions, host: CliHost): Promise<ExitCode> {
  const { stderr } = host.streams;
  const { board, until } = kept.about;
  const again = `tokamark submit ${kept.id} sends it until ${until}`;
  const text = await host.board.kept.textOf(kept);
  stderr.write(`This is sent, and nothing else (${Math.ceil(text.length / 1000)} kB of JSON): ${kept.path}\n`);
  const agreed = yes || (await host.board.confirm(`Send it to ${board}, where everybody can read it? [y/N] `));
  if (agreed !== true) {
    stderr.write(
      `Not sent${agreed === null ? ': there is no terminal to ask on; --yes sends without asking' : ''}. ${again}.\n`,
    );
    return agreed === null ? EXIT.usage : EXIT.ok;
  }
  let sent: RunAnswer;
  try {
    sent = await sendKept(host.board.client(board), text, kept.about.stamped);
  } catch (thrown) {
    stderr.write(`Not sent; it is kept, and ${again}.\n`);
    return reportFailure(thrown, host.streams, host.debug);
  }
  const { id, deleteToken, state } = sent;
  const about = { ...kept.about, sent: { at: new Date().toISOString(), id, deleteToken, state, deleted: false } };
  await host.board.kept.update(kept, about);
  await say(answerText(sent, 'sent'), sent, [answer, run.documents.json, run.documents.markdown], host);
  stderr.write(`Its place: ${board}#/board?run=${id}\nTo delete it there: tokamark submit --delete ${id}\n`);
  return EXIT.ok;
}

async function remove(kept: KeptSubmission, host: CliHost): Promise<ExitCode> {
  const { sent, board } = kept.about;
  if (sent === null || sent.deleted) throw notThere(kept.id, sent !== null);
  await host.board.client(board).remove(sent.id, sent.deleteToken);
  await host.board.kept.update(kept, { ...kept.about, sent: { ...sent, deleted: true } });
  host.streams.stderr.write(`deleted from ${board}: ${sent.id}; dumps go without it from the next day on\n`);
  return EXIT.ok;
}

const notThere = (id: string, isDeleted: boolean): TokamarkError =>
  new TokamarkError({
    code: 'history',
    message: `${id} ${isDeleted ? 'was deleted from its board already' : 'was never sent to a board'}.`,
    where: id,
    remedy: 'See `tokamark submit --list`.',
  });

/** @param places the first is that of the answer; where one of them is standard output, words go beside it */
async function say(
  text: string,
  document: unknown,
  places: readonly (Destination | null)[],
  { streams }: CliHost,
): Promise<void> {
  const [to = null] = places;
  if (to !== null) await saveDocument(to, `${JSON.stringify(document, null, 2)}\n`, streams, 'answer.json');
  const isTaken = places.some((place) => place?.kind === 'stdout');
  (isTaken ? streams.stderr : streams.stdout).write(text);
}
