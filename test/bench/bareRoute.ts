import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Queue } from 'bullmq';
import express from 'express';
import { Redis } from 'ioredis';
import { createPool, type PoolOptions } from 'mysql2/promise';

/*
 * What accepting a request needs at least: an Express route that does one MySQL insert and one queue add, and answers 202.
 * The baseline rexflow's gateway is held against. Its MySQL and Redis stand in BARE_MYSQL (JSON) and BARE_REDIS; it
 * prints its port once it listens.
 */
const pool = createPool(JSON.parse(process.env.BARE_MYSQL!) as PoolOptions);
await pool.query(
  `CREATE TABLE IF NOT EXISTS bare_requests
     (id CHAR(36) NOT NULL PRIMARY KEY, parameters LONGTEXT NOT NULL, accepted_at DATETIME(3) NOT NULL) ENGINE=InnoDB`,
);
const connection = new Redis(process.env.BARE_REDIS!, { maxRetriesPerRequest: null });
const queue = new Queue('requests', { connection, prefix: '{bare}' });

const app = express();
app.disable('x-powered-by');
app.set('etag', false);
app.post('/rex', express.urlencoded({ extended: false }), async (req, res) => {
  const id = randomUUID();
  const parameters = JSON.stringify(req.body);
  await pool.execute('INSERT INTO bare_requests (id, parameters, accepted_at) VALUES (?, ?, UTC_TIMESTAMP(3))', [
    id,
    parameters,
  ]);
  await queue.add('walk', { requestId: id }, { jobId: id });
  res.status(202).json({ code: '0', job: id });
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
