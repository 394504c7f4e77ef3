import type { RequestHead } from '#records';
import type { App } from '#release';
import { expect, test } from 'vitest';
import { settleInspect } from './settleInspect.js';

const app = { appKey: 'web1', host: '10.0.0.1' } as App;
const unseen = { drift: 'unknown', drift_unseen: 'hold /srv/web against what was released' };
const store = { open: () => Promise.reject(new Error('nothing is opened')) } as never;
const settle = (request: object) =>
  settleInspect({ store }, { request, rollout: {} } as unknown as RequestHead, app, { facts: unseen, trouble: null });

test.each([{ kind: 'rollback' }, { kind: 'release', onDrift: 'overwrite' }])(
  'where nobody is to be asked about hand-made changes, a look that did not end is a warning: %o',
  async (request) => {
    expect(await settle(request)).toMatchObject({
      trouble: null,
      facts: {
        drift_warning:
          'web1 (10.0.0.1): whether files were changed by hand could not be told, since the host could not hold /srv/web against what was released in time; what was changed stays in the release that was live there',
        drift_statement: expect.stringContaining('"id":"drift.unseen","details":{"what":"hold /srv/web'),
      },
    });
  },
);

test.each(['refuse', 'keep'])('by %s nothing is taken for unchanged that nobody saw', async (onDrift) => {
  expect(await settle({ kind: 'release', onDrift })).toMatchObject({
    trouble: { code: 'HOST_TROUBLE', details: { host: '10.0.0.1', what: unseen.drift_unseen } },
  });
});
