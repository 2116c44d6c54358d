/** The sheets of paper as documents, each in every language: beside the page, where they open its states, or alone, with their styles in them. */
import type { JSX } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { LANGUAGE_NAMES } from '../../catalogue/languages';
import { PAGE_NAME } from '../catalogue/catalogue';
import { learnFragment } from '../address';
import { opening } from '../state';
import type { Place } from './address-text';
import { paperFile, PAPERS, type Paper } from './paper-file';
import { PAPER_WORDS, type PaperWords } from './paper-words';
import { TeacherPage } from './teacher';
import { Worksheet } from './worksheet';

export interface PaperDocument {
  readonly file: string;
  readonly html: string;
}

type Styles = { readonly link: string; readonly icon: string } | { readonly text: string };

/** In a folder below the page's. */
export const papersBesidePage = (site: string | null): readonly PaperDocument[] =>
  papers({ site, page: '../index.html' }, { link: 'paper.css', icon: '../icon.svg' });

/** Each file by itself, wherever it lies. */
export const papersAlone = (css: string): readonly PaperDocument[] => papers({ site: null, page: null }, { text: css });

const papers = (place: Place, styles: Styles): readonly PaperDocument[] =>
  PAPER_WORDS.flatMap((words) =>
    PAPERS.map((paper) => ({
      file: paperFile(paper, words.language),
      html: ['<!doctype html>', renderToStaticMarkup(<Document {...{ paper, words, place, styles }} />), ''].join('\n'),
    })),
  );

interface Props {
  readonly paper: Paper;
  readonly words: PaperWords;
  readonly place: Place;
  readonly styles: Styles;
}

function Document({ paper, words, place, styles }: Props): JSX.Element {
  const { language, room } = words;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${room.frame.papers[paper]}: ${room.title} · ${PAGE_NAME}`}</title>
        {'link' in styles ? (
          <>
            <link rel="icon" type="image/svg+xml" href={styles.icon} />
            <link rel="stylesheet" href={styles.link} />
          </>
        ) : (
          <style dangerouslySetInnerHTML={{ __html: styles.text }} />
        )}
      </head>
      <body class={paper}>
        {place.page !== null && <Links {...{ paper, words }} page={place.page} />}
        <main>{paper === 'sheet' ? <Worksheet {...{ words, place }} /> : <TeacherPage {...{ words, place }} />}</main>
      </body>
    </html>
  );
}

function Links({ paper, words, page }: Pick<Props, 'paper' | 'words'> & { readonly page: string }): JSX.Element {
  const { language, room, paper: said } = words;
  return (
    <nav class="links">
      <span>{said.screen.print}</span>
      <a href={`${page}${learnFragment(opening(language))}`}>{said.screen.room}</a>
      {/* A pupil who has the worksheet is not led to the answers. */}
      {paper === 'teacher' && <a href={paperFile('sheet', language)}>{room.frame.papers.sheet}</a>}
      {PAPER_WORDS.filter((one) => one.language !== language).map(({ language: one }) => (
        <a key={one} href={paperFile(paper, one)} lang={one} hreflang={one}>
          {LANGUAGE_NAMES[one]}
        </a>
      ))}
    </nav>
  );
}
