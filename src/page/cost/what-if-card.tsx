/** What a model costs on any GPU, here or not: the picture first, what to change below it, and where it comes from one click away. */
import type { ComponentChildren, JSX } from 'preact';
import { WORDS } from './catalogue/words';
import { Facts } from './facts';
import { Sources } from './finding-card';
import { FindingPicture } from './picture';
import { Settled } from './settled';
import type { WhatIf } from './what-if-model';

interface WhatIfProps {
  readonly shown: WhatIf;
  /** What changes it. */
  readonly children: ComponentChildren;
}

export function WhatIfCard({ shown, children }: WhatIfProps): JSX.Element {
  const { title, known, missing, chart, facts, badge, sources } = shown;
  return (
    <section class="card what-if" id="what-if" data-testid="what-if" aria-labelledby="what-if-heading">
      <h2 id="what-if-heading">{title}</h2>
      <p class="known" data-testid="what-if-known">
        {known}
      </p>
      <Settled text={title} />
      {missing !== '' && (
        <p class="message warning" data-testid="what-if-missing">
          {missing}
        </p>
      )}
      {chart !== null && <p class="picture-says">{chart.says}</p>}
      {chart !== null && <FindingPicture chart={chart} />}
      <Facts facts={facts} />
      {badge !== '' && <p class="hint">{WORDS.whatIf.power(badge)}</p>}
      {children}
      <Sources texts={sources} />
    </section>
  );
}
