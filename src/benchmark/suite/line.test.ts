/** Which shapes a headline comes down to, and which stand beside it. */
import { describe, expect, it } from 'vitest';
import { SHAPES, shapeNamed } from '../../model/shapes';
import { delivered, DELIVERIES, HEADLINE, HEADLINE_TESTS, testsAt } from './suite';
import { LADDER, lineShapes, lineTest, shapesFrom } from './line';

describe('the ladder', () => {
  it('begins at the headline’s shape and goes down to ever smaller ones that there are', () => {
    const sizes = LADDER.map((name) => SHAPES.find((shape) => shape.name === name)?.parameters ?? 0);
    expect(LADDER[0]).toBe(HEADLINE.shape);
    expect(sizes.every((size) => size > 0)).toBe(true);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  it('begins at whatever shape was chosen by hand, in its place by size', () => {
    expect(shapesFrom('SmolLM2-360M')).toEqual(LADDER.slice(1));
    expect(shapesFrom('Llama-3.2-3B')).toEqual(['Llama-3.2-3B', ...LADDER]);
    expect(shapesFrom('Qwen2.5-0.5B')).toEqual(['Qwen2.5-0.5B', ...LADDER.slice(1)]);
    expect(shapesFrom('Fable')).toEqual(['Fable']);
  });
});

describe('the shapes of a line', () => {
  it('are the two next smaller ones, down to the smallest headline', () => {
    expect(lineShapes('Llama-3.2-1B', HEADLINE_TESTS)).toEqual(['SmolLM2-360M', 'SmolLM2-135M']);
    expect(lineShapes('Llama-3.1-8B', HEADLINE_TESTS)).toEqual(['Llama-3.2-1B', 'SmolLM2-360M']);
    expect(lineShapes('stories15M', HEADLINE_TESTS)).toEqual(['Fable', 'Fable-mini']);
    expect(lineShapes('Fable', HEADLINE_TESTS)).toEqual(['Fable-mini', 'stories260K']);
    expect(lineShapes('stories260K', HEADLINE_TESTS)).toEqual([]);
  });

  it('have room for the test, or others take their place', () => {
    const long = testsAt(512, 64, [512]);
    expect(lineShapes('SmolLM2-135M', long)).toEqual(['stories42M', 'Fable']);
    for (const name of lineShapes('SmolLM2-135M', long)) {
      expect(shapeNamed(name).maxPositions).toBeGreaterThanOrEqual(576);
    }
    expect(lineShapes('stories42M', testsAt(512, 64, [768]))).toEqual([]);
  });

  it('are none where no decode of one sequence is streamed', () => {
    const batched = delivered(testsAt(512, 64, [0]), ['batched']);
    expect(lineShapes('Llama-3.2-1B', batched)).toEqual([]);
    expect(lineShapes('Llama-3.2-1B', testsAt(512, 64, [0], [4]))).toEqual([]);
  });
});

it('the test of a line is streamed decode of one sequence with the least context', () => {
  const tests = delivered(testsAt(512, 64, [2048, 0], [4, 1]), DELIVERIES);
  expect(lineTest(tests)).toEqual({ phase: 'decode', depth: 0, tokens: 64, batch: 1 });
});
