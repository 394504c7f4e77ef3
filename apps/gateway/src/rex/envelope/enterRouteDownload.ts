import type { CarriedTree, DownloadAppFindings } from '#contract';
import type { App } from '#release';
import { catalogueRow } from './catalogueRow.js';
import { perApp } from './perApp.js';
import { type SettledTarget, targetsIn, type Presenter } from './settled.js';
import { shortfall } from './wording.js';

type Parameters = Readonly<Record<string, string>>;

const withSlash = (path: string): string => `${path.replace(/\/+$/, '')}/`;

function transfer(tree: CarriedTree | null | undefined, host: string): Record<string, unknown> | null {
  if (!tree) return null;
  const msg = tree.code === 0 ? 'download success' : 'download faild';
  return {
    code: tree.code,
    download: { code: tree.code, download_method: 'rsync', localPath: tree.to },
    msg,
    params: { app_key: null, dir1: withSlash(tree.from), dir2: withSlash(tree.to), http: null, ipsep: null, w: null },
    server: host,
    size: tree.size,
    take: String(tree.seconds),
  };
}

type Origin = Pick<App, 'host' | 'programLink' | 'configLink' | 'row'>;

/** The app the bytes come from: the one itself, or with `senv` one of another environment, of whose row no more is known. */
function originOf(app: App, source: DownloadAppFindings['source']): Origin {
  if (!source) return app;
  const { host, programDir, configDir } = source;
  const row = {
    app_key: source.app,
    local_name: app.group,
    network_ip: host,
    pro_dir: programDir,
    config_dir: configDir,
  };
  return { host, programLink: programDir, configLink: configDir, row };
}

function node({ app, result }: SettledTarget, asked: Parameters): Record<string, unknown> {
  const { program, config, startedAt, endedAt, representative, source } = result.facts as Partial<DownloadAppFindings>;
  const from = originOf(app, source);
  const fresh = asked.rsyncdelete === '1' ? {} : { program: program ? 1 : undefined, config: config ? 1 : undefined };
  return {
    params: {
      config: catalogueRow(from),
      k: app.appKey,
      local_name: app.appKey,
      network_ip: from.host,
      pro_key_array: representative ?? [],
      relocal_name: app.group,
      remotedir: from.programLink,
      remote_confir_dir: from.configLink,
      rsyncdelete: asked.rsyncdelete ?? null,
      senv: asked.senv ?? null,
      type: asked.type ?? null,
      update: asked.update ?? null,
      usetype: asked.usetype ?? null,
    },
    localdir: program ? withSlash(program.to) : null,
    local_config_dir: config ? withSlash(config.to) : null,
    remotedir: withSlash(program?.from ?? from.programLink),
    remote_confir_dir: withSlash(config?.from ?? from.configLink),
    src_localdir_is_delete: fresh.program,
    src_local_config_dir_is_delete: fresh.config,
    download_all: 'false',
    start_time: startedAt ?? null,
    end_time: endedAt ?? null,
    take: startedAt === undefined || endedAt === undefined ? null : endedAt - startedAt,
    proresult: transfer(program, from.host),
    confresult: transfer(config, from.host),
    localdir_size: program?.size ?? null,
    local_config_dir_size: config?.size ?? null,
    ...(result.outcome !== 'done' && { app_key: app.appKey, ...shortfall(result) }),
  };
}

/** Enter:route:download: the fetched trees of each app, with their source and destination. */
export const presentEnterRouteDownload: Presenter = (settled) => {
  const { request, config, settledAt } = settled;
  const { k, senv = '', type = '', update = '', usetype = '' } = request.wire.parameters;
  const srcdata = {
    k: targetsIn(settled)
      .map(({ app }) => app.appKey)
      .join(' '),
    parallelism: String(config.worker.apps),
    params: { k, senv, type, update, usetype, w: '1' },
    take: String(Math.floor((settledAt.getTime() - request.acceptedAt.getTime()) / 1000)),
  };
  return perApp(settled, (part) => node(part, request.wire.parameters), { srcdata });
};
