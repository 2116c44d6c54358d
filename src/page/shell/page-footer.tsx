/** The foot of every room. */
import type { JSX } from 'preact';
import { COMMIT, VERSION } from '../../foundation/build';

export const PageFooter = (): JSX.Element => (
  <footer class="page-footer">
    <details>
      <summary>How it is measured</summary>
      <p>
        A rate is tokens divided by wall-clock time, from the first submit to the last value read back, after a warm-up.
        Each is the median of its repetitions, with an interval that contains the true median with 95 % (94 % for five).
        Repetitions of all formats run in random order. Every kernel is compared with a reference on this device before
        anything is timed.
      </p>
      <p>
        <a href="check.html">Check this device’s arithmetic in full</a>
      </p>
    </details>
    <p>
      <a href="#/feel">Feel how fast a number is.</a> <a href="#/engines">Compare with other engines on this GPU.</a>{' '}
      Nothing is uploaded: everything stays on this machine. Tokamark{' '}
      <span id="version">{`${VERSION} (${COMMIT})`}</span>
    </p>
    {/* It comes late: last, so that it pushes nothing down. */}
    <div id="offline" />
  </footer>
);
