/** What changes a card, folded below its picture: it opens where something in it is wrong, and a person closes it. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface OpeningProps {
  readonly id: string;
  readonly summary: string;
  /** Something in it is wrong. */
  readonly wrong: boolean;
  /** At first: where there is nothing to see without it. */
  readonly open?: boolean;
  readonly children: ComponentChildren;
}

export function Opening({ id, summary, wrong, open = false, children }: OpeningProps): JSX.Element {
  const place = useRef<HTMLDetailsElement>(null);
  const [atFirst] = useState(open);
  useEffect(() => {
    if (wrong && place.current !== null) place.current.open = true;
  }, [wrong]);
  return (
    <details ref={place} id={id} class="cost-opening" open={atFirst}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
