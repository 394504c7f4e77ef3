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

// A gate is one row. The first session that comes to its place takes the lock of its own and waits for the holder's;
// those that come after it pass.
const wait = (place: Place, what: string, app: string): string =>
  `BEGIN
     DECLARE gate VARCHAR(63) DEFAULT
       (SELECT name FROM faults_gates WHERE place = '${place}' AND what = ${what} AND app IN (${app}, '') LIMIT 1);
     IF gate IS NOT NULL AND GET_LOCK(CONCAT(gate, '+'), 0) = 1 THEN
       DO GET_LOCK(gate, 300);
       DO RELEASE_LOCK(gate);
       DO RELEASE_LOCK(CONCAT(gate, '+'));
     END IF;
   END`;

const statements = [
  `CREATE TABLE faults_gates (name VARCHAR(63) PRIMARY KEY, place VARCHAR(16), what VARCHAR(64), app VARCHAR(200))
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

/** Holds the first session that comes to a place; `app` empty takes any. */
export async function hold(database: ConnectionOptions, place: Place, what: string, app = ''): Promise<Hold> {
  const name = randomUUID();
  const holder: Connection = await createConnection(database);
  holder.on('error', () => undefined);
  await holder.query('DO GET_LOCK(?, 10)', [name]);
  await holder.query('INSERT INTO faults_gates VALUES (?, ?, ?, ?)', [name, place, what, app]);
  const waiter = async (): Promise<number | null> => {
    const [[row]] = await holder.query<RowDataPacket[]>('SELECT IS_USED_LOCK(?) AS id', [`${name}+`]);
    return row!.id as number | null;
  };
  const release = async (): Promise<void> => {
    await holder.query('DO RELEASE_LOCK(?)', [name]);
    await holder.query('DELETE FROM faults_gates WHERE name = ?', [name]);
    await holder.end();
  };
  // The server that held it may have been killed.
  let over = false;
  const once = async (work: () => Promise<void>): Promise<void> => {
    if (over) return;
    over = true;
    await work().catch(() => undefined);
  };
  return {
    reached: async () => (await waiter()) !== null,
    release: () => once(release),
    drop: () =>
      once(async () => {
        const id = await waiter();
        // The server may have ended it already, when it noticed that its client is gone.
        if (id !== null) await holder.query('KILL ?', [id]).catch(() => undefined);
        await release();
      }),
  };
}
