/**
 * The OpenAPI document with what is true of every address and so stands at no route: which limit by rate counts it, with the answer beyond it,
 * and the headers that come with each answer.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { problemSchema } from '../contract/problem';
import { rateKindOf, type RateKind } from '../limits/rates';
import { HEADERS, headers } from './headers';
import { PROBLEM_TYPE } from './problem';

type Document = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
type Operation = NonNullable<NonNullable<Document['paths']>[string]['get']>;

/** What is looked at here of an answer that a route describes. */
const answerSchema = z.looseObject({
  description: z.string(),
  headers: z.record(z.string(), z.unknown()).default({}),
  content: z.record(z.string(), z.unknown()).default({}),
});
const answersSchema = z.record(z.string(), answerSchema);
type Answer = z.infer<typeof answerSchema>;

const METHODS = ['get', 'post', 'delete'] as const;

/** @param document of the routes. @returns another */
export function described(document: Document): Document {
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => {
    const operations = METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      return [[method, ofOperation(operation, rateKindOf(method.toUpperCase(), path))] as const];
    });
    return [path, { ...item, ...Object.fromEntries(operations) }] as const;
  });
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...document.components, headers: { ...document.components?.headers, ...HEADERS } },
  };
}

function ofOperation(operation: Operation, kind: RateKind | null): Operation {
  const own = answersSchema.parse(operation.responses);
  const all = kind === null ? own : { ...own, 429: tooMany(kind) };
  const answers = Object.entries(all).map(([status, answer]) => [status, ofAnswer(answer, status, kind)] as const);
  return { ...operation, responses: Object.fromEntries(answers) };
}

const ofAnswer = ({ headers: own, content, ...answer }: Answer, status: string, kind: RateKind | null) => ({
  ...answer,
  headers: {
    ...own,
    ...headers('X-Request-Id'),
    ...(kind === null ? {} : headers('RateLimit', 'RateLimit-Policy')),
    ...(isLater(content, status) ? headers('Retry-After') : {}),
  },
  ...(Object.keys(content).length === 0 ? {} : { content }),
});

/** What may be asked again, and not what says of itself that it is not ready. */
const isLater = (content: Answer['content'], status: string): boolean =>
  ['429', '503'].includes(status) && Object.hasOwn(content, PROBLEM_TYPE);

const tooMany = (kind: RateKind): Answer => ({
  headers: {},
  description: `Too many ${kind} from one address; Retry-After says when to send the same again.`,
  content: { [PROBLEM_TYPE]: { schema: z.toJSONSchema(problemSchema) } },
});
