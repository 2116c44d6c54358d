/** What the meter of a check says of the output with the largest error. */
import { describe, expect, it } from 'vitest';
import { ErrorMeter } from './meter';

describe('the output with the largest error', () => {
  it('is named with where it is, what it is and what it should be', () => {
    const meter = new ErrorMeter();
    meter.compare(1.5, 1, 1, [0, 0]);
    meter.compare(4, 2, 1, [1, 7]);
    meter.compare(1, 1, 1, [2, 0]);
    expect(meter.result(0.1)).toEqual({
      ...{ largestError: 2, tolerance: 0.1, compared: 3 },
      worst: 'row 1, column 7: got 4, expected 2',
    });
  });

  it('is counted where it has no row', () => {
    const meter = new ErrorMeter();
    meter.equal(3, 3);
    meter.equal(undefined, 3);
    expect(meter.result(0)).toMatchObject({ largestError: Infinity, worst: 'output 2: got undefined, expected 3' });
  });

  it('is one that was written against the contract', () => {
    const meter = new ErrorMeter();
    meter.untouched(NaN, [0, 31]);
    meter.untouched(0, [1, 31]);
    expect(meter.result(1).worst).toBe('row 1, column 31: got 0, expected no write');
  });

  it('is none where there is no error', () => {
    const meter = new ErrorMeter();
    meter.compare(1, 1, 1);
    expect(meter.result(0).worst).toBe('');
  });
});
