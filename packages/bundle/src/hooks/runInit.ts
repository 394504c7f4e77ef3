import { CodedError } from '#contract';
import { script } from '#shell';
import { topLevel } from '../disk/requireTree.js';
import { runGroup, watched } from './runGroup.js';

/** An init command and the way it is run. */
export interface InitCommand {
  /** Shell text from the catalogue; it is meant to be a command. */
  command: string;
  name: 'local_pro_cmd' | 'local_conf_cmd';
  /** The group or app it belongs to, for the message. */
  of: string;
  cwd: string;
  /** All variables it finds. */
  env: Readonly<Record<string, string>>;
  timeoutMs: number;
  signal?: AbortSignal;
}

/**
 * Runs an init command by `sh` in `cwd`, with nothing to read, and gives the last 4 KiB of its output. Every process of its
 * process group is ended with it. INIT_COMMAND_FAILED with status and output, DEADLINE, TREE_MISSING without `cwd`,
 * LOCAL_IO when `sh` cannot be started; an aborted signal ends the group and rejects with its reason.
 */
export async function runInit({
  command,
  name,
  of,
  cwd,
  env,
  timeoutMs,
  signal,
}: InitCommand): Promise<{ output: string }> {
  signal?.throwIfAborted();
  await topLevel(cwd, `${name} of ${of}`);
  const what = `${name} of ${of}`;
  const input = script(`${watched}\neval "$command"`, { command });
  const { status, late, output } = await runGroup({ args: ['-s'], input, what, cwd, env, timeoutMs, signal });
  if (late) throw new CodedError('DEADLINE', { what, seconds: timeoutMs / 1000, output });
  if (status === 0) return { output };
  throw new CodedError('INIT_COMMAND_FAILED', { command: name, of, status, output });
}
