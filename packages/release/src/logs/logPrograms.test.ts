import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Request } from '#contract';
import type { Step } from '../model/step.js';
import type { Made } from '../testing/failingHosts.js';
import { hostsOfEachTest } from '../testing/hosts.js';
import { testFailures } from '../testing/testFailures.js';
import { logFilesFound, logFilesStep, logRowsFound, logTextFound, readLogStep, searchLogsStep } from './logSteps.js';

const { host } = hostsOfEachTest();
const targets = { names: ['server'] };
const lines = (what: string): string => Array.from({ length: 40 }, (_, at) => `${what} ${at} ERR\n`).join('');

/** A host with a log and the one it was rotated to; `isAll` tells whether a step that says it went well has told all there is. */
const asking = (step: Step, request: Request, isAll: (facts: Record<string, string>) => boolean) => (): Made => {
  const made = host();
  const logs = join(made.root, 'logs');
  mkdirSync(logs);
  writeFileSync(join(logs, 'app.log'), lines('now'));
  writeFileSync(join(logs, 'app.log.1.gz'), gzipSync(lines('before')));
  const app = { ...made.app, row: { log_dir: logs, logfile: 'app.log' } };
  const wrong: Made['wrong'] = (well, facts) => (!well || isAll(facts) ? [] : ['not all is told']);
  return { ...made, instruction: step.instruct({ ...made.context, app, request }), wrong };
};

testFailures({
  'search of logs': asking(searchLogsStep, { kind: 'searchLogs', targets, pattern: 'ERR' } as Request, (facts) => {
    const { cut, matches, rows } = logRowsFound(facts);
    // That there is nothing in a file grep says by the status 1, and no other way.
    return cut || (matches % 40 === 0 && rows.length === matches);
  }),
  'end of a log': asking(
    readLogStep,
    { kind: 'readLog', targets },
    (facts) => logTextFound(facts).text === lines('now'),
  ),
  'list of logs': asking(
    logFilesStep,
    { kind: 'logFiles', targets },
    (facts) => logFilesFound(facts).files.length === 2,
  ),
});
