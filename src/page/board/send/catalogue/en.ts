/** What the page says of sending a run to the board, in English. Names, figures and dates come as they are shown. */
import type { AnsweredState } from '../../../../../server/board/src/contract/answers';

const STATES: Readonly<Record<AnsweredState, string>> = {
  ranked: 'It is on the board, and ranked: it counts among the runs of its GPU.',
  practice: 'It is stored as practice: nobody but you sees it, and it is never ranked.',
  pending:
    'It is stored, and waits for what stands below. This page looks again for some minutes; later, the run’s own page says what became of it.',
  failed: 'It is stored as a run that ended early: it counts in the table of what runs where.',
  rejected: 'The board would not store it.',
};

const KEPT_STATES: Readonly<Record<AnsweredState, string>> = {
  ranked: 'Sent: ranked',
  practice: 'Sent: practice',
  pending: 'Sent: it waited then',
  failed: 'Sent: ended early',
  rejected: 'Not stored',
};

export const EN = {
  software:
    'A software adapter does the work here, no GPU: the board takes such a run as practice, and never ranks it.',
  profile: 'What is measured',
  profiles: {
    quick: 'Quick: FP16 against INT4, in at most a minute or so',
    standard: 'Standard: INT8 as well, and 2,048 tokens of context, in at most 4 minutes or so',
  },
  gpu: 'The GPU, as you know it',
  gpuHint: (guess: string | null) =>
    guess === null
      ? 'This browser does not tell which GPU it uses. Choose its name in the list, or type it: left empty, the run stays unranked.'
      : guess === ''
        ? 'A name of the list, or your own words. Left empty: what the browser says.'
        : `A name of the list, or your own words. Left empty: “${guess}”, as far as the browser says.`,
  power: 'Power from',
  powers: { unknown: 'not said', mains: 'the mains', battery: 'a battery' },
  name: 'A name for this machine (optional)',
  nameHint: 'Everybody reads it.',
  run: 'Run for the board',
  cancel: 'Cancel',
  progress: 'Share of the run that is done',
  otherRun: 'A run goes on already, and one at a time has the GPU. Wait for its end, or cancel it.',
  asking: 'Asking the GPU what it is …',
  running: {
    waiting: 'Getting ready: the small model for the proof, and a challenge of the board …',
    measuring: 'Measuring for the board. Keep this tab in front.',
    proving: 'The run is over. Fable writes 32 tokens as a proof; they are not ranked.',
  },
  none: {
    cancelled: 'The run was cancelled, so there is nothing to send. Whatever it had measured is kept in this browser.',
    ended:
      'The run was ended by another, so there is nothing to send. Whatever it had measured is kept in this browser.',
    'no-proof':
      'Fable could not write its proof, without which the board refuses a run. What was measured is kept in this browser. Run again, and leave the page open until it is over.',
  },
  ready: {
    title: 'This is what would be sent, and nothing else',
    says: 'What you say of it',
    more: 'The rest is times, settings, and what the browser says: all of it is below, byte by byte.',
    gpu: 'GPU',
    power: 'Power',
    name: 'Name of the machine',
    noName: 'none',
    browser: 'Browser and system',
    json: (kilobytes: string) => `The JSON, as it is sent (${kilobytes} kB)`,
    everybody: 'Once it is on the board, everybody can read it.',
    download: 'Download it',
    later: 'Not now',
    until: (time: string) => `It can be sent until ${time}.`,
    doubts: 'The board may not rank it:',
    early: 'This run ended early. The board ranks none of it, and counts it in its table of what runs where.',
  },
  send: 'Send',
  sending: 'Sending …',
  stop: 'Stop',
  stopped:
    'You stopped before the board had answered. It may have arrived all the same: sent again, it is stored only once.',
  sent: STATES,
  figures: 'What the board made of its samples',
  columns: { model: 'Model', what: 'What', figure: 'Figure', repetitions: 'Repetitions' },
  tokensPerSecond: (figure: string) => `${figure} tokens per second`,
  ttftSeconds: (figure: string) => `${figure} s to the first token`,
  place: (state: AnsweredState) => (state === 'ranked' ? 'See its place' : 'See its page on the board'),
  delete: 'Delete it from the board',
  deleting: 'Deleting …',
  deleted: 'It is deleted from the board. Dumps are without it from the next day on.',
  forget: 'Remove from this list',
  kept: {
    title: (count: number) => `Runs of this browser for the board (${count})`,
    states: KEPT_STATES,
    notSent: (time: string) => `Not sent; it can be until ${time}`,
    tooLate: 'Not sent, and too late now',
    deleted: 'Sent, and deleted again',
    show: 'See it, and send it',
    /** For who hears a button alone: when its run was made. */
    of: (what: string, made: string) => `${what}: run of ${made}`,
  },
  key: {
    title: 'The key of this machine',
    about:
      'The board has no accounts. It knows this machine by a key that this browser made and keeps; whoever has it can send as this machine. Another browser of this machine, or the command, is the same machine to the board if it has the same key.',
    export: 'Download the key',
    import: 'Take a key from a file',
    replaces: 'A key from a file replaces the one here, which is gone unless you have downloaded it.',
    label: 'File of a key',
    taken: 'From now on this browser sends with that key.',
    wrong: 'This file holds no key of Tokamark. Choose one that this page or the command has written.',
  },
  notKept: {
    message: 'This browser could not keep that: its storage is full, or refused to this page.',
    run: 'Send or download the run before you leave this page: it is gone then.',
    sent: 'If you want to delete the run again, do so before you leave this page: what deletes it is gone then.',
    list: 'Reload the page, and try again.',
  },
} as const;
