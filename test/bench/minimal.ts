import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Queue } from 'bullmq';
import express from 'express';
import { Redis } from 'ioredis';
import { createPool } from 'mysql2/promise';

/*
 * What accepting a request needs at least, as a process of its own: an Express route that reads a form, makes one insert
 * into MySQL and adds one job to the queue. Its argument is JSON: `mysql` and `redis`. Says its port.
 */
interface Places {
  mysql: { host: string; port: number; user: string; password: string; database: string };
  redis: string;
}

const { mysql, redis } = JSON.parse(process.argv[2]!) as Places;
const pool = createPool({ ...mysql, connectionLimit: 10 });
await pool.query('CREATE TABLE IF NOT EXISTS bare_requests (id BIGINT AUTO_INCREMENT PRIMARY KEY, body LONGTEXT)');
const queue = new Queue('requests', { connection: new Redis(redis, { maxRetriesPerRequest: null }), prefix: '{bare}' });
const app = express();
app.disable('x-powered-by');
app.use(express.urlencoded({ extended: false }));
app.post('/', async (request, response) => {
  const body = JSON.stringify(request.body);
  const [{ insertId }] = (await pool.execute('INSERT INTO bare_requests (body) VALUES (?)', [body])) as unknown as [
    { insertId: number },
  ];
  await queue.add('walk', { requestId: insertId }, { jobId: `bare-${insertId}`, removeOnComplete: true });
  response.status(202).json({ job: insertId });
});
const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');
process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
