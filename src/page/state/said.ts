/** What has just been done for a person, in a word beside the button: `Copied`. It goes after a while. */

export interface Said {
  readonly text: string;
  /** How often anything has been said there: the same word again is announced again. */
  readonly times: number;
}

/** Where it stands: beside the results, beside Run, in the card that passes a result on, and in that of two runs. */
export type SaidAt = 'copied' | 'shared' | 'passed-on' | 'pair-copied';

export type SaidState = Readonly<Record<SaidAt, Said>>;

const NOTHING: Said = { text: '', times: 0 };

export const NOTHING_SAID: SaidState = {
  ...{ copied: NOTHING, shared: NOTHING, 'passed-on': NOTHING, 'pair-copied': NOTHING },
};

export const withSaid = (state: SaidState, at: SaidAt, text: string): SaidState => ({
  ...state,
  [at]: { text, times: state[at].times + (text === '' ? 0 : 1) },
});

const SAID_MILLISECONDS = 4000;

/** Says it now, and nothing after a while, unless something else has been said there since. */
export function createSaying(tell: (at: SaidAt, text: string) => void): (at: SaidAt, text: string) => void {
  const timers = new Map<SaidAt, ReturnType<typeof setTimeout>>();
  return (at, text) => {
    clearTimeout(timers.get(at));
    tell(at, text);
    if (text !== '')
      timers.set(
        at,
        setTimeout(() => tell(at, ''), SAID_MILLISECONDS),
      );
  };
}
