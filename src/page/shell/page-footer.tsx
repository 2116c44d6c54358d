/** The foot of every room. */
import type { JSX } from 'preact';
import { COMMIT, VERSION } from '../../foundation/build';
import { WORDS } from './catalogue/words';

export const PageFooter = (): JSX.Element => (
  <footer class="page-footer">
    <details>
      <summary>{WORDS.footer.summary}</summary>
      <p>{WORDS.footer.method}</p>
      <p>
        <a href="check.html">{WORDS.footer.check}</a>
      </p>
    </details>
    <p>
      <a href="#/feel">{WORDS.footer.feel}</a> <a href="#/engines">{WORDS.footer.engines}</a>{' '}
      {WORDS.footer.nothingUploaded} <span id="version">{`${VERSION} (${COMMIT})`}</span>
    </p>
    {/* It comes late: last, so that it pushes nothing down. */}
    <div id="offline" />
  </footer>
);
