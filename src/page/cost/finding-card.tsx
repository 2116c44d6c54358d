/** A card that states a finding, shows it, holds what changes it, and tells one click away where it comes from. */
import type { ComponentChildren, JSX } from 'preact';
import type { Chart } from '../../report/charts/chart';
import { WORDS } from './catalogue/words';
import { FindingPicture } from './picture';

/** What a card states and shows. */
export interface Finding {
  readonly title: string;
  readonly chart: Chart | null;
  /** Why there is no picture, or what is not in it; empty where nothing is missing. */
  readonly missing: string;
  /** A sentence each. */
  readonly sources: readonly string[];
}

interface FindingCardProps extends Finding {
  readonly id: string;
  /** Whose figures they are, and that nothing of them was measured. */
  readonly about?: string;
  /** At first: on a phone the finding alone is in sight, and its picture one tap away. */
  readonly open: boolean;
  readonly children?: ComponentChildren;
}

export function FindingCard(props: FindingCardProps): JSX.Element {
  const { id, title, about = '', chart, missing, sources, open, children } = props;
  return (
    <details class="card finding folded printed" id={id} data-testid={id} open={open}>
      <summary>
        <h2 id={`${id}-heading`}>{title}</h2>
        {chart !== null && <span class="picture-says">{chart.says}</span>}
      </summary>
      {about !== '' && chart !== null && <p class="known">{about}</p>}
      {missing !== '' && (
        <p class="hint" data-testid={`${id}-missing`}>
          {missing}
        </p>
      )}
      {chart !== null && <FindingPicture chart={chart} />}
      {children}
      <Sources texts={sources} />
    </details>
  );
}

export function Sources({ texts }: { readonly texts: readonly string[] }): JSX.Element | null {
  if (texts.length === 0) return null;
  return (
    <details class="cost-sources">
      <summary>{WORDS.sources}</summary>
      <ul class="energy-notes">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  );
}
