import { loadScript, quote } from '#shell';

const { body } = loadScript('install.sh', import.meta.url);

/**
 * A script for root that installs the Debian packages given as its arguments without starting any of them as a system
 * service; `policy` is the path of dpkg's policy-rc.d.
 */
export const installScript = (policy = '/usr/sbin/policy-rc.d'): string => `policy=${quote(policy)}\n${body}`;
