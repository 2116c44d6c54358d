/** How far the board can be believed, and what is done with what people send: the same text wherever it is asked for. */
import type { ComponentChildren, JSX } from 'preact';
import { ABOUT_WORDS } from './catalogue/about-words';
import { ContactLink } from './contact';

const { trust, privacy } = ABOUT_WORDS;

export const TrustCard = ({ heading }: { readonly heading: string }): JSX.Element => (
  <section class="card" aria-labelledby={heading} data-testid="board-trust">
    <h2 id={heading} tabIndex={-1}>
      {trust.title}
    </h2>
    <p>{trust.lead}</p>
    <div class="board-columns">
      <Listed title={trust.does} items={trust.checks} />
      <Listed title={trust.cannot} items={trust.gaps} />
    </div>
    <p>{trust.conclusion}</p>
    <p>
      <strong>{trust.adapters}</strong>
    </p>
  </section>
);

/** @param contact of who runs the board; null where there is none */
export const PrivacyCard = ({ contact }: { readonly contact: string | null }): JSX.Element => (
  <section class="card" aria-labelledby="board-privacy-title" data-testid="board-privacy">
    <h2 id="board-privacy-title">{privacy.title}</h2>
    <p>{privacy.lead}</p>
    <div class="board-columns">
      <Listed title={privacy.sent} items={privacy.sends} />
      <Listed title={privacy.kept} items={privacy.keeps} />
      <Listed title={privacy.deletes} items={privacy.deletion}>
        {contact !== null && (
          <li>
            {privacy.report.before} <ContactLink contact={contact}>{privacy.report.whom}</ContactLink>
            {privacy.report.after}
          </li>
        )}
      </Listed>
    </div>
  </section>
);

interface ListedProps {
  readonly title: string;
  readonly items: readonly string[];
  /** More items. */
  readonly children?: ComponentChildren;
}

const Listed = ({ title, items, children }: ListedProps): JSX.Element => (
  <div>
    <h3>{title}</h3>
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
      {children}
    </ul>
  </div>
);
