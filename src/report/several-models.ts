/** Of what model a row is, where a table or a sentence has rows of several: the headline's beside those that are there for the line. */
import { left, type ColumnOf } from './table';

interface OfModel {
  readonly model: { readonly name: string };
}

const hasSeveralModels = (entries: readonly OfModel[]): boolean =>
  new Set(entries.map(({ model }) => model.name)).size > 1;

/** The first column of a table of `rows`; none where all are of one model. */
export const modelColumn = <Row>(rows: readonly Row[], entryOf: (row: Row) => OfModel): readonly ColumnOf<Row>[] =>
  hasSeveralModels(rows.map(entryOf)) ? [left('model', (row) => entryOf(row).model.name)] : [];

/** Before the name of one of `entries` in a sentence: `Llama-3.2-1B `, or nothing where all are of one model. */
export function modelPrefix(entries: readonly OfModel[]): (entry: OfModel) => string {
  const several = hasSeveralModels(entries);
  return ({ model }) => (several ? `${model.name} ` : '');
}
