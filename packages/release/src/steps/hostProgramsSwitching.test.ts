import type { ServiceOperation } from '#contract';
import { realpathSync } from 'node:fs';
import { running, standsAt, wayBack, type Made, type Released } from '../testing/failingHosts.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { testFailures } from '../testing/testFailures.js';
import { activateStep } from './activate.js';
import { lookStep } from './look.js';
import { revertStep } from './revert.js';
import { serviceStep } from './service.js';
import { serviceRequest } from '../testing/requests.js';

const { released } = hostsOfEachTest();

const activating = (extra: (made: Released) => object) => (): Made => {
  const made = released();
  const context = { ...made.context, ...extra(made) };
  const { paths, app } = context;
  const old = running(made.key);
  const wrong: Made['wrong'] = (well) => {
    if (!well) return wayBack({ ...made, context });
    const [program, config] = [paths.program, paths.config!];
    return standsAt(made, { program, config }, app.restarts ? old : []);
  };
  return { ...made, instruction: activateStep.instruct(context), wrong };
};

const goingBack = (): Made => {
  const made = released();
  made.send(activateStep.instruct(made.context));
  const old = running(made.key);
  const wrong: Made['wrong'] = (well) => {
    if (well) return standsAt(made, made.before, old);
    // It says so, and a look tells what is so.
    const { facts } = made.send(lookStep.instruct(made.context));
    const home = realpathSync(made.app.programLink) === made.before.program ? 'yes' : 'no';
    const truth = { look_home: home, look_processes: String(running(made.key).length) };
    return Object.entries(truth).flatMap(([name, is]) =>
      facts[name] === is ? [] : [`${name} is ${is}, told ${facts[name]}`],
    );
  };
  return { ...made, instruction: revertStep.instruct(made.context), wrong };
};

const serving = (a: ServiceOperation) => (): Made => {
  const made = released();
  const old = running(made.key);
  const wrong: Made['wrong'] = (well) => {
    const pids = running(made.key);
    if (!well) return [];
    if (a === 'stop') return pids.length === 0 ? [] : ['it runs'];
    return pids.length === 1 && !old.includes(pids[0]!) ? [] : [`${pids.join()} run, as ${old.join()} did before`];
  };
  return { ...made, instruction: serviceStep.instruct({ ...made.context, request: serviceRequest(a) }), wrong };
};

testFailures({
  activate: activating(() => ({})),
  'activate with links of its own': activating(({ context, app }) => ({
    settings: { ...context.settings, plainLinks: [app.appKey] },
  })),
  'activate under the running application': activating(({ app }) => ({ app: { ...app, restarts: false } })),
  revert: goingBack,
  'service stop': serving('stop'),
  'service restart': serving('restart'),
});
