import { httpMethods } from '#contract/lists';
import { list, map, object, tag, variant, whole, word, type Of, type Schema } from '#contract/schema';
import { descriptionOf } from './descriptions.js';
import { line, lines, pathOnHost } from './words.js';

const mostStatuses = 20;

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
  },
);

const health = variant('type', http);

/** How one sees that an application is well. */
export const healthSection = {
  ...list(health, descriptionOf('setting.health')),
  maxItems: 1,
} as Schema<Of<typeof health>[]>;
