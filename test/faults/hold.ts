import { randomUUID } from 'node:crypto';
import { createConnection, type Connection, type ConnectionOptions, type RowDataPacket } from 'mysql2/promise';

/**
 * Where a worker can be held, exactly: at the statement that stores something. `begin` before a step's begin is stored,
 * `asked` after it and before the host is asked, `answered` after the host's answer and before the outcome is stored,
 * `vote` before an app's vote is stored, `phase` before the request's phase is changed.
 */
export type Place = 'begin' | 'asked' | 'answered' | 'vote' | 'phase';

export interface Hold {
  /** Whether a session waits there. */
  reached(): Promise<boolean>;
  /** Lets the statement happen. */
  release(): Promise<void>;
  /** Ends the session, so that the statement never happens. */
  drop(): Promise<void>;
}

// A gate is one row; the first session that comes to its place waits for the lock of its name.
const wait = (place: Place, what: string, app: string): string =>
  `BEGIN
     DECLARE gate VARCHAR(64) DEFAULT
       (SELECT name FROM faults_gates WHERE place = '${place}' AND what = ${what} AND app IN (${app}, '') LIMIT 1);
     IF gate IS NOT NULL THEN
       DO GET_LOCK(gate, 300);
       DO RELEASE_LOCK(gate);
     END IF;
   END`;

const statements = [
  `CREATE TABLE faults_gates (name VARCHAR(64) PRIMARY KEY, place VARCHAR(16), what VARCHAR(64), app VARCHAR(200))
     ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`,
  `CREATE TRIGGER faults_begin BEFORE INSERT ON rexflow_steps FOR EACH ROW ${wait('begin', 'NEW.step', 'NEW.app_key')}`,
  `CREATE TRIGGER faults_answered BEFORE UPDATE ON rexflow_steps FOR EACH ROW
     ${wait('answered', 'NEW.step', 'NEW.app_key')}`,
  `CREATE TRIGGER faults_asked BEFORE UPDATE ON rexflow_host_releases FOR EACH ROW
     IF NEW.vote IS NULL THEN ${wait('asked', 'NEW.step', 'NEW.app_key')};
     ELSE ${wait('vote', 'NEW.phase', 'NEW.app_key')}; END IF`,
  `CREATE TRIGGER faults_phase BEFORE UPDATE ON rexflow_requests FOR EACH ROW
     IF NOT (NEW.phase <=> OLD.phase AND NEW.phase_ended <=> OLD.phase_ended) THEN
       ${wait('phase', "CONCAT(NEW.phase, IF(NEW.phase_ended, ' ended', ' begun'))", "''")}; END IF`,
];

/** Lays the gates into a database that rexflow has set up. */
export async function layGates(sql: { query(text: string): Promise<unknown> }): Promise<void> {
  for (const statement of statements) await sql.query(statement);
}

const waiting = "SELECT ID FROM information_schema.PROCESSLIST WHERE STATE = 'User lock'";

/** Holds the first session that comes to a place; `app` empty takes any. It holds nobody else once `reached` said yes. */
export async function hold(database: ConnectionOptions, place: Place, what: string, app = ''): Promise<Hold> {
  const name = randomUUID();
  const holder: Connection = await createConnection(database);
  holder.on('error', () => undefined);
  await holder.query('DO GET_LOCK(?, 10)', [name]);
  await holder.query('INSERT INTO faults_gates VALUES (?, ?, ?, ?)', [name, place, what, app]);
  const sessions = async (): Promise<number[]> =>
    (await holder.query<RowDataPacket[]>(waiting))[0].map((row) => Number(row.ID));
  const open = async (): Promise<void> => {
    await holder.query('DELETE FROM faults_gates WHERE name = ?', [name]).catch(() => undefined);
    await holder.end().catch(() => undefined);
  };
  return {
    reached: async () => {
      if ((await sessions()).length === 0) return false;
      await holder.query('DELETE FROM faults_gates WHERE name = ?', [name]);
      return true;
    },
    release: open,
    drop: async () => {
      // Ended by the server already when it noticed that its client is gone.
      for (const id of await sessions()) await holder.query('KILL ?', [id]).catch(() => undefined);
      await open();
    },
  };
}
