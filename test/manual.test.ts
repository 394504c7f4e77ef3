import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { endpoints, openApi } from '#api';
import { errorCodes } from '#contract';
import { actions } from '#rex';
import { root } from './support/root.js';

/* The manual as it was built: every page can be found, every link leads somewhere, and what is made from tables is whole. */
const built = join(root, 'dist/apps/gateway/docs');
const sources = readdirSync(join(root, 'apps/gateway/docs')).filter((name) => name.endsWith('.md'));
const files = ['images', 'examples'].flatMap((folder) =>
  readdirSync(join(built, folder)).map((name) => `${folder}/${name}`),
);
const pages = new Map(
  readdirSync(built)
    .filter((name) => name.endsWith('.html'))
    .map((name) => [name.slice(0, -'.html'.length), readFileSync(join(built, name), 'utf8')]),
);
const all = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([, found]) => found!);
const linksOf = (html: string): string[] => all(html, / (?:href|src)="([^"]*)"/g);
const idsOf = (html: string): string[] => all(html, / id="([^"]*)"/g);

/** What the gateway answers beside the manual. */
const elsewhere = ['/', '/openapi.json', '/docs/manual.css', 'data:,'];

function isThere(from: string, link: string): boolean {
  if (elsewhere.includes(link) || /^https:\/\//.test(link)) return true;
  const [, page, anchor] = /^(?:\/docs(?:\/([\w-]+))?)?(?:#(.+))?$/.exec(link) ?? [];
  if (/^\/docs\/(images|examples)\//.test(link)) return files.includes(link.slice('/docs/'.length));
  if (link === '' || (page === undefined && anchor === undefined && link !== '/docs')) return false;
  const target = page ?? (link.startsWith('#') ? from : 'index');
  const html = pages.get(target);
  return html !== undefined && (anchor === undefined || idsOf(html).includes(anchor));
}

test('every page is listed, and every listed page is there', () => {
  const listed = linksOf(pages.get('index')!)
    .filter((link) => /^\/docs\/[\w-]+$/.test(link))
    .map((link) => link.slice('/docs/'.length));
  const names = [...sources.map((name) => name.slice(0, -'.md'.length)), 'api'].sort();
  expect([...new Set(listed)].sort()).toEqual(names);
  expect([...pages.keys()].sort()).toEqual([...names, 'index'].sort());
});

describe.each([...pages])('%s', (name, html) => {
  test('every link and anchor leads somewhere in the manual', () => {
    expect(linksOf(html).filter((link) => !isThere(name, link))).toEqual([]);
  });

  test('an anchor is there once', () => {
    const ids = idsOf(html);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('it loads nothing from elsewhere and runs nothing', () => {
    expect(html).not.toMatch(/<script|<style| style=|<(?:img|link)[^>]*(?:href|src)="https?:/);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(all(html, /<h1[^>]*>(.*?)<\/h1>/g)).toHaveLength(1);
  });
});

test('links between the Markdown files lead somewhere where they are read as they are, too', () => {
  const missing = sources.flatMap((page) =>
    all(readFileSync(join(root, 'apps/gateway/docs', page), 'utf8'), /\]\((?!https?:|#|\/)([^)#]+)/g)
      .filter((path) => !sources.includes(path) && !files.includes(path))
      .map((path) => `${page}: ${path}`),
  );
  expect(missing).toEqual([]);
});

test('every error code has its entry with its cause', () => {
  const html = pages.get('errors')!;
  const whole = Object.keys(errorCodes).filter((code) => new RegExp(`<h3 id="${code}">.*\n<p>[^<]{5,}`).test(html));
  expect(whole).toEqual(Object.keys(errorCodes));
});

test('every key of the schema has its entry', () => {
  const ids = idsOf(pages.get('configuration')!);
  for (const id of ['environments.&lt;name&gt;.ssh.hosts[].jump', 'rollout.groups.&lt;name&gt;.batch', 'log.level']) {
    expect(ids).toContain(id);
  }
  expect(ids.length).toBeGreaterThan(120);
});

test('the table of contents has the anchors of the single page that /docs was', () => {
  const { components } = openApi() as { components: { schemas: Record<string, unknown> } };
  const wanted = [
    ...Object.keys(errorCodes),
    ...endpoints.map(({ id }) => id),
    ...Object.keys(components.schemas).map((name) => `schema-${name}`),
  ];
  expect(wanted.filter((id) => !idsOf(pages.get('index')!).includes(id))).toEqual([]);
  expect(wanted.filter((id) => !idsOf(pages.get('api')!).includes(id))).toEqual([]);
});

/** Code that stands in the first column of a table, cut into words. */
const listedIn = (page: string): string[] =>
  all(readFileSync(join(root, 'apps/gateway/docs', page), 'utf8'), /^\| (`.*?) +\|/gm).flatMap((cell) =>
    all(cell, /`([^`]*)`/g).flatMap((code) => code.split(' ')),
  );

test('every action of /rex is listed', () => {
  expect(actions.map(({ name }) => name).filter((name) => !listedIn('rex-api.md').includes(name))).toEqual([]);
});

test('every command of the command line is listed, and every exit status', () => {
  const { stdout } = spawnSync(process.execPath, [join(root, 'dist/programs/cli.js'), '--help'], {
    encoding: 'utf8',
  });
  const commands = all(stdout, /^ {2}([a-z]+) (?=.* {2,}\S)/gm).filter((name) => !['rexflow'].includes(name));
  expect(commands).toContain('release');
  const page = readFileSync(join(root, 'apps/gateway/docs/cli.md'), 'utf8');
  const explained = [...listedIn('cli.md'), ...all(page, /^rexflow ([a-z]+)/gm)];
  expect(commands.filter((name) => !explained.includes(name))).toEqual([]);
  const statuses = all(stdout, /^ {2,4}(\d{1,3}) {2}\S/gm);
  expect(statuses.length).toBeGreaterThan(10);
  expect(statuses.filter((status) => !all(page, /^\| (\d+) +\|/gm).includes(status))).toEqual([]);
});
