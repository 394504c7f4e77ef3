import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { basename } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, type Heard, startTestGateway, type TestGateway } from './testGateway.fixture.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ gateway: { upload_limit: 100_000 } });
});
afterAll(() => gateway.end());

const content = Buffer.from(Array.from({ length: 50_000 }, (_, index) => index % 251));

/** Fields in their order; a Blob becomes a file of the given name. */
function form(...fields: [name: string, value: string | Blob, file?: string][]): FormData {
  const made = new FormData();
  for (const [name, value, file] of fields) {
    if (typeof value === 'string') made.append(name, value);
    else made.append(name, value, file);
  }
  return made;
}

const send = (body: FormData | string, query = `?token=${gateway.token}`): Promise<Heard> =>
  call(gateway, `/upload${query}`, { method: 'POST', body });

const stored = (): string[] => (existsSync(uploads()) ? readdirSync(uploads()) : []);
const uploads = (): string => gateway.config.directories.uploads;

test('a file is stored as it was sent, in a directory of its own', async () => {
  const { status, body } = await send(form(['upload', new Blob([content]), 'pkg_inc.tar.gz']));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    code: '0',
    msg: '上传成功',
    name: 'upload',
    filename: 'pkg_inc.tar.gz',
    size: String(content.length),
    downloadDir: uploads(),
    start_time: expect.stringMatching(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d$/),
    take: expect.stringMatching(/^\d+$/),
  });
  expect(body.move_to).toBe(`${body.download as string}/pkg_inc.tar.gz`);
  expect(readFileSync(body.move_to as string).equals(content)).toBe(true);
  expect(basename(body.download as string)).toMatch(/^\d{10}-[0-9a-f]{12}$/);
});

test('the token may be a field before the file', async () => {
  const { status } = await send(form(['token', gateway.token], ['upload', new Blob(['x']), 'x']), '');
  expect(status).toBe(200);
});

test('the name leads nowhere else', async () => {
  const { body } = await send(form(['upload', new Blob(['x']), '../../etc/cron.d/-evil\n$(x).sh']));
  expect(body.move_to).toBe(`${body.download as string}/${body.filename as string}`);
  expect(body.filename).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/);
});

test.each([
  [401, 'TOKEN_INVALID', () => send(form(['upload', new Blob([content]), 'x']), '')],
  [401, 'TOKEN_INVALID', () => send(form(['upload', new Blob([content]), 'x']), '?token=abc')],
  [401, 'TOKEN_INVALID', () => send(form(['upload', new Blob([content]), 'x'], ['token', gateway.token]), '')],
  [400, 'UPLOAD_REFUSED', () => send(form(['other', 'x']))],
  [400, 'UPLOAD_REFUSED', () => send(form(['file', new Blob(['x']), 'x']))],
  [400, 'UPLOAD_REFUSED', () => send(form(['unzip', '1'], ['upload', new Blob(['x']), 'x.zip']))],
  [400, 'UPLOAD_REFUSED', () => send(form(['upload', new Blob(['x']), 'x.zip'], ['unzip', '1']))],
  [400, 'UPLOAD_REFUSED', () => send(form(['upload', new Blob(['x']), 'x'], ['upload', new Blob(['y']), 'y']))],
  [400, 'UPLOAD_REFUSED', () => send('no form')],
  [413, 'UPLOAD_TOO_LARGE', () => send(form(['upload', new Blob([Buffer.alloc(100_001)]), 'x']))],
  [413, 'UPLOAD_TOO_LARGE', () => send(form(['upload', new Blob([Buffer.alloc(30_000_000)]), 'x']))],
])('%i %s, and nothing of it stays', async (status, code, send_) => {
  const before = stored();
  const heard = await send_();
  expect(heard).toMatchObject({ status, body: { code: '-1', error: { code } } });
  expect(stored()).toEqual(before);
});

test('the limit itself is taken', async () => {
  expect((await send(form(['upload', new Blob([Buffer.alloc(100_000)]), 'x']))).status).toBe(200);
});

test('a caller that is cut off leaves nothing behind', async () => {
  const before = stored();
  const sending = request(`${gateway.url}/upload?token=${gateway.token}`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=b', 'content-length': 90_000 },
  });
  const failed = new Promise((resolve) => sending.once('error', resolve));
  sending.write('--b\r\nContent-Disposition: form-data; name="upload"; filename="x"\r\n\r\n');
  sending.write(Buffer.alloc(40_000));
  await expect.poll(stored).not.toEqual(before);
  sending.destroy();
  await failed;
  await expect.poll(stored).toEqual(before);
});
