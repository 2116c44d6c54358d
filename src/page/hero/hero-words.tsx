/** The words beside the ring: one sentence, what it is of, and the smaller figures. */
import type { JSX } from 'preact';
import { READING_SOURCE } from '../../report/reading-speed';
import { addressOf } from '../rooms/rooms';
import { WORDS } from './catalogue/words';
import type { Hero, HeroModel } from './hero-data';
import { Marks } from './notes';

export function HeroWords({ hero }: { readonly hero: Hero }): JSX.Element {
  return (
    <div class="hero-text" data-phase={hero.phase}>
      <h1 id="benchmark-title" tabindex={-1}>
        {hero.title}
      </h1>
      {/* Another sentence takes its place: no word of the one before moves. */}
      <p class="lead" id="hero-lead" key={`${hero.phase} ${hero.model?.name ?? ''}`}>
        {hero.model !== null && <ModelOfHero model={hero.model} />}
        {hero.lead}
        {hero.engines && (
          <>
            {' '}
            <a href={addressOf('engines')}>{WORDS.links.engines}</a>
          </>
        )}
        {hero.phase !== 'during' && (
          <>
            {' '}
            <a href={addressOf('feel')}>{hero.phase === 'before' ? WORDS.links.feel : WORDS.links.typed}</a>
          </>
        )}
      </p>
    </div>
  );
}

/** Which model it is stands first: without that nobody can tell what the number is of. */
const ModelOfHero = ({ model: { name, standing, words } }: { readonly model: HeroModel }): JSX.Element => (
  <span id="hero-model" data-testid="hero-model" data-standing={standing}>
    <strong>{name}.</strong> {words}
    {words !== '' && ' '}
  </span>
);

/** The smaller figures, below what is pressed; nothing before a run. */
export function HeroFacts({ hero }: { readonly hero: Hero }): JSX.Element {
  return (
    <>
      {hero.facts.length > 0 && (
        <dl class="hero-facts">
          {hero.facts.map(({ id, value, about, samples }) => (
            <div key={id} id={id} data-samples={samples}>
              <dt>{about}</dt>
              <dd>
                <span class="value">{value}</span>
                <Marks numbers={hero.notes.marks[id]} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {hero.phase !== 'before' && (
        <details class="hero-source">
          <summary>{WORDS.facts.summary}</summary>
          <p class="hint">{READING_SOURCE}</p>
          <p class="hint">{WORDS.facts.ring}</p>
        </details>
      )}
    </>
  );
}
