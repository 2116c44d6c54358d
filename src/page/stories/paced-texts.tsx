/** Fable's texts while a run goes on, each as far as its format has come. They are drawn between repetitions (dom/render-loop.ts). */
import type { JSX } from 'preact';
import type { PacedText } from './pace-model';

export function PacedTexts({ texts }: { readonly texts: readonly PacedText[] }): JSX.Element {
  return (
    <>
      {texts.map(({ format, about, prompt, text }) => (
        <figure key={format} class="story" data-format={format}>
          <figcaption>{about}</figcaption>
          <p class="text">
            <span>
              <span class="prompt">{prompt}</span>
              {text}
            </span>
          </p>
        </figure>
      ))}
    </>
  );
}
