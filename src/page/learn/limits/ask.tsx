/** A press that begins something long, with what stands against it, how far it is, and its end before time. */
import type { JSX } from 'preact';
import type { Seconds } from '../../../foundation/units';
import type { Job } from './limits-state';
import type { PartProps } from './part-props';

export function Ask({
  job,
  label,
  limits,
  words: { limits: words },
  blocked,
  ask,
  cancel,
  share,
  write,
}: PartProps & { readonly job: Job; readonly label: string }): JSX.Element {
  const running = limits.job?.kind === job ? limits.job : null;
  // To round the matrices needs no GPU; but nothing disturbs a measurement.
  const against = job === 'tensors' && blocked !== 'busy' ? null : blocked;
  const timeLeft = (left: Seconds | null): readonly string[] =>
    left === null || left < 60 ? [] : [words.left(write(Math.ceil(left / 60), 2))];
  const cannot = against !== null || limits.job !== null;
  return (
    <>
      <button
        type="button"
        id={`learn-ask-${job}`}
        aria-disabled={cannot}
        onClick={() => {
          if (!cannot) ask(job);
        }}
      >
        {label}
      </button>
      {limits.job !== null && (
        <button type="button" id="learn-cancel" aria-disabled={limits.job.stopping} onClick={cancel}>
          {words.cancel}
        </button>
      )}
      <span class="hint" role="status">
        {against !== null
          ? words.blocked[against]
          : limits.job === null
            ? ''
            : limits.job.stopping
              ? words.stopping
              : running === null
                ? words.other(words.part[limits.job.kind], share(limits.job.fraction))
                : running.fraction === 0
                  ? words.loading
                  : [words.running(share(running.fraction)), ...timeLeft(running.left)].join(', ')}
      </span>
      {running !== null && <progress value={running.fraction} aria-label={label} />}
    </>
  );
}
