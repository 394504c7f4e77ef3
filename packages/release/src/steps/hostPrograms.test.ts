import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { partDirectory } from '../model/paths.js';
import { payloadOf } from '../testing/payload.js';
import { fillWith, first, linesOfFiles, liveOn } from '../testing/releasePatch.js';
import { standsAt, type Made } from '../testing/failingHosts.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { testFailures } from '../testing/testFailures.js';
import { activateStep } from './activate.js';
import { confirmStep } from './confirm.js';
import { discardStep } from './discard.js';
import { driftStep } from './drift.js';
import { inspectStep } from './inspect.js';
import { runCommandStep } from './run.js';
import { sealExactlyStep } from './seal.js';
import { liveTreesScript } from '../scripts/liveTrees.js';
import { verifyTargetStep } from './verifyTarget.js';
import { checkStep } from './check.js';
import { runRequest } from '../testing/requests.js';

const { host, released } = hostsOfEachTest();

/** A host that holds something else than was sent, in the program or in the configuration. */
const sealing = (spoilt: 'program' | 'config') => (): Made => {
  const made = host();
  const list = linesOfFiles(first);
  const context = { ...made.context, payload: payloadOf(1, 6, list, list) };
  made.send(inspectStep.instruct(context));
  for (const which of ['program', 'config'] as const)
    fillWith(partDirectory(context.paths[which]!), which === spoilt ? { ...first, b: 'X' } : first);
  const wrong: Made['wrong'] = (_well, facts) => (facts.sealed === 'yes' ? ['what was not sent is sealed'] : []);
  return { ...made, instruction: sealExactlyStep.instruct(context), wrong };
};

const bringingWhatIsDamaged = (): Made => {
  const made = liveOn(host(), { b: 'X', new: '2' });
  const wrong: Made['wrong'] = (_well, facts) => (facts.sealed === 'yes' ? ['what was not sent is sealed'] : []);
  return { ...made, instruction: inspectStep.instruct(made.two), wrong };
};

const inspecting = (): Made => {
  const made = released();
  const context = {
    ...made.context,
    requestId: 'next',
    stamp: '20270101_000000',
    payload: payloadOf(1, 1),
    expired: [made.before.program],
  };
  const wrong: Made['wrong'] = (well, facts) => [
    ...standsAt(made, made.before, []),
    ...(well && facts.program_before !== made.before.program
      ? [`it was told that ${facts.program_before} is live`]
      : []),
  ];
  return { ...made, instruction: inspectStep.instruct(context), wrong };
};

/** A program of which one file was changed since it was sealed. */
function drifted() {
  const made = liveOn(host());
  writeFileSync(join(made.before.program, 'b'), 'by hand');
  return made;
}

const holding = (): Made => {
  const made = drifted();
  const wrong: Made['wrong'] = (well, facts) => {
    if (!well) return [];
    const told = [facts.drift, facts.drift_changed, facts.drift_deleted, facts.drift_added].join(' ');
    return told === 'drifted 1 0 0' ? [] : [`told ${told}`];
  };
  return { ...made, instruction: driftStep.instruct(made.two), wrong };
};

const listing = (): Made => {
  const made = liveOn(host());
  const script = liveTreesScript(made.app, {
    baseappDir: made.context.settings.baseappDir,
    known: null,
    measures: true,
  });
  const wrong: Made['wrong'] = (well, facts) =>
    !well || facts.program_list?.split('\n').sort().join('\n') === `\n${linesOfFiles(first)}`.trimEnd()
      ? []
      : [`told ${facts.program_list}`];
  return { ...made, instruction: { do: 'script', script, deadlineMs: 1000 }, wrong };
};

const seeing = (): Made => {
  const made = released();
  const wrong: Made['wrong'] = (well, { processes, init, program_dir }) =>
    !well || [processes, init, program_dir].join() === '1,1,1' ? [] : [`told ${processes} ${init} ${program_dir}`];
  return { ...made, instruction: checkStep.instruct(made.context), wrong };
};

const asking = (): Made => {
  const made = released();
  const cmd = 'i=0; while [ $i -lt 40 ]; do echo "line $i of what it says"; i=$((i + 1)); done; exit 0';
  const wrong: Made['wrong'] = (well, facts) =>
    !well || facts.stdout?.split('\n').length === 41 ? [] : ['not all is told'];
  return { ...made, instruction: runCommandStep.instruct({ ...made.context, request: runRequest(cmd) }), wrong };
};

const verifying = (): Made => {
  const made = released();
  const target = { program: made.context.paths.program, config: made.context.paths.config };
  const wrong: Made['wrong'] = () => standsAt(made, made.before, []);
  return { ...made, instruction: verifyTargetStep.instruct({ ...made.context, target }), wrong };
};

const discarding = (): Made => {
  const made = released();
  made.send(activateStep.instruct(made.context));
  const { program, config } = made.context.paths;
  const wrong: Made['wrong'] = () => standsAt(made, { program, config: config! }, []);
  return { ...made, instruction: discardStep.instruct(made.context), wrong };
};

const confirming = (): Made => {
  const made = released();
  const context = { ...made.context, confirm: 600 };
  made.send(activateStep.instruct(context));
  const noted = (): boolean => readFileSync(join(context.paths.state, 'journal'), 'utf8').includes('watch ended');
  const wrong: Made['wrong'] = (well) => {
    const ended = noted();
    // Else it would wait on.
    made.send(confirmStep.instruct({ ...context, fence: 2 }));
    return well && !ended ? ['the watch goes on'] : [];
  };
  return { ...made, instruction: confirmStep.instruct(context), wrong };
};

testFailures({
  'seal a spoilt program': sealing('program'),
  'seal a spoilt configuration': sealing('config'),
  'inspect, bringing what is damaged': bringingWhatIsDamaged,
  inspect: inspecting,
  verifyTarget: verifying,
  discard: discarding,
  confirm: confirming,
  drift: holding,
  survey: listing,
  check: seeing,
  run: asking,
});
