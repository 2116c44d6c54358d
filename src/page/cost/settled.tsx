/** A text for who hears the page: spoken once, when who types has come to rest. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const SETTLED_MS = 1000;

export function Settled({ text }: { readonly text: string }): JSX.Element {
  const [said, say] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => say(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p class="visually-hidden" role="status">
      {said}
    </p>
  );
}
