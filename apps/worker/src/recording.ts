import type { Phase, TroubleReport } from '#contract';
import { localTime, type AppRecord, type DeployColumns, type Records, type RequestRecord } from '#records';
import { gather, type Facts, type StepContext, type StepRecord } from '#release';

const seconds = (from: string | null, to: string | null): number =>
  from && to ? Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000)) : 0;

/**
 * Keeps one attempt's row of `pre_deploy_manage`: each column is written when it becomes true, with this side's clock
 * (hosts may disagree about the time). Does nothing for actions that write no rows.
 */
export class Recording {
  readonly #records: Records;
  readonly #request: RequestRecord;
  readonly #app: AppRecord;
  #writing: Promise<void> = Promise.resolve();

  constructor(records: Records, request: RequestRecord, app: AppRecord) {
    this.#records = records;
    this.#request = request;
    this.#app = app;
  }

  async #write(values: DeployColumns): Promise<void> {
    if (this.#request.recorded) await this.#records.updateDeployRow(this.#app.randomStr, values);
  }

  /** A line the host prints while it works: some become true at that moment. */
  hear(line: string): void {
    if (!line.startsWith('starting=')) return;
    const now = localTime(new Date());
    this.#writing = this.#writing.then(() => this.#write({ start_app_time: now }));
  }

  /** What was heard has been written; throws what went wrong with it. */
  async wrote(): Promise<void> {
    await this.#writing;
  }

  /** A step ended well. */
  async stepDone(step: string, { app }: StepContext, facts: Facts): Promise<void> {
    const separate = app.layout === 'separate';
    if (step === 'inspect') {
      await this.#write(
        separate
          ? { deloy_prodir_before: facts.program_before || null, deloy_configdir_before: facts.config_before || null }
          : { deloy_prodir_real_before: facts.program_before || null },
      );
    } else if (step === 'carry' || step === 'carryExactly') {
      await this.#write({ rsync_war_time: localTime(new Date()) });
    } else if (step === 'activate' || step === 'revert') {
      await this.#write({
        ...(step === 'activate'
          ? { deloy_prodir_before: facts.program_lies || null, deloy_size: facts.size ?? null }
          : {}),
        ...(step === 'activate' && separate ? { deloy_configdir_before: facts.config_lies || null } : {}),
        ...(step === 'activate' && !app.restarts ? { start_app_time: localTime(new Date()) } : {}),
        deloy_prodir_after: facts.program_now || null,
        ...(separate ? { deloy_configdir_after: facts.config_now || null } : {}),
        processNumber: Number(facts.processes ?? 0),
      });
    }
  }

  /** The phase ended; after activation, or after a failure, so did the attempt. */
  async ended(phase: Phase, trouble: TroubleReport | null, history: readonly StepRecord[]): Promise<void> {
    if (!this.#request.recorded || phase === 'discard') return;
    if (trouble) return await this.#write({ status: 0, note: `${trouble.code}: ${trouble.message}`.slice(0, 128) });
    if (phase !== 'activate') return;
    const endTime = localTime(new Date());
    const [row] = await this.#records.deployRows([this.#app.randomStr]);
    const total = `Total Take:${seconds(row?.start_time ?? null, endTime)}`;
    const rsync = `Rsync Time:${seconds(row?.start_time ?? null, row?.rsync_war_time ?? null)}`;
    const start = `Start App Time:${seconds(row?.start_app_time ?? null, endTime)}`;
    const rollback = this.#request.action === 'rollback';
    await this.#write({
      end_time: endTime,
      status: 0,
      deploy_take: rollback ? `${total}  || ${start}` : `${total} || ${rsync} || ${start}`,
      ...(rollback ? { rollRecord: 1 } : {}),
    });
    if (rollback) {
      const source = gather(history).target_record;
      if (source) await this.#records.countRollback(source, this.#request.parameters.rollstatus === '1');
    }
  }
}
