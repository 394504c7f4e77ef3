import type { App, Instruction, Observation, Transfer } from '#release';
import type { RunOptions } from '#ssh';
import { settleAll } from '#async';
import { maskObservation } from '../secrets/maskObservation.js';
import type { WorkerDeps } from '../state/dependencies.js';
import { askHealth } from '../health/askHealth.js';
import { runWorkerHooks } from './workerHooks.js';
import { toObservation, observeThrown } from '../remote/toObservation.js';

/** The app, the bundle and the listeners of one execution of an instruction. */
export interface ExecutionContext {
  app: App;
  /** Name of the step, for messages. */
  step: string;
  /** Bundle the trees come from. */
  bundleId: string;
  signal: AbortSignal;
  /** Sees each `key=value` line as the host prints it. */
  onLine: (line: string) => void;
  /** Gets the seconds for which no byte of a transfer has moved; 0 when one moves again. */
  onStandstill: (seconds: number) => void;
  /** The barrier of those that begin at the same time, if an instruction asks for it. */
  meeting: { name: string; size: number };
}

/** Milliseconds a host that is ready waits for the others of its batch. */
const patienceMs = 300;

const bytes = (count: number): string => String(count);

async function carry(
  deps: WorkerDeps,
  instruction: Extract<Instruction, { do: 'carry' }>,
  context: ExecutionContext,
): Promise<Observation> {
  const { app, bundleId, signal } = context;
  const one = (transfer: Transfer) =>
    deps.ssh.transfer(deps.target(app), {
      direction: 'push',
      local:
        transfer.tree === 'program'
          ? deps.store.programDir(bundleId, app.group)
          : deps.store.configDir(bundleId, app.appKey),
      remote: transfer.to,
      copyDest: transfer.copyFrom,
      checksum: transfer.checksum,
      delete: transfer.mirror,
      guard: instruction.guard,
      deadlineMs: instruction.deadlineMs,
      standstill: { afterMs: deps.config.release.carryStill * 1000, report: context.onStandstill },
      signal,
    });
  const started = performance.now();
  const results = [];
  if (instruction.together) results.push(...(await settleAll(instruction.transfers.map(one))));
  else for (const transfer of instruction.transfers) results.push(await one(transfer));
  return {
    facts: {
      bytes_sent: bytes(results.reduce((sum, result) => sum + result.bytes, 0)),
      carry_method: results[0]?.method ?? '',
      carry_ms: bytes(performance.now() - started),
    },
    trouble: null,
  };
}

/** Executes an instruction on the app's host, and gives the observation. Never throws for what a host may answer. */
export async function execute(
  deps: WorkerDeps,
  instruction: Instruction,
  context: ExecutionContext,
): Promise<Observation> {
  return maskObservation(await carryOut(deps, instruction, context), deps.secrets.masked);
}

async function carryOut(deps: WorkerDeps, instruction: Instruction, context: ExecutionContext): Promise<Observation> {
  const { app, signal, step, meeting } = context;
  const run = async (how: Pick<RunOptions, 'script' | 'input' | 'deadlineMs' | 'before'>): Promise<Observation> => {
    const result = await deps.ssh.run(deps.target(app), {
      ...how,
      signal,
      onLine: context.onLine,
      maxOutput: 4 * 1024 * 1024,
    });
    return toObservation(result, step, app.host, signal.reason);
  };
  try {
    switch (instruction.do) {
      case 'script': {
        const { script, input, deadlineMs, together } = instruction;
        return await run({
          script,
          deadlineMs,
          ...(input ? { input } : {}),
          ...(together ? { before: () => deps.arriveAt(meeting.name, meeting.size, patienceMs) } : {}),
        });
      }
      case 'hooks':
        return await runWorkerHooks(deps.config.hooks.allowed, instruction.hooks, context);
      case 'carry':
        return await carry(deps, instruction, context);
      case 'probe':
        return await askHealth(
          instruction,
          { ssh: deps.ssh, target: deps.target(app), host: app.host },
          signal,
          async () => {
            const seen = await run({ script: instruction.alive, deadlineMs: 10_000 });
            return seen.facts.processes !== '0' || seen.facts.runs === 'no';
          },
        );
    }
  } catch (thrown) {
    return observeThrown(signal.aborted ? signal.reason : thrown);
  }
}
