import { errorCodes, type Code, type Endpoint, endpoints, openApi, problemsOf, statusOf, templateOf } from '#contract';

/** The page asks for nothing from anywhere; the one style it has is named by its hash. */
export const docsPolicy = (styleHash: string): string =>
  `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export const style = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1, h2, h3 { line-height: 1.2; }
h3 { margin: 2rem 0 0.25rem; font-size: 1rem; }
code, pre { font: 0.875rem/1.45 ui-monospace, monospace; }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid #8886; border-radius: 6px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-top: 1px solid #8884; }
.method { display: inline-block; min-width: 4.5em; font-weight: 700; }
`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const code = (text: string): string => `<code>${escaped(text)}</code>`;
const json = (value: unknown): string => `<pre>${escaped(JSON.stringify(value, null, 2))}</pre>`;

function rows(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  if (lines.length === 0) return '';
  const head = heads.map((text) => `<th>${text}</th>`).join('');
  const body = lines.map((line) => `<tr>${line.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** What a schema lets through, in a few words; a schema with a name leads to it. */
function kindOf(schema: Readonly<Record<string, unknown>>): string {
  const { $ref: ref, type, enum: words, anyOf } = schema;
  if (typeof ref === 'string') {
    const name = ref.split('/').at(-1)!;
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (Array.isArray(words)) return words.map((one) => code(String(one))).join(' ');
  if (Array.isArray(anyOf)) return anyOf.map((one) => kindOf(one as Record<string, unknown>)).join(' or ');
  return escaped(typeof type === 'string' ? type : 'object');
}

function section(endpoint: Endpoint): string {
  const { id, method, path, summary, notes, auth, query = {}, headers = {}, body, upload, answers } = endpoint;
  const inputs = [
    ...Object.entries(query).map(([name, schema]) => [code(`?${name}=`), kindOf(schema), escaped(told(schema))]),
    ...Object.entries(headers).map(([name, text]) => [code(name), 'header', escaped(text)]),
    ...(upload === undefined ? [] : [['body', 'file', escaped(upload)]]),
    ...(body ? [['body', body.$ref ? kindOf(body) : json(body), '']] : []),
  ];
  const outcomes = [
    ...Object.entries(answers).map(([status, { description, schema }]) => [
      status,
      escaped(description),
      schema ? (schema.$ref ? kindOf(schema) : json(schema)) : '',
    ]),
    ...[...new Set(problemsOf(endpoint))].map((one) => [String(statusOf(one)), `<a href="#${one}">${one}</a>`, '']),
  ];
  return `<section id="${id}"><h3><span class="method">${method.toUpperCase()}</span>${code(templateOf(path))}</h3>
<p>${escaped(summary)}.${notes === undefined ? '' : ` ${escaped(notes)}`}${auth === 'none' ? ' Needs no token.' : ''}</p>
${rows(['Input', 'Kind', 'Meaning'], inputs)}${rows(['Status', 'Answer', 'Body'], outcomes)}</section>`;
}

const told = ({ description }: Readonly<Record<string, unknown>>): string =>
  typeof description === 'string' ? description : '';

function problems(): string {
  const lines = (Object.keys(errorCodes) as Code[]).map((one) => [
    `<span id="${one}">${code(one)}</span>`,
    String(statusOf(one)),
    errorCodes[one].class,
    errorCodes[one].kind,
  ]);
  return rows(['Code', 'Status', 'Class', 'Kind'], lines);
}

/** The API as one page to read, made of the same table as everything else. */
export function docsPage(): string {
  const tags = [...new Set(endpoints.map(({ tag }) => tag))];
  const parts = tags.map(
    (tag) =>
      `<h2>${escaped(tag)}</h2>${endpoints
        .filter((one) => one.tag === tag)
        .map(section)
        .join('')}`,
  );
  const { components } = openApi() as { components: { schemas: Record<string, unknown> } };
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<h3 id="schema-${name}">${name}</h3>${json(schema)}`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>rexflow API</title><style>${style}</style></head><body>
<h1>rexflow API</h1>
<p>Plain JSON over HTTP. Sign in with ${code('POST /v1/sessions')} and send the token as
${code('Authorization: Bearer TOKEN')}. Times are ISO 8601 in UTC. What is refused is told as
${code('application/problem+json')} (RFC 9457). The same as OpenAPI 3.1: <a href="/openapi.json">/openapi.json</a>.</p>
${parts.join('\n')}
<h2>Problems</h2>${problems()}
<h2>Schemas</h2>${schemas.join('\n')}
</body></html>`;
}
