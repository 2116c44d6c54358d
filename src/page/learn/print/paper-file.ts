/** The sheets of paper that there are, and what their files are called; the room links to them. */
import type { Language } from '../../catalogue/languages';

export const PAPERS = ['sheet', 'teacher'] as const;
export type Paper = (typeof PAPERS)[number];

/** Below the folder of the page. */
export const PAPER_FOLDER = 'learn';

const NAMES: Readonly<Record<Paper, string>> = { sheet: 'worksheet', teacher: 'teacher' };

export const paperFile = (paper: Paper, language: Language): string => `${NAMES[paper]}-${language}.html`;
