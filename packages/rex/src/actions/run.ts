import { CodedError } from '#contract';
import { action } from './action.js';
import { commandOf, commandParameters, spellCommand } from '../parameters/commandParameters.js';
import { k, textParameter } from '../parameters/parameter.js';
import { targetsOf } from '../parameters/words.js';

/** Runs one shell command on the host of every app. */
export const runCommandAction = action({
  kind: 'run',
  summary: 'Run a shell command on the hosts of apps',
  parameters: { k, ...commandParameters },
  required: ['k', 'cmd'],
  example: { k: 'server', cmd: 'uptime' },
  decode: ({ k: names, ...command }) => ({ kind: 'run', targets: targetsOf(names), ...commandOf(command) }),
  encode: spellCommand,
});

const words = 16_384;
/** The original takes one of them before the name of the task, as `-H`. */
const hosts = {
  H: textParameter(
    'names or addresses of hosts, or labels of the catalogue as name=value, several separated by spaces or commas',
    words,
  ),
  g: textParameter('groups, each of whose hosts is meant once', words),
  G: textParameter('the same as g', words),
};

const missing = (): CodedError =>
  new CodedError('PARAMETER_MISSING', { action: 'Common:Use:run', fields: ['H', 'g', 'G'] });

/** Runs one shell command on hosts, each once, whatever runs there. */
export const runOnHostsAction = action({
  kind: 'runOnHosts',
  summary: 'Run a shell command on hosts',
  parameters: { ...hosts, ...commandParameters },
  required: ['cmd'],
  example: { H: '10.0.0.11 10.0.0.12', cmd: 'uptime' },
  rules: ({ H, g, G }) => {
    if ([H, g, G].every((one) => !one?.trim())) throw missing();
  },
  decode: ({ H = '', g = '', G = '', ...command }) => ({
    kind: 'runOnHosts',
    hosts: `${H} ${g} ${G}`.split(/[\s,]+/).filter((name) => name !== ''),
    ...commandOf(command),
  }),
  encode: ({ hosts: named, ...command }) => ({ H: named.join(' '), ...spellCommand(command) }),
});
