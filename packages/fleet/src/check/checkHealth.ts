import { statement, type Statement } from '#contract';
import type { AppSettings } from '../settings/settings.js';

type Check = NonNullable<AppSettings['health']>[number];
type Report = (path: readonly string[], problem: Statement) => void;

function isExpression(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function checkHttp({ url, method, body, expect, tls }: Extract<Check, { type: 'http' }>, report: Report): void {
  if (!/^https?:\/\/[^\s/]/.test(url)) report(['url'], statement('app.urlScheme'));
  else if (!/[{}]/.test(url) && !URL.canParse(url)) report(['url'], statement('app.noUrl'));
  if (expect?.body !== undefined && !isExpression(expect.body))
    report(['expect', 'body'], statement('app.noExpression'));
  if (body && (method === 'GET' || method === 'HEAD')) report(['body'], statement('app.methodNoBody', { method }));
  if (method === 'HEAD' && expect?.body !== undefined) report(['expect', 'body'], statement('app.answerNoBody'));
  if (tls !== undefined && !url.startsWith('https:')) report(['tls'], statement('app.noTls'));
}

function checkTcp({ address }: Extract<Check, { type: 'tcp' }>, report: Report): void {
  const port = Number(address.slice(address.lastIndexOf(':') + 1));
  if (port > 65_535) report(['address'], statement('app.noPort'));
}

/** Reports what of the checks of an app cannot be asked so. */
export function checkHealth(health: readonly Check[], report: Report): void {
  health.forEach((check, index) => {
    const tell: Report = (path, problem) => report(['health', String(index), ...path], problem);
    if (check.type === 'http') checkHttp(check, tell);
    if (check.type === 'tcp') checkTcp(check, tell);
  });
}
