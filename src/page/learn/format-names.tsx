/** What the names of formats mean, and why one is further off than another: folded, where the names first stand. */
import type { JSX } from 'preact';
import type { NameWords } from './catalogue/model-messages';

export const FormatNames = ({ words: { title, formats } }: { readonly words: NameWords }): JSX.Element => (
  <details class="learn-names">
    <summary>{title}</summary>
    <ul>
      {formats.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  </details>
);
