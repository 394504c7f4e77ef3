import { quote } from '#shell';
import type { Code, CodedError } from '#contract';
import type { RexParameters } from '../state/endpoint.js';
import type { Presentation } from './envelope/settled.js';

/** The parts of a call that show in its envelope. */
export interface EnvelopeContext {
  /** As the caller sent it, token included. */
  sent: RexParameters;
  /** Whole seconds it took. */
  take: number;
  /** `rex.printStdout`. */
  printStdout: boolean;
}

interface Respon {
  chdir: string;
  cmd: string;
  /** 1 once it ran. */
  code: 0 | 1;
  msg: string;
  /** Exit status the command line would give: 0 all done, 1 something failed, 2 refused. */
  ret: 0 | 1 | 2;
  stdout: string;
  stderr: string;
}

export interface Envelope {
  code: 0 | -1;
  msg?: string;
  param: RexParameters;
  parseparameters: { code: 0 | -1; msg: string; precmd: string; requestCmd: string };
  data: unknown;
  respon: Respon;
  print_stdout: 0 | 1;
  take: number;
  [extra: string]: unknown;
}

/** The envelope of a finished request. */
export function answered(context: EnvelopeContext, { code, msg, data }: Presentation): Envelope {
  const shown = context.printStdout || Boolean(context.sent.sprint);
  const respon = { code: 1, msg: '执行完成', ret: code === 0 ? 0 : 1 } as const;
  return {
    ...parsed(context, { ...respon, stdout: shown ? JSON.stringify(data) : '' }),
    code,
    ...(msg === null ? {} : { msg }),
    data,
  };
}

/** The envelope of a request that is not finished yet. */
export function underway(context: EnvelopeContext, job: { id: string; state: string }): Envelope {
  const msg = job.state === 'queued' ? '已接受,排队中' : '已接受,执行中';
  const respon = { code: 0, msg, ret: 0, stdout: '' } as const;
  return { ...parsed(context, respon), job: job.id, state: job.state };
}

/** Codes of refusals from before the parameters were parsed. */
const misread: ReadonlySet<Code> = new Set<Code>([
  'PARAMETERS_EMPTY',
  'ACTION_MISSING',
  'ACTION_UNKNOWN',
  'ACTION_ABSENT',
  'PARAMETER_MISSING',
  'PARAMETER_INVALID',
  'PARAMETER_UNKNOWN',
  'BODY_MALFORMED',
  'BODY_TOO_LARGE',
  'SOURCE_WITH_URL',
  'URL_WITHOUT_FULL',
  'FULL_WITHOUT_URL',
]);

/** The envelope of a request that was refused or could not be accepted. `error` is for programs. */
export function refused(context: EnvelopeContext, trouble: CodedError): Envelope {
  const text = trouble.envelopeMessage;
  const { code, kind, message, advice } = trouble;
  const error = { code, kind, class: trouble.class, message, ...(advice === null ? {} : { advice }) };
  const envelope = parsed(context, { code: 0, msg: '未执行', ret: 2, stdout: '' });
  if (misread.has(trouble.code)) {
    const parseparameters = { code: -1, msg: text, precmd: '', requestCmd: '' } as const;
    return { ...envelope, code: -1, msg: `校验和解析参数失败: ${text}`, parseparameters, error };
  }
  // The original's sentences do not all name the field; ours do.
  const msg = text === trouble.message || trouble.code === 'TOKEN_INVALID' ? text : `${text} (${trouble.message})`;
  return { ...envelope, code: -1, msg, data: { code: codeOf(context), msg: text, data: [] }, error };
}

/** Actions whose refusals have a number as code in the original, while others have the code as text. */
const numbered = ['run', 'service', 'rollback', 'Enter:route:download'];

const codeOf = ({ sent }: EnvelopeContext): '-1' | -1 => (numbered.includes(first(sent.action)) ? -1 : '-1');

function parsed(context: EnvelopeContext, respon: Omit<Respon, 'chdir' | 'cmd' | 'stderr'>): Envelope {
  const { sent, take, printStdout } = context;
  const precmd = before(sent)
    .map((name) => `-${name} "${first(sent[name])}"`)
    .join(' ');
  const requestCmd =
    sent.action === undefined
      ? ''
      : [first(sent.action), ...options(after(sent), (value) => `"${value}"`), '--w="1"'].join(',');
  const cmd = sent.action === undefined ? '' : commandLine(sent);
  return {
    code: 0,
    param: sent,
    parseparameters: { code: 0, msg: '校验和解析参数成功', precmd, requestCmd },
    data: null,
    respon: { chdir: process.cwd(), cmd, stderr: '', ...respon },
    print_stdout: printStdout ? 1 : 0,
    take,
  };
}

/** What the original puts in front of the name of its task: the hosts it is for. */
const before = (sent: RexParameters): string[] =>
  ['H', 'g', 'G'].filter((name) => first(sent.action).startsWith('Common:') && sent[name] !== undefined);

const after = (sent: RexParameters): RexParameters => {
  const hosts = before(sent);
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !hosts.includes(name)));
};

/** The same request at a terminal; the token is redacted. */
function commandLine(sent: RexParameters): string {
  const shown = { ...sent, ...(sent.token === undefined ? {} : { token: '******' }) };
  return ['rexflow', quote(first(sent.action)), ...options(shown, quote)].join(' ');
}

const first = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0]! : (value ?? ''));

function options(sent: RexParameters, spell: (value: string) => string): string[] {
  const names = Object.keys(sent).filter((name) => name !== 'action' && name !== 'w');
  return names.sort().map((name) => `--${name}=${spell(first(sent[name]).replaceAll('\0', ''))}`);
}
