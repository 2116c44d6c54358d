import { describe, expect, it } from 'vitest';
import { MODEL_FORMATS, RECIPES, recipeRecord, TENSOR_ROLES } from './recipe';

describe('what a recipe is, in words', () => {
  it('has one format for linear layers that share it, and each by its role where they do not', () => {
    expect(recipeRecord(RECIPES.nvfp4)).toMatchObject({
      ...{ name: 'nvfp4', linear: 'nvfp4', embedding: 'int8', blockSize: 16 },
      scales: 'e4m3 and one f32 a tensor; f16',
      levels: expect.stringMatching(/^e2m1.*; int8.*, blocks of 32$/),
    });
    const weights = { ...RECIPES.int4.weights, down: 'int8', lmHead: 'fp16' } as const;
    expect(recipeRecord({ ...RECIPES.int4, weights })).toMatchObject({
      linear: { qkv: 'int4', output: 'int4', gateUp: 'int4', down: 'int8' },
      ...{ embedding: 'int8', lmHead: 'fp16', scales: 'f16; none' },
    });
  });

  it('changes with the format of any tensor and with the activations', () => {
    const others = MODEL_FORMATS.flatMap((id) => {
      const recipe = RECIPES[id];
      const changed = TENSOR_ROLES.map((role) => ({
        ...recipe,
        weights: { ...recipe.weights, [role]: recipe.weights[role] === 'fp16' ? 'int8' : 'fp16' },
      }));
      return [recipe, { ...recipe, activations: recipe.activations === 'f32' ? 'int8' : 'f32' } as const, ...changed];
    });
    const records = others.map((recipe) => JSON.stringify(recipeRecord(recipe)));
    expect(new Set(records).size).toBe(records.length);
  });
});
