/** The OpenAPI document as a page that a person reads: made on the server, without scripts, every text escaped by the template. */
import { html } from 'hono/html';
import { z } from 'zod';

/** What the page shows of the document. */
const documentSchema = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const operationSchema = z.object({
  summary: z.string(),
  description: z.string().default(''),
  responses: z.record(z.string(), z.object({ description: z.string() })),
});

export const STYLE = `:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
section { border-top: 1px solid currentColor; padding-top: 0.5rem; }
h2 { font-size: 1.1rem; overflow-wrap: anywhere; }
dt { float: left; clear: left; width: 4rem; }
dd { margin-left: 4rem; }
`;

/** @param openapi as /api/openapi.json gives it */
export function documentationPage(openapi: unknown) {
  const { info, paths } = documentSchema.parse(openapi);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const read = operationSchema.safeParse(operation);
      return read.success ? [{ path, method: method.toUpperCase(), ...read.data }] : [];
    }),
  );
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${info.title}</title>
        <link rel="stylesheet" href="/api/style.css" />
      </head>
      <body>
        <main>
          <h1>${info.title}</h1>
          <p>${info.description}</p>
          <p>Version ${info.version}. As OpenAPI 3.1: <a href="/api/openapi.json">/api/openapi.json</a></p>
          ${operations.map(
            ({ path, method, summary, description, responses }) =>
              html`<section>
                <h2><code>${method} ${path}</code></h2>
                <p>${summary}. ${description}</p>
                <dl>
                  ${Object.entries(responses).map(
                    ([status, response]) =>
                      html`<dt><code>${status}</code></dt>
                        <dd>${response.description}</dd>`,
                  )}
                </dl>
              </section>`,
          )}
        </main>
      </body>
    </html>`;
}
