/** The card of the texts that Fable wrote in each format, side by side. */
import type { JSX } from 'preact';
import { WORDS } from './catalogue/words';
import type { StoriesCard, StoryText } from './stories-model';

export function Stories({ sampling, texts }: StoriesCard): JSX.Element {
  return (
    <section class="card" id="stories" data-testid="stories" aria-labelledby="stories-heading">
      <h2 id="stories-heading">{WORDS.heading}</h2>
      <p class="hint">
        {WORDS.aboutFable} <span id="stories-sampling">{sampling}</span>
      </p>
      <div class="stories">
        {texts.map((one) => (
          <Story key={one.format} {...one} />
        ))}
      </div>
    </section>
  );
}

function Story({ format, prompt, text, rate }: StoryText): JSX.Element {
  return (
    <figure class="story" data-format={format} id={`story-${format}`}>
      <figcaption>
        <strong>{format.toUpperCase()}</strong>{' '}
        <span class="rate" id={`rate-${format}`}>
          {rate}
        </span>
      </figcaption>
      <p class="text">
        <span class="prompt">{prompt}</span>
        <span id={`text-${format}`}>{text}</span>
      </p>
    </figure>
  );
}
