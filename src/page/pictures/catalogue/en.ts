import type { PictureWords } from '../picture-words';

/** The words around a picture, in English. */
export const EN: PictureWords = {
  asTable: 'The same as a table',
  tableName: (title) => `Table: ${title}`,
  saveName: (title) => `Save “${title}”`,
  ofTitle: (title) => `of “${title}”`,
};
