/** The card of the texts that Fable wrote in each format, side by side. */
import type { JSX } from 'preact';
import type { StoriesCard, StoryText } from './stories-model';

export function Stories({ sampling, texts }: StoriesCard): JSX.Element {
  return (
    <section class="card" id="stories" data-testid="stories" aria-labelledby="stories-heading">
      <h2 id="stories-heading">The same story in each format</h2>
      <p class="hint">
        Fable has 5.2 million parameters and learnt from old children’s books. It shows what a number format does to a
        text, and cannot answer questions. <span id="stories-sampling">{sampling}</span>
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
