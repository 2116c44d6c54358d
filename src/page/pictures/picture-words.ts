/** The words around a picture that are not the picture's own, in a language. */
export interface PictureWords {
  readonly asTable: string;
  readonly tableName: (title: string) => string;
  readonly saveName: (title: string) => string;
  /** Behind `PNG`, for whoever cannot see the picture. */
  readonly ofTitle: (title: string) => string;
}
