import { finding, statement, type Finding } from '#contract';
import type { Facts } from '../model/instruction.js';
import type { App } from '../model/app.js';

/** What the doctor makes of `init` of a service that is known by a name: whether who keeps it running knows it, and can be asked. */
export const foundByName = (facts: Facts, { restarts, reloads }: App, name: string): Finding =>
  facts.init === 'executable'
    ? finding('app.service', 'ok', statement('service.known', { name }))
    : finding(
        'app.service',
        restarts || reloads ? 'failed' : 'warning',
        statement(facts.init === 'there' ? 'service.cannot' : 'service.unknown', { name }),
      );
