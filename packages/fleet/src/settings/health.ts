import { httpMethods } from '#contract/lists';
import { list, map, object, tag, text, variant, whole, word, type Of, type Schema } from '#contract/schema';
import { descriptionOf } from './descriptions.js';
import { duration, line, lines, pathOnHost } from './words.js';

const mostStatuses = 20;
const mostChecks = 5;

/** Who asks. */
const askers = ['worker', 'host'] as const;
const from = word(askers, descriptionOf('setting.health.from'));

/** How long and how often it is asked, whatever is asked. */
const pace = {
  within: duration('setting.health.within'),
  every: text(descriptionOf('setting.health.every'), { pattern: '^(60|[1-5][0-9]|[1-9])s$' }),
  inARow: whole(descriptionOf('setting.health.inARow'), 1, 20),
  timeout: text(descriptionOf('setting.health.timeout'), { pattern: '^(10|[1-9])s$' }),
};

const http = object(
  {
    type: tag('http'),
    url: line('setting.health.url', { minLength: 1, maxLength: 2000 }),
  },
  {
    method: word(httpMethods, descriptionOf('setting.health.method')),
    headers: map(
      line('setting.health.headers.value', { pattern: '^[^\\u0000-\\u001f\\u007f;]*$' }),
      descriptionOf('setting.health.headers'),
    ),
    body: lines('setting.health.body'),
    expect: object(
      {},
      {
        status: {
          ...list(
            whole(descriptionOf('setting.health.expect.status.one'), 100, 599),
            descriptionOf('setting.health.expect.status'),
          ),
          minItems: 1,
          maxItems: mostStatuses,
        },
        body: line('setting.health.expect.body', { minLength: 1 }),
      },
    ),
    tls: object(
      {},
      {
        name: line('setting.health.tls.name', { pattern: '^[A-Za-z0-9_.-]+$', maxLength: 253 }),
        ca: pathOnHost('setting.health.tls.ca'),
      },
    ),
    from,
    ...pace,
  },
);

const tcp = object(
  {
    type: tag('tcp'),
    address: line('setting.health.address', {
      pattern: '^(\\[[0-9a-fA-F:.]+\\]|[^\\s:/@\\[\\]]+):([1-9][0-9]{0,4}|\\{port\\})$',
      maxLength: 300,
    }),
  },
  { from, ...pace },
);

const command = object({ type: tag('command'), command: { ...lines('setting.health.command'), minLength: 1 } }, pace);

const log = object(
  {
    type: tag('log'),
    file: pathOnHost('setting.health.file'),
    line: line('setting.health.line', { minLength: 1 }),
  },
  pace,
);

const health = variant('type', http, tcp, command, log);

/** How one sees that an application is well. */
export const healthSection = {
  ...list(health, descriptionOf('setting.health')),
  maxItems: mostChecks,
} as Schema<Of<typeof health>[]>;
