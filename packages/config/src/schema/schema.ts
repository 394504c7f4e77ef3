import { secretName } from '#contract';
import { environments } from './environmentSchema.js';
import {
  bytes,
  choiceField,
  count,
  flagField,
  listField,
  namedField,
  numberField,
  pathField,
  secret,
  seconds,
  section,
  textField,
} from './fields.js';
import { allowedHooks } from './hooksSchema.js';
import { notifications } from './notificationSchema.js';
import { directories, gitSection, packageLimits, releaseSection, retention, rollout } from './releaseSchema.js';
import { address } from './sshSchema.js';
import { versionsSection } from './versionSchema.js';

const MiB = 2 ** 20;
const GiB = 2 ** 30;

const gateway = section('Where requests come in.', {
  host: address('Address to listen on.', { default: '127.0.0.1' }),
  port: count('Port to listen on; 0 takes a free one.', 3000, 0, 65_535),
  tls: section('TLS that the gateway speaks itself, both files in PEM.', {
    cert: pathField('The certificate, with those between it and its root.', null),
    key: pathField('Its private key, without a passphrase.', null),
  }),
  body_limit: bytes('Size of a form or JSON body.', MiB, GiB),
  upload_limit: bytes('Size of one uploaded file.', 4 * GiB),
  shutdown: seconds('Time open answers get when the gateway stops.', 10, 0, 3600),
  worker_commands: flagField('Whether a change of the fleet may set commands that run on the worker.', false),
});

const rex = section('How /rex answers.', {
  wait: seconds('Time POST /rex waits for the settled result.', 600, 0),
  answers: choiceField('Shape of the answers.', ['documented', 'native'], 'documented'),
  token_life: seconds('Life of a token.', 3600, 1, 31_536_000),
  print_stdout: flagField('Fill respon.stdout.', false),
  allow_origin: listField(
    'Origins of the pages that may read the answers in a browser; "*" is any.',
    'a list of origins such as https://ops.example, or ["*"]',
    textField('Scheme, host and port of a page, or *.', {
      pattern: '^(\\*|https?://[A-Za-z0-9._:\\[\\]-]+)$',
      expected: 'an origin such as https://ops.example, without a path, or *',
    }),
  ),
});

const worker = section('How much one worker process does at once.', {
  requests: count('Requests taken from phase to phase at once.', 20, 1, 1000),
  apps: count('Apps worked on at once.', 16, 1, 1000),
  shutdown: seconds('Time the work in hand gets when the worker stops.', 30, 0, 3600),
  handover: seconds(
    'Time a request waits for a worker that has the directories it was accepted for, when none lives.',
    120,
    0,
    86_400,
  ),
  metrics_host: address('Address its figures for Prometheus are served at.', { default: '127.0.0.1' }),
  metrics_port: count('Port of the same; 0 serves none.', 0, 0, 65_535),
});

/** The file config.yml: every key with its type, range, unit and default. A key that is not here is refused. */
export const schema = section(
  'The file config.yml.',
  {
    environment: textField('The environment this installation releases to.', {
      minLength: 1,
      expected: 'the name of an environment',
    }),
    environments,
    folder: pathField('Where relative paths of this file start; empty is the folder of the file.', null),
    redis: section('The queue.', {
      url: secret('Address of Redis; empty lets npm start start a private one.', {
        secret: 'login',
        pattern: '^rediss?://[^\\s]+$',
        expected: 'a redis:// address',
      }),
    }),
    gateway,
    rex,
    worker,
    lease: section('The right to change one app.', {
      life: seconds('Time a lease outlives its last renewal.', 30, 5, 3600),
    }),
    retry: section('Trying again what failed for a passing cause.', {
      attempts: count('Tries in all.', 4, 1, 50),
      backoff: seconds('Time before the second try; doubles with each.', 1, 0.05, 3600),
    }),
    release: releaseSection,
    rollout,
    retention,
    fleet: section('How workers look at the hosts.', {
      look: seconds('Time between two looks at a host; 0 looks at none.', 60, 0),
      drift: seconds(
        'Time between two comparisons of what is live with what was released; 0 compares nothing.',
        86_400,
        0,
        31_536_000,
      ),
    }),
    backup: section('How old the last backup may be.', {
      warn_after: seconds(
        'Age of the last backup from which the doctor warns, once there was one; 0 never warns.',
        259_200,
        0,
        31_536_000,
      ),
    }),
    package: packageLimits,
    git: gitSection,
    directories,
    secrets: namedField(
      'What settings of the fleet name by { secret: name }: read by workers alone.',
      'a map of secrets by name',
      {
        pattern: secretName,
        expected: 'a name of a letter, then letters, digits, ., - and _ (64 at most)',
      },
      secret('A secret.', { minLength: 1, apart: true, expected: 'file:/path or ${VARIABLE}' }),
    ),
    hooks: allowedHooks,
    notifications,
    versions: versionsSection,
    tracing: section('Where traces are sent, as OpenTelemetry has them.', {
      endpoint: secret('Address spans are posted to; empty tells nobody.', {
        secret: 'login',
        pattern: '^(https?://[^\\s]+)?$',
        expected: 'an http:// or https:// address, or nothing',
        default: '',
      }),
      service: textField('Name of this installation there.', {
        pattern: '^[A-Za-z0-9._-]+$',
        expected: 'letters, digits, ., - and _',
        default: 'rexflow',
      }),
      ratio: numberField('Share of the requests that are traced.', 'a number from 0 to 1', 1, 0, 1),
    }),
    log: section('What is logged.', {
      level: choiceField('The least that is logged.', ['fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'info'),
    }),
  },
  ['environment', 'environments'],
);
