import { type Endpoint, endpoints, openApi, problemsOf, schemaByName, statusOf, templateOf } from '#api';
import { errorCodes, type Code } from '#contract';
import type { Schema } from '#contract/schema';
import { codeHtml, escapeHtml, tableHtml } from './html.js';
import type { ManualBody, ManualHeading } from './layout.js';

const json = (value: unknown): string => `<pre class="schema">${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;

/** What a schema lets through, in a few words; a schema with a name leads to it. */
function kindOf(schema: Readonly<Record<string, unknown>>): string {
  const { $ref: ref, type, enum: words, anyOf } = schema;
  if (typeof ref === 'string') {
    const name = ref.split('/').at(-1)!;
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (Array.isArray(words)) return words.map((one) => codeHtml(String(one))).join(' ');
  if (Array.isArray(anyOf)) return anyOf.map((one) => kindOf(one as Record<string, unknown>)).join(' or ');
  return escapeHtml(typeof type === 'string' ? type : 'object');
}

function bodyHtml(schema: Schema | undefined): string {
  if (!schema) return '';
  const shown = schemaByName(schema);
  return shown.$ref ? kindOf(shown) : json(shown);
}

function endpointHtml(endpoint: Endpoint): string {
  const { id, method, path, summary, notes, auth, query = {}, headers = {}, body, upload, answers } = endpoint;
  const inputs = [
    ...Object.entries(query).map(([name, schema]) => [
      codeHtml(`?${name}=`),
      kindOf(schema),
      escapeHtml(descriptionOf(schema)),
    ]),
    ...Object.entries(headers).map(([name, text]) => [codeHtml(name), 'header', escapeHtml(text)]),
    ...(upload === undefined ? [] : [['body', 'file', escapeHtml(upload)]]),
    ...(body ? [['body', bodyHtml(body), '']] : []),
  ];
  const outcomes = [
    ...Object.entries(answers).map(([status, { description, schema }]) => [
      status,
      escapeHtml(description),
      bodyHtml(schema),
    ]),
    ...[...new Set(problemsOf(endpoint))].map((one) => [String(statusOf(one)), `<a href="#${one}">${one}</a>`, '']),
  ];
  return `<section id="${id}"><h3><span class="method">${method.toUpperCase()}</span>${codeHtml(templateOf(path))}</h3>
<p>${escapeHtml(summary)}.${notes === undefined ? '' : ` ${escapeHtml(notes)}`}${auth === 'none' ? ' Needs no token.' : ''}</p>
${tableHtml(['Input', 'Kind', 'Meaning'], inputs)}${tableHtml(['Status', 'Answer', 'Body'], outcomes)}</section>`;
}

const descriptionOf = ({ description }: Readonly<Record<string, unknown>>): string =>
  typeof description === 'string' ? description : '';

function problemTable(): string {
  const lines = (Object.keys(errorCodes) as Code[]).map((one) => [
    `<a id="${one}" href="/docs/errors#${one}">${codeHtml(one)}</a>`,
    String(statusOf(one)),
    errorCodes[one].class,
    errorCodes[one].kind,
  ]);
  return tableHtml(['Code', 'Status', 'Class', 'Kind'], lines);
}

/** The reference of /v1, made of the table the gateway answers by. */
export function apiReference(): ManualBody {
  const tags = [...new Set(endpoints.map(({ tag }) => tag))];
  const { components } = openApi() as { components: { schemas: Record<string, unknown> } };
  const part = (id: string, title: string, html: string) => ({
    heading: { level: 2, id, text: escapeHtml(title) } satisfies ManualHeading,
    html: `<h2 id="${id}">${escapeHtml(title)}</h2>\n${html}`,
  });
  const ofTag = (tag: string): string =>
    endpoints
      .filter((one) => one.tag === tag)
      .map(endpointHtml)
      .join('\n');
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<h3 id="schema-${name}">${name}</h3>${json(schema)}`,
  );
  const parts = [
    ...tags.map((tag) => part(tag.toLowerCase(), tag, ofTag(tag))),
    part('problems', 'Problems', problemTable()),
    part('schemas', 'Schemas', schemas.join('\n')),
  ];
  const html = `<h1>API reference</h1>
<p>Plain JSON over HTTP. Sign in with ${codeHtml('POST /v1/sessions')} and send the token as
${codeHtml('Authorization: Bearer TOKEN')}. Times are ISO 8601 in UTC. A refusal is
${codeHtml('application/problem+json')} (RFC 9457). The same as OpenAPI 3.1: <a href="/openapi.json">/openapi.json</a>.
<a href="/docs/http-api">HTTP API</a> shows how to use it.</p>
${parts.map((one) => one.html).join('\n')}`;
  return { html, headings: parts.map(({ heading }) => heading) };
}
