import { finding, statement, type Finding } from '#contract';
import type { Facts } from '../model/instruction.js';
import type { App } from '../model/app.js';

/** What the doctor makes of `init` of a service that is known by a name: whether who keeps it running knows it, can be asked, and keeps it. */
export function foundByName(facts: Facts, { restarts, reloads }: App, name: string): Finding {
  const { init, denied: call, user = '' } = facts;
  if (init === 'executable')
    return facts.lasts === 'no'
      ? finding('app.service', 'warning', statement('service.ends', { name, user }))
      : finding('app.service', 'ok', statement('service.known', { name }));
  const state = restarts || reloads ? 'failed' : 'warning';
  if (call !== undefined) return finding('app.service', state, statement('service.denied', { user, call }));
  return finding('app.service', state, statement(init === 'there' ? 'service.cannot' : 'service.unknown', { name }));
}
