/** What may be chosen for a whole model. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINEAR_ROLES, MODEL_FORMATS, TENSOR_ROLES } from '../kernels/recipe';
import { CHOICE_OF } from './choice';
import { anyChoice } from './fixtures/arbitrary-choice';
import { choiceAt, modelChoiceText, wholeModel, type ModelChoice, type Part } from './model-choice';

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.constant({ kind: 'model' as const }),
  fc.record({ kind: fc.constant('layer' as const), layer: fc.nat({ max: 200 }) }),
  fc.record({ kind: fc.constant('role' as const), role: fc.constantFrom(...TENSOR_ROLES) }),
);
const modelChoice: fc.Arbitrary<ModelChoice> = fc.oneof(
  fc.record({ kind: fc.constant('shipped' as const), format: fc.constantFrom(...MODEL_FORMATS) }),
  fc.record({ kind: fc.constant('simulated' as const), choice: anyChoice, part }),
);

describe('a choice for a model', () => {
  it('has a key of its own', () => {
    fc.assert(
      fc.property(fc.uniqueArray(modelChoice, { selector: (one) => JSON.stringify(one), maxLength: 100 }), (all) => {
        expect(new Set(all.map(modelChoiceText)).size).toBe(all.length);
      }),
    );
  });

  it('runs at true speed where the product ships it, and is simulated elsewhere', () => {
    expect(wholeModel(CHOICE_OF.int4)).toEqual({ kind: 'shipped', format: 'int4' });
    expect(wholeModel({ kind: 'integer', bits: 3, block: 64, grid: 'symmetric' }).kind).toBe('simulated');
  });

  it('keeps the embedding in INT8 where the linear layers have fewer bits, shipped or simulated', () => {
    const embedding = { role: 'embedding', layer: null } as const;
    const simulated = { kind: 'simulated', choice: CHOICE_OF.int4, part: { kind: 'model' } } as const;
    for (const chosen of [wholeModel(CHOICE_OF.int4), simulated]) {
      expect(choiceAt(chosen, embedding)).toEqual(CHOICE_OF.int8);
      for (const role of LINEAR_ROLES) expect(choiceAt(chosen, { role, layer: 3 })).toEqual(CHOICE_OF.int4);
    }
    expect(choiceAt({ kind: 'shipped', format: 'fp16' }, embedding)).toBeNull();
  });

  it('rounds one layer or one role alone, and leaves all else at FP16', () => {
    const alone = (of: Part) =>
      [
        { role: 'embedding', layer: null } as const,
        ...[0, 1].flatMap((layer) => LINEAR_ROLES.map((role) => ({ role, layer }))),
      ]
        .filter((place) => choiceAt({ kind: 'simulated', choice: CHOICE_OF.int4, part: of }, place) !== null)
        .map(({ role, layer }) => `${role} ${layer}`);
    expect(alone({ kind: 'layer', layer: 1 })).toEqual(LINEAR_ROLES.map((role) => `${role} 1`));
    expect(alone({ kind: 'role', role: 'down' })).toEqual(['down 0', 'down 1']);
    expect(alone({ kind: 'role', role: 'embedding' })).toEqual(['embedding null']);
  });
});
