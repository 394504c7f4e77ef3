import { rightsOfRexflow } from '#provision';
import type { Connection } from 'mysql2/promise';

/** Makes a user of MySQL who may do what the manual lets rexflow do and no more, in every database; gives its name. */
export async function limitedUser(sql: Connection, password: string): Promise<string> {
  const name = 'limited';
  await sql.query(`GRANT ${rightsOfRexflow.join(', ')} ON \`%\`.* TO '${name}'@'%' IDENTIFIED BY '${password}'`);
  return name;
}
