/** A few figures, each above what it is. */
import type { JSX } from 'preact';
import type { WhatIfFact } from './what-if-model';

export function Facts({ facts }: { readonly facts: readonly WhatIfFact[] }): JSX.Element | null {
  if (facts.length === 0) return null;
  return (
    <dl class="cost-facts">
      {facts.map(({ id, about, value }) => (
        <div key={id} data-fact={id}>
          <dt>{about}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
