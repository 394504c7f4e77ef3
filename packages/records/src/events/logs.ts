import type { Phase } from '#contract';
import type { Statements } from '#mysql';

/** Output of a program at a step of an app, or at a phase as a whole. */
export interface Writing {
  requestId: string;
  appKey: string | null;
  phase: Phase;
  step: string;
  /** The program. */
  of: string;
  stream: 'out' | 'err';
  text: string;
}

const first = 50;
const last = 150;
const widest = 2000;
/** Writings kept of an app of a release; one has 200 lines at the most. */
const mostWritings = 40;

/** The lines of a text: the first and the last of very many. */
export function linesOf(text: string): string[] {
  const all = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const few =
    all.length <= first + last
      ? all
      : [...all.slice(0, first), `... ${all.length - first - last} lines left out ...`, ...all.slice(-last)];
  return few.map((line) => (line.length > widest ? `${line.slice(0, widest)}...` : line));
}

/** Stores the output of a program, beside the events of its release and in their order. */
export async function writeLog(sql: Statements, { requestId, appKey, text, ...rest }: Writing): Promise<void> {
  const data = JSON.stringify({ ...rest, lines: linesOf(text) });
  await sql.execute(
    `INSERT INTO rexflow_events (request_id, app_key, kind, at, data)
     SELECT ?, ?, 'log', UTC_TIMESTAMP(3), ? FROM DUAL WHERE ${mostWritings} >
       (SELECT COUNT(*) FROM rexflow_events WHERE request_id = ? AND kind = 'log' AND app_key <=> ?)`,
    [requestId, appKey, data, requestId, appKey],
  );
}
