import { authenticate, tokenOf } from '../http/authenticate.js';
import type { PublicHandler } from '../state/endpoint.js';
import { localTime } from '#records';
import { receiveFile } from '../http/receiveFile.js';

/**
 * POST /upload: one file of a multipart form, streamed to a directory of its own. The token may be a field of the form
 * if it comes before the file.
 */
export const rexUpload: PublicHandler = async (input, { people, config, records, now, log }) => {
  const known = tokenOf(input);
  // With a token at hand nothing of the body is read before it is checked.
  const early = known === null ? null : await authenticate(people, known);
  let user = early;
  const file = await receiveFile(input, {
    directory: config.directories.uploads,
    limit: config.gateway.uploadLimit,
    at: input.receivedAt,
    admit: async (fields) => {
      user ??= await authenticate(people, fields.token ?? null);
    },
  });
  const details = { path: file.path, size: String(file.size) };
  await records.audit({ user: user!.name, action: 'upload', job: null, details });
  log.info({ file: file.path, bytes: file.size, caller: user!.name }, 'file taken');
  const body = {
    downloadDir: config.directories.uploads,
    download: file.directory,
    start_time: localTime(input.receivedAt).replaceAll('-', '/'),
    move_to: file.path,
    name: 'upload',
    filename: file.name,
    size: file.size,
    take: Math.floor((now().getTime() - input.receivedAt.getTime()) / 1000),
    code: 0,
    msg: '上传成功',
  };
  return { status: 200, body };
};
