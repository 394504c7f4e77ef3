import { test } from 'vitest';
import { withField } from './bench/field.js';
import { releaseByRex } from './bench/release.js';

test('profile', async () => {
  await withField({ hosts: Number(process.env.N ?? 2) }, async (field) => {
    const { estate, trees } = field;
    const n = Number(process.env.N ?? 2);
    for (let i = 0; i < 7; i++) {
      if (process.env.WHAT !== 'none') trees.change(process.env.WHAT === 'all' ? 'all' : 'one');
      const t = await releaseByRex(field, n);
      const b = await field.bare.release(n);
      console.log('rex', t.toFixed(3), 'bare', b.toFixed(3));
    }
    const [req] = await estate.rows('SELECT id, accepted_at, settled_at FROM rexflow_requests ORDER BY accepted_at DESC LIMIT 1');
    const at = (x: string) => new Date(x.replace(' ', 'T') + 'Z').getTime();
    const t0 = at(req!.accepted_at);
    const steps = await estate.rows('SELECT app_key, phase, step, state, begun_at, ended_at FROM rexflow_steps WHERE request_id = ? ORDER BY id', [req!.id]);
    for (const s of steps) console.log(String(s.app_key).padEnd(9), String(s.phase).padEnd(9), String(s.step).padEnd(13), at(s.begun_at) - t0, s.ended_at ? at(s.ended_at) - t0 : '-', s.ended_at ? at(s.ended_at)-at(s.begun_at):'-');
    console.log('settled', at(req!.settled_at) - t0);
    console.log(estate.logs('worker1').split('\n').filter((l) => l.includes(String(req!.id))).map((l) => { const j = JSON.parse(l); return [j.time - t0, j.msg, j.phase ?? '', j.step ?? '', j.app ?? ''].join(' '); }).join('\n'));
  });
}, 300000);
