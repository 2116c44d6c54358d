/** y = x Wᵀ for many positions at once, in plain loops: sums in float64, results in f32. What all linear layers of the reference do. */

export interface ProductShape {
  readonly positions: number;
  /** Of W. */
  readonly rows: number;
  /** Of W, and of x. */
  readonly columns: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A tile of 4 positions by 4 rows makes 16 sums of the 8 numbers that it loads. */
const TILE = 4;

/**
 * @param x (positions, columns)
 * @param w (rows, columns)
 * @param y (positions, rows), written
 */
export function multiply(x: Float32Array, w: Float32Array, y: Float32Array, shape: ProductShape): void {
  const { positions, rows } = shape;
  const lastRow = rows - (rows % TILE);
  const lastPosition = positions - (positions % TILE);
  // Four rows of W stay in the nearest cache while all positions pass.
  for (let row = 0; row < lastRow; row += TILE) fourRows(x, w.subarray(row * shape.columns), y.subarray(row), shape);
  rest(x, w, y, { ...shape, ofRows: { from: lastRow, to: rows }, ofPositions: { from: 0, to: positions } });
  rest(x, w, y, { ...shape, ofRows: { from: 0, to: lastRow }, ofPositions: { from: lastPosition, to: positions } });
}

/** The first four rows of w, at all whole tiles of positions. */
function fourRows(x: Float32Array, w: Float32Array, y: Float32Array, { positions, rows, columns }: ProductShape): void {
  for (let position = 0; position + TILE <= positions; position += TILE) {
    const x0 = position * columns;
    const x1 = x0 + columns;
    const x2 = x1 + columns;
    const x3 = x2 + columns;
    let s00 = 0;
    let s01 = 0;
    let s02 = 0;
    let s03 = 0;
    let s10 = 0;
    let s11 = 0;
    let s12 = 0;
    let s13 = 0;
    let s20 = 0;
    let s21 = 0;
    let s22 = 0;
    let s23 = 0;
    let s30 = 0;
    let s31 = 0;
    let s32 = 0;
    let s33 = 0;
    for (let k = 0; k < columns; k++) {
      const w0 = w[k] ?? 0;
      const w1 = w[columns + k] ?? 0;
      const w2 = w[2 * columns + k] ?? 0;
      const w3 = w[3 * columns + k] ?? 0;
      const v0 = x[x0 + k] ?? 0;
      s00 += w0 * v0;
      s01 += w1 * v0;
      s02 += w2 * v0;
      s03 += w3 * v0;
      const v1 = x[x1 + k] ?? 0;
      s10 += w0 * v1;
      s11 += w1 * v1;
      s12 += w2 * v1;
      s13 += w3 * v1;
      const v2 = x[x2 + k] ?? 0;
      s20 += w0 * v2;
      s21 += w1 * v2;
      s22 += w2 * v2;
      s23 += w3 * v2;
      const v3 = x[x3 + k] ?? 0;
      s30 += w0 * v3;
      s31 += w1 * v3;
      s32 += w2 * v3;
      s33 += w3 * v3;
    }
    const y0 = position * rows;
    y[y0] = s00;
    y[y0 + 1] = s01;
    y[y0 + 2] = s02;
    y[y0 + 3] = s03;
    const y1 = y0 + rows;
    y[y1] = s10;
    y[y1 + 1] = s11;
    y[y1 + 2] = s12;
    y[y1 + 3] = s13;
    const y2 = y1 + rows;
    y[y2] = s20;
    y[y2 + 1] = s21;
    y[y2 + 2] = s22;
    y[y2 + 3] = s23;
    const y3 = y2 + rows;
    y[y3] = s30;
    y[y3 + 1] = s31;
    y[y3 + 2] = s32;
    y[y3 + 3] = s33;
  }
}

/** What no tile covers, sum by sum. */
function rest(
  x: Float32Array,
  w: Float32Array,
  y: Float32Array,
  { rows, columns, ofRows, ofPositions }: ProductShape & { readonly ofRows: Span; readonly ofPositions: Span },
): void {
  for (let row = ofRows.from; row < ofRows.to; row++) {
    for (let position = ofPositions.from; position < ofPositions.to; position++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += (w[row * columns + k] ?? 0) * (x[position * columns + k] ?? 0);
      y[position * rows + row] = sum;
    }
  }
}
